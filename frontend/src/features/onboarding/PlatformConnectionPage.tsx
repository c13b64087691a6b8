import { CircleCheck } from "lucide-react";

import { ConnectList } from "@/components/connect-list";
import { familiesUsed } from "@/components/connect/families";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { accountName, hasHandles } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { usePlan } from "@/lib/api/meta";
import { usePlatforms } from "@/lib/api/platforms";
import { useSignedInUser } from "@/lib/api/user";
import { useConnectionWords } from "@/lib/strings/en/connections";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { OnboardingFrame } from "./OnboardingFrame";
import { useStep } from "./use-step";

const here = "/onboarding/platform-connection";

function ConnectedRow({ connection }: { connection: Connection }) {
  const words = useConnectionWords();
  const platform = usePlatforms().data?.find(({ key }) => key === connection.platform)?.name;
  return (
    <li className="flex items-center gap-3 rounded-lg bg-good-soft px-4 py-3">
      <Avatar name={connection.name} src={connection.picture_url} />
      <PlatformMark platform={connection.platform} label={platform} />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{connection.name}</span>{" "}
        {hasHandles(connection.platform) && <span className="text-ink-muted">{accountName(connection)}</span>}
      </span>
      <span className="flex items-center gap-1.5 text-good-text">
        <CircleCheck aria-hidden className="size-4" />
        {words("status.connected")}
      </span>
    </li>
  );
}

/** What the plan has room for. */
function Room({ connections }: { connections: Connection[] }) {
  const words = useOnboardingWords();
  const plan = usePlan(useSignedInUser().plan_type);
  const platforms = usePlatforms().data;
  if (!plan || !platforms) return null;
  const used = familiesUsed(connections, platforms).size;
  return (
    <p className="text-sm text-ink-muted">
      {plan.max_platforms < 0
        ? words("connect.roomAny", { plan: plan.name })
        : words("connect.room", { used, max: plan.max_platforms, plan: plan.name })}
    </p>
  );
}

export default function PlatformConnectionPage() {
  const words = useOnboardingWords();
  const connectionWords = useConnectionWords();
  const connections = useConnections().data ?? [];
  const step = useStep();
  const goOn = () => step.go("domain-selection", "/onboarding/domain-selection");
  return (
    <OnboardingFrame
      step="platform-connection"
      title={words("connect.title")}
      detail={words("connect.detail")}
      actions={
        connections.length === 0 ? (
          <Button variant="ghost" size="lg" busy={step.busy} onClick={goOn}>
            {words("connect.skip")}
          </Button>
        ) : (
          <Button variant="primary" size="lg" busy={step.busy} onClick={goOn}>
            {words("connect.goOn")}
          </Button>
        )
      }
    >
      {connections.length > 0 && (
        <ul aria-label={connectionWords("connected")} className="flex flex-col gap-2">
          {connections.map((connection) => (
            <ConnectedRow key={connection.id} connection={connection} />
          ))}
        </ul>
      )}
      <section aria-labelledby="first-platforms" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 id="first-platforms" className="text-base font-semibold">
            {words("connect.available")}
          </h2>
          <Room connections={connections} />
        </div>
        <ConnectList returnTo={here} />
      </section>
    </OnboardingFrame>
  );
}
