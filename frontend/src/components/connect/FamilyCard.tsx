import { Lock } from "lucide-react";

import { PlanChange } from "@/components/plan-change";
import { Badge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import { useConnections } from "@/lib/api/connections";
import type { Platform } from "@/lib/api/contract";
import { usePlan } from "@/lib/api/meta";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useConnectionWords } from "@/lib/strings/en/connections";

import { ConnectButton } from "./ConnectButton";
import { familiesUsed, hasRoom, type Family } from "./families";

const explained = ["instagram", "instagram_facebook", "linkedin", "linkedin_organization"] as const;
type Explained = (typeof explained)[number];
const isExplained = (key: string): key is Explained => (explained as readonly string[]).includes(key);

const kinds = [
  "text",
  "link",
  "image",
  "images",
  "gif",
  "video",
  "short",
  "reel",
  "story",
  "carousel",
  "document",
  "poll",
  "thread",
  "first_comment",
  "article",
] as const;
type Kind = (typeof kinds)[number];
const isKind = (kind: string): kind is Kind => (kinds as readonly string[]).includes(kind);

function Kinds({ ways }: { ways: Platform[] }) {
  const words = useConnectionWords();
  const said = [...new Set(ways.flatMap((way) => way.kinds))].map((kind) =>
    isKind(kind) ? words(`kinds.${kind}`) : kind.replaceAll("_", " "),
  );
  return (
    <p className="text-xs text-ink-muted">
      <span className="sr-only">{words("canPost")}: </span>
      {said.join(", ")}
    </p>
  );
}

function Notes({ ways }: { ways: Platform[] }) {
  const words = useConnectionWords();
  const notes = [...new Set(ways.flatMap((way) => way.notes))];
  if (notes.length === 0) return null;
  return (
    <details className="text-xs text-ink-muted">
      <summary className="w-fit text-ink-faint hover:text-ink">{words("goodToKnow")}</summary>
      <ul className="mt-2 flex list-disc flex-col gap-1 pl-4">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

interface WayRowProps {
  way: Platform;
  single: boolean;
  room: boolean;
  returnTo: string;
}

/** The id of what says that the plan has no room for another platform. */
export const fullPlanNote = "plan-is-full";

function WayRow({ way, single, room, returnTo }: WayRowProps) {
  const words = useConnectionWords();
  const again = useConnections().data?.some(({ platform }) => platform === way.key);
  const told = !single && isExplained(way.key) ? way.key : null;
  return (
    <div className="flex flex-col items-start gap-2">
      {told && (
        <p className="text-sm text-ink-muted">
          <span className="font-medium text-ink">{words(`waysShort.${told}`)}.</span> {words(`ways.${told}`)}
        </p>
      )}
      {way.available ? (
        <ConnectButton
          plus
          platform={way}
          returnTo={returnTo}
          variant={again ? "secondary" : "primary"}
          size="sm"
          disabled={!room}
          aria-describedby={room ? undefined : fullPlanNote}
        >
          {words(again ? "connectAgain" : "connect", { platform: way.name })}
        </ConnectButton>
      ) : (
        <p className="text-sm text-ink-muted">{way.unavailable_reason}</p>
      )}
    </div>
  );
}

/** One family: what can be posted there, and each way of connecting it. */
export function FamilyCard({ family, returnTo }: { family: Family; returnTo: string }) {
  const words = useConnectionWords();
  const plan = usePlan(useSignedInUser().plan_type);
  const used = familiesUsed(useConnections().data ?? [], usePlatforms().data ?? []);
  const [first] = family.ways;
  const locked = family.ways.every((way) => way.pro_required) && plan?.key === "free";
  const room = hasRoom(plan, used, family.key);
  const wide = family.ways.length > 1 && !locked;
  return (
    <li
      className={cn(
        "flex flex-col gap-3 rounded-lg border border-line bg-surface p-5 shadow-sm",
        wide && "sm:col-span-2",
      )}
    >
      <div className="flex items-start gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-lg border border-line bg-raised">
          <PlatformMark platform={family.key} className="size-5" />
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="font-medium">{family.name}</h3>
          <p className="text-sm text-ink-muted">{first?.about}</p>
        </div>
        {locked && (
          <Badge tone="accent">
            <Lock aria-hidden />
            {words("proNeeded")}
          </Badge>
        )}
      </div>
      <Kinds ways={family.ways} />
      <Notes ways={family.ways} />
      <div className={cn("mt-auto grid gap-x-8 gap-y-4 pt-1", wide && "sm:grid-cols-2")}>
        {locked ? (
          <PlanChange to="pro" size="sm" />
        ) : (
          family.ways.map((way) => (
            <WayRow
              key={way.key}
              way={way}
              single={family.ways.length === 1}
              room={room}
              returnTo={returnTo}
            />
          ))
        )}
      </div>
    </li>
  );
}
