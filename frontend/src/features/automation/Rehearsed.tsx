import { CircleCheck, Info, TriangleAlert } from "lucide-react";

import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ProblemNote } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { accountName } from "@/lib/account-name";
import { useRehearsal } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { Rehearsal } from "@/lib/api/contract";
import { formatMoney } from "@/lib/numbers";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment } from "@/lib/time";

type Finding = Rehearsal["findings"][number];

function Found({ finding }: { finding: Finding }) {
  const words = useAutomationWords();
  const connection = useConnections().data?.find(({ id }) => id === finding.connection_id);
  const breaks = finding.severity === "breaks";
  const Icon = breaks ? TriangleAlert : Info;
  const where = [
    finding.day && formatMoment(`${finding.day}T12:00:00Z`, "UTC", "day"),
    connection && accountName(connection),
  ].filter(Boolean);
  return (
    <li className="flex items-start gap-3 text-sm">
      <Icon
        aria-label={words(breaks ? "rehearsal.breaks" : "rehearsal.note")}
        role="img"
        className={breaks ? "mt-0.5 size-4 shrink-0 text-bad-text" : "mt-0.5 size-4 shrink-0 text-ink-faint"}
      />
      <span className="min-w-0">
        {where.length > 0 && <span className="block text-xs text-ink-muted">{where.join(" · ")}</span>}
        <span className="block">{finding.message}</span>
        {finding.action && <span className="block text-ink-muted">{finding.action}</span>}
      </span>
    </li>
  );
}

function Found30({ rehearsal }: { rehearsal: Rehearsal }) {
  const words = useAutomationWords();
  const cost = Object.entries(rehearsal.cost).map(([currency, amount]) =>
    formatMoney(Number(amount), currency),
  );
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-muted">
        {words("rehearsal.posts", { count: rehearsal.posts })}
        {cost.length > 0 &&
          ` ${words("rehearsal.cost", { cost: new Intl.ListFormat(undefined).format(cost) })}`}
      </p>
      {rehearsal.findings.length === 0 ? (
        <p className="flex items-center gap-2 text-sm">
          <CircleCheck aria-hidden className="size-4 text-good-text" />
          {words("rehearsal.well")}
        </p>
      ) : (
        <ul className="grid gap-3">
          {rehearsal.findings.map((finding, place) => (
            <Found key={`${finding.code} ${place}`} finding={finding} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the coming days would bring if nobody did anything. */
export function Rehearsed() {
  const words = useAutomationWords();
  const { data, error } = useRehearsal();
  return (
    <Card aria-labelledby="automation-rehearsal">
      <CardHeader id="automation-rehearsal" title={words("rehearsal.title", { days: data?.days ?? 30 })} />
      <CardBody className="pt-3">
        {data ? (
          <Found30 rehearsal={data} />
        ) : error ? (
          <ProblemNote error={error} />
        ) : (
          <Loading className="grid gap-2">
            <Skeleton className="w-2/3" />
            <Skeleton className="h-10" />
          </Loading>
        )}
      </CardBody>
    </Card>
  );
}
