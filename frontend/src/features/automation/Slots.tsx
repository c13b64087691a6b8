import { X } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useEntries } from "@/lib/api/automation";
import type { AutomationStatus, PlannedEntry } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment } from "@/lib/time";

import { useRemove } from "./api";
import { useDomainName } from "./use-domain-name";

const tones: Partial<Record<PlannedEntry["state"], Tone>> = {
  to_review: "warn",
  scheduled: "good",
  failed: "bad",
};

const step = 8;

/** A state's words stand under its own name, save one that is a deed elsewhere. */
const nameOf = (state: PlannedEntry["state"]) =>
  state === "removed" ? ("slots.removedState" as const) : (`slots.${state}` as const);

function Slot({ entry, held }: { entry: PlannedEntry; held: boolean }) {
  const words = useAutomationWords();
  const zone = useZone();
  const remove = useRemove();
  const domain = useDomainName()(entry.domain);
  const time = formatMoment(entry.at, zone, "moment");
  return (
    <li className="flex items-start gap-3 px-5 py-3">
      <PlatformMark platform={entry.platform} className="mt-0.5 size-4" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium tabular-nums">
          {time}
          {held && entry.state === "scheduled" ? (
            <Badge tone="warn">{words("slots.held")}</Badge>
          ) : (
            <Badge tone={tones[entry.state]}>{words(nameOf(entry.state))}</Badge>
          )}
          <Badge>{domain}</Badge>
          {entry.exploring && <Badge tone="accent">{words("slots.exploring")}</Badge>}
        </p>
        <p dir="auto" className="mt-1 line-clamp-2 text-sm break-words">
          {entry.text || <span className="text-ink-muted">{words("slots.unwritten", { domain })}</span>}
        </p>
        {entry.problem && <p className="mt-1 text-sm text-warn-text">{entry.problem}</p>}
        <details className="mt-1 text-xs text-ink-muted">
          <summary className="w-fit cursor-pointer rounded-sm py-1">{words("slots.why")}</summary>
          <ul className="list-disc pl-4">
            {entry.moved_from && (
              <li>{words("slots.moved", { time: formatMoment(entry.moved_from, zone, "moment") })}</li>
            )}
            {entry.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            {entry.engine && <li>{words("slots.written", { engine: entry.engine })}</li>}
          </ul>
        </details>
      </div>
      <Button
        size="icon-sm"
        variant="ghost"
        busy={remove.isPending}
        aria-label={words("slots.remove", { time })}
        onClick={() => remove.mutate(entry.id)}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function Shapes() {
  return (
    <Loading className="grid gap-3 p-5">
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="h-14" />
      ))}
    </Loading>
  );
}

/** What is to come, each with the reasons for its place. */
export function Slots({ status }: { status: AutomationStatus }) {
  const words = useAutomationWords();
  const [most, setMost] = useState(step);
  const { data, error, isLoadingError, refetch } = useEntries({ state: "standing", limit: 200 });
  const entries = data?.entries ?? [];
  const paused = new Set(status.accounts.filter((one) => one.paused).map((one) => one.connection_id));
  return (
    <Card aria-labelledby="automation-slots">
      <CardHeader
        id="automation-slots"
        title={words("slots.title")}
        detail={words("slots.detail")}
        aside={
          <Button variant="link" size="sm" asChild>
            <Link to="/calendar">{words("slots.all")}</Link>
          </Button>
        }
      />
      {isLoadingError && <ErrorState className="m-5" error={error} onRetry={() => void refetch()} />}
      {!data && !isLoadingError && <Shapes />}
      {data && entries.length === 0 && (
        <CardBody className="text-sm text-ink-muted">{words("slots.none")}</CardBody>
      )}
      {entries.length > 0 && (
        <ol className="divide-y divide-line py-2">
          {entries.slice(0, most).map((entry) => (
            <Slot key={entry.id} entry={entry} held={!status.is_active || paused.has(entry.connection_id)} />
          ))}
        </ol>
      )}
      {entries.length > most && (
        <div className="px-5 pb-4">
          <Button size="sm" onClick={() => setMost(most + 3 * step)}>
            {words("slots.more")}
          </Button>
        </div>
      )}
    </Card>
  );
}
