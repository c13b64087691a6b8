import { Monitor, Smartphone } from "lucide-react";

import { LeaveEverywhere } from "@/components/leave-everywhere";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Moment, RelativeMoment } from "@/components/ui/time";
import type { SessionRow } from "@/lib/api/contract";
import { useSettingsWords } from "@/lib/strings/en/settings";

import { useSessions } from "./api";
import { readDevice } from "./device";

function SessionItem({ session }: { session: SessionRow }) {
  const words = useSettingsWords();
  const device = readDevice(session.user_agent);
  const Icon = /Mobile|Android|iPhone/.test(session.user_agent) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-4 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <p className="font-medium" title={session.user_agent}>
          {device ? words("security.on", device) : words("security.unknown")}
        </p>
        <p className="text-sm text-ink-muted">
          {words("security.lastUsed")} <RelativeMoment iso={session.last_used_at} /> ·{" "}
          {words("security.started").toLowerCase()} <Moment iso={session.created_at} style="date" />
        </p>
      </div>
      {session.current && <Badge tone="accent">{words("security.here")}</Badge>}
    </li>
  );
}

function SessionList() {
  const sessions = useSessions();
  if (sessions.isPending) {
    return (
      <Loading className="flex flex-col gap-3 py-3">
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
      </Loading>
    );
  }
  if (sessions.isError) return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <ul className="divide-y divide-line">
      {sessions.data.map((session) => (
        <SessionItem key={session.id} session={session} />
      ))}
    </ul>
  );
}

export function SessionsCard() {
  const words = useSettingsWords();
  return (
    <Card>
      <CardHeader
        title={words("security.title")}
        detail={words("security.detail")}
        aside={<LeaveEverywhere label={words("security.everywhere")} />}
      />
      <CardBody className="py-2">
        <SessionList />
      </CardBody>
    </Card>
  );
}
