import type { ReactNode } from "react";

import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { Usage } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { formatCount } from "@/lib/numbers";
import { useBillingWords } from "@/lib/strings/en/billing";
import { formatMoment, formatRelative, useNow } from "@/lib/time";

interface MeterProps {
  name: string;
  used: number;
  /** -1 is none; 0 means that the plan does not include it. */
  limit: number;
  note?: ReactNode;
}

function Meter({ name, used, limit, note }: MeterProps) {
  const words = useBillingWords();
  const shown = { used: formatCount(used), limit: formatCount(limit) };
  const bounded = limit > 0;
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-sm font-medium">{name}</span>
        <span className="flex items-center gap-2 text-sm text-ink-muted tabular-nums">
          {bounded && used >= limit && <Badge tone="warn">{words("usage.full")}</Badge>}
          {limit < 0
            ? words("usage.any", shown)
            : bounded
              ? words("usage.of", shown)
              : words("usage.notIncluded")}
        </span>
      </div>
      {bounded && <Progress label={name} value={Math.min(1, used / limit)} />}
      {note && <p className="text-xs text-ink-faint">{note}</p>}
    </li>
  );
}

/** What of the plan is used, and when it counts anew. */
export function UsageCard({ usage: { usage, resets_at } }: { usage: Usage }) {
  const words = useBillingWords();
  const zone = useZone();
  const now = useNow();
  return (
    <Card aria-labelledby="usage">
      <CardHeader id="usage" title={words("usage.title")} />
      <CardBody>
        <ul className="flex flex-col gap-5">
          <Meter
            name={words("usage.platforms")}
            used={usage.platforms_connected}
            limit={usage.platforms_limit}
          />
          <Meter
            name={words("usage.postsToday")}
            used={usage.posts_today}
            limit={usage.posts_limit}
            note={
              usage.posts_limit > 0 && (
                <time dateTime={resets_at}>
                  {words("usage.resets", {
                    relative: formatRelative(resets_at, now),
                    time: formatMoment(resets_at, zone),
                  })}
                </time>
              )
            }
          />
          <Meter name={words("usage.postsMonth")} used={usage.posts_this_month} limit={-1} />
          <Meter
            name={words("usage.documents")}
            used={usage.file_uploads_used}
            limit={usage.file_uploads_limit}
          />
        </ul>
      </CardBody>
    </Card>
  );
}
