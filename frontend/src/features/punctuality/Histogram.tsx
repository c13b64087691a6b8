import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Lateness } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { usePunctualityWords } from "@/lib/strings/en/punctuality";

import { formatShare, useSpan } from "./figures";

type Interval = Lateness["histogram"][number];

// What is late by more than a minute is what the person came to look for.
const NOTICEABLE_SECONDS = 60;

function useIntervalName(): (interval: Interval) => string {
  const words = usePunctualityWords();
  const span = useSpan();
  return ({ above_seconds: above, until_seconds: until }) => {
    if (until === null) return words("over", { above: span(above) });
    return above === 0
      ? words("upTo", { until: span(until) })
      : words("between", { above: span(above), until: span(until) });
  };
}

/** One bar for each interval of lateness. */
export function Histogram({ total }: { total: Lateness }) {
  const words = usePunctualityWords();
  const name = useIntervalName();
  const most = Math.max(...total.histogram.map(({ count }) => count));
  return (
    <Card aria-labelledby="punctuality-histogram">
      <CardHeader id="punctuality-histogram" title={words("histogram")} />
      <CardBody>
        <ul className="grid grid-cols-[auto_1fr_auto] items-center gap-x-4 gap-y-3 text-sm">
          {total.histogram.map((interval) => (
            <li key={interval.above_seconds} className="col-span-3 grid grid-cols-subgrid items-center">
              <span className="text-ink-muted tabular-nums">{name(interval)}</span>
              <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
                <span
                  className={cn(
                    "block h-full rounded-full",
                    interval.above_seconds < NOTICEABLE_SECONDS ? "bg-accent" : "bg-warn",
                  )}
                  style={{ width: `${(interval.count / most) * 100}%`, minWidth: interval.count ? 4 : 0 }}
                />
              </span>
              <span className="text-right tabular-nums">
                {words("share", {
                  count: formatCount(interval.count),
                  share: formatShare(interval.count / total.count),
                })}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
