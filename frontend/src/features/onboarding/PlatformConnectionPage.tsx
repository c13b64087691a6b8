import { CircleCheck } from "lucide-react";

import { ConnectList } from "@/components/connect-list";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { useConnections } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { useConnectionWords } from "@/lib/strings/en/connections";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { OnboardingFrame } from "./OnboardingFrame";
import { useStep } from "./use-step";

const here = "/onboarding/platform-connection";

function ConnectedRow({ connection }: { connection: Connection }) {
  const words = useConnectionWords();
  return (
    <li className="flex items-center gap-3 rounded-lg bg-good-soft px-4 py-3">
      <Avatar name={connection.name} src={connection.picture_url} />
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{connection.name}</span>{" "}
        <span className="text-ink-muted">@{connection.username}</span>
      </span>
      <span className="flex items-center gap-1.5 text-good-text">
        <CircleCheck aria-hidden className="size-4" />
        {words("status.connected")}
      </span>
    </li>
  );
}

export default function PlatformConnectionPage() {
  const words = useOnboardingWords();
  const connectionWords = useConnectionWords();
  const connections = useConnections().data ?? [];
  const step = useStep();
  const goOn = () => step.go("complete", "/onboarding/complete");
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
      <ConnectList returnTo={here} />
    </OnboardingFrame>
  );
}
