import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PlatformMark } from "@/components/ui/platform-mark";
import { toast } from "@/components/ui/toast";
import { accountName } from "@/lib/account-name";
import { usePauseAccount } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { AutomationStatus, Connection } from "@/lib/api/contract";
import { useAutomationWords } from "@/lib/strings/en/automation";

type Standing = AutomationStatus["accounts"][number];

interface ParticipantProps {
  connection: Connection;
  standing: Standing;
  active: boolean;
}

function Participant({ connection, standing, active }: ParticipantProps) {
  const words = useAutomationWords();
  const pause = usePauseAccount();
  const { paused, reason } = standing;
  const name = accountName(connection);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <PlatformMark platform={connection.platform} className="size-4" />
      <span className="min-w-32 flex-1 text-sm">
        <span className="block truncate font-medium">{name}</span>
        {reason && <span className="block text-xs text-ink-muted">{reason}</span>}
      </span>
      <Badge tone={paused || reason ? "warn" : active ? "good" : "neutral"} dot>
        {words(paused ? "accounts.paused" : reason ? "accounts.leftOut" : "accounts.takesPart")}
      </Badge>
      <Button
        size="sm"
        busy={pause.isPending}
        aria-label={words(paused ? "accounts.resumeOf" : "accounts.pauseOf", { name })}
        onClick={() => pause.mutate({ id: connection.id, paused: !paused }, { onError: toast.problem })}
      >
        {words(paused ? "accounts.resume" : "accounts.pause")}
      </Button>
    </li>
  );
}

interface ParticipantsProps {
  accounts: Standing[];
  /** Whether anything goes out through them now. */
  active: boolean;
}

/** The accounts that take part, each with its own switch. */
export function Participants({ accounts, active }: ParticipantsProps) {
  const words = useAutomationWords();
  const connections = useConnections().data ?? [];
  return (
    <Card aria-labelledby="automation-accounts">
      <CardHeader
        id="automation-accounts"
        title={words("accounts.title")}
        detail={words("accounts.detail")}
      />
      <CardBody>
        <ul className="grid gap-4">
          {accounts.map((standing) => {
            const connection = connections.find(({ id }) => id === standing.connection_id);
            return connection && <Participant key={connection.id} {...{ connection, standing, active }} />;
          })}
        </ul>
      </CardBody>
    </Card>
  );
}
