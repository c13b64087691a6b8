import { Card, CardBody } from "@/components/ui/card";
import type { Lateness } from "@/lib/api/contract";
import { usePunctualityWords } from "@/lib/strings/en/punctuality";

import { formatShare, useSpan } from "./figures";

interface ShareProps {
  share: number;
  label: string;
}

function Share({ share, label }: ShareProps) {
  return (
    <div className="flex flex-col">
      <dt className="order-2 text-sm text-ink-muted">{label}</dt>
      <dd className="text-xl font-semibold tabular-nums">{formatShare(share)}</dd>
    </div>
  );
}

/** The three shares in large figures, and the rest in a sentence. */
export function Shares({ total }: { total: Lateness }) {
  const words = usePunctualityWords();
  const span = useSpan();
  const { median_seconds: median, p95_seconds: p95, worst_seconds: worst } = total;
  return (
    <Card aria-label={words("title")}>
      <CardBody>
        <dl className="grid gap-4 sm:grid-cols-3">
          <Share share={total.within_1_second ?? 0} label={words("within.second")} />
          <Share share={total.within_10_seconds ?? 0} label={words("within.ten")} />
          <Share share={total.within_60_seconds ?? 0} label={words("within.minute")} />
        </dl>
        {median !== null && p95 !== null && worst !== null && (
          <p className="mt-4 border-t border-line pt-4 text-sm text-ink-muted">
            {words("sent", { count: total.count })}
            {" · "}
            {words("half", { span: span(median), p95: span(p95), worst: span(worst) })}
          </p>
        )}
      </CardBody>
    </Card>
  );
}
