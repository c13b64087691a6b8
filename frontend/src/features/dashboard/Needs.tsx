import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CirclePause,
  Clock,
  ListChecks,
  Unplug,
  type LucideIcon,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { accountName } from "@/lib/account-name";
import type { CalendarItem, Connection } from "@/lib/api/contract";
import { useSignedInUser } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useDashboardWords } from "@/lib/strings/en/dashboard";
import { usePostWords } from "@/lib/strings/en/posts";
import { formatRelative, useNow } from "@/lib/time";

import { useToReview } from "./api";
import { Account, ItemLine } from "./ItemLine";
import { pickNeeds, pickNext, pickPaused } from "./picks";

const shownMost = 8;

function Sign({ icon: Icon, bad }: { icon: LucideIcon; bad?: boolean }) {
  return <Icon aria-hidden className={cn("size-5 shrink-0", bad ? "text-bad-text" : "text-warn-text")} />;
}

function signOf({ state }: CalendarItem): ReactNode {
  if (state === "failed") return <Sign icon={CircleAlert} bad />;
  return <Sign icon={state === "unconfirmed" ? CircleHelp : Clock} />;
}

function Need({ item }: { item: CalendarItem }) {
  const words = useDashboardWords();
  const posts = usePostWords();
  const { state, hold } = item;
  const said =
    state === "failed" || state === "unconfirmed" ? words(`needs.${state}`) : hold && posts(`hold.${hold}`);
  return (
    <ItemLine item={item} lead={signOf(item)}>
      <span className={cn("font-medium", state === "failed" ? "text-bad-text" : "text-warn-text")}>
        {said}
      </span>
    </ItemLine>
  );
}

interface LinkedProps {
  to: string;
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}

function Linked({ to, icon, title, children }: LinkedProps) {
  return (
    <li>
      <Link to={to} className="flex items-center gap-3 rounded-md px-3 py-2.5 hover:bg-sunken">
        <Sign icon={icon} />
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium">{title}</span>
          <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-ink-muted">
            {children}
          </span>
        </span>
      </Link>
    </li>
  );
}

function AllIsWell({ items }: { items: CalendarItem[] }) {
  const words = useDashboardWords();
  const now = useNow();
  const [next] = pickNext(
    items.filter(({ held }) => !held),
    1,
  );
  const detail = next
    ? words("needs.wellNext", { when: formatRelative(next.at, now) })
    : words(pickNext(items, 1).length > 0 ? "needs.wellHeld" : "needs.wellNone");
  return (
    <Card aria-labelledby="dashboard-needs" className="flex items-center gap-4 p-5">
      <CircleCheck aria-hidden className="size-8 shrink-0 text-good-text" strokeWidth={1.75} />
      <div role="status">
        <h2 id="dashboard-needs" className="text-base font-semibold">
          {words("needs.wellTitle")}
        </h2>
        <p className="text-sm text-ink-muted">{detail}</p>
      </div>
    </Card>
  );
}

/** Publishing is halted: that is the first thing to know. The way out stands above, on every page. */
function Halted({ state, waiting }: { state: "paused" | "stopped"; waiting: number }) {
  const words = useDashboardWords();
  return (
    <li className="flex flex-wrap items-center gap-3 px-3 py-2.5">
      <Sign icon={CirclePause} />
      <span className="min-w-40 flex-1">
        <span className="block text-sm font-medium">{words(`publishing.${state}`)}</span>
        <span className="mt-0.5 block text-xs text-ink-muted">
          {words("needs.haltedDetail")} {waiting > 0 && words("needs.haltedWaiting", { count: waiting })}
        </span>
      </span>
    </li>
  );
}

/** What needs the person, or the calm word that nothing does. */
export function Needs({ items, connections }: { items: CalendarItem[]; connections: Connection[] }) {
  const words = useDashboardWords();
  const needs = pickNeeds(items);
  const broken = connections.filter(({ status }) => status === "reconnect_needed");
  const { publishing } = useSignedInUser().workspace;
  // While all is halted, what is due and waits is told with that.
  const paused = publishing === "running" ? pickPaused(items) : [];
  const toReview = useToReview();
  const halted = publishing !== "running";
  const count =
    needs.length + broken.length + (halted ? 1 : 0) + (paused.length ? 1 : 0) + (toReview ? 1 : 0);
  if (count === 0) return <AllIsWell items={items} />;
  const rest = needs.length - shownMost;
  return (
    <Card aria-labelledby="dashboard-needs">
      <CardHeader
        id="dashboard-needs"
        title={words("needs.title")}
        detail={words("needs.detail", { count })}
      />
      <CardBody className="p-2">
        <ul>
          {halted && (
            <Halted
              state={publishing}
              waiting={items.filter(({ held, position }) => held && position === 0).length}
            />
          )}
          {broken.map((connection) => (
            <Linked
              key={connection.id}
              to="/platforms"
              icon={Unplug}
              title={words("needs.reconnect", { account: accountName(connection) })}
            >
              <Account {...connection} />
              {connection.status_reason ?? words("needs.reconnectDetail")}
            </Linked>
          ))}
          {paused.length > 0 && (
            <Linked
              to={`/publications/${paused[0]?.publication_id ?? ""}`}
              icon={CirclePause}
              title={words("needs.held", { count: paused.length })}
            >
              {words("needs.heldDetail")}
            </Linked>
          )}
          {toReview > 0 && (
            <Linked
              to="/auto-posting/review"
              icon={ListChecks}
              title={words("needs.review", { count: toReview })}
            >
              {words("needs.reviewDetail")}
            </Linked>
          )}
          {needs.slice(0, shownMost).map((item) => (
            <Need key={item.publication_id} item={item} />
          ))}
        </ul>
        {rest > 0 && (
          <p className="px-3 py-2 text-sm text-ink-muted">{words("needs.more", { count: rest })}</p>
        )}
      </CardBody>
    </Card>
  );
}
