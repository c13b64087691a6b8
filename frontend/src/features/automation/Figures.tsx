import type { ReactNode } from "react";
import { Link } from "react-router";

import { RelativeMoment } from "@/components/ui/time";
import type { AutomationStatus } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { useZone } from "@/lib/api/user";
import { formatCount, formatPercent } from "@/lib/numbers";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment } from "@/lib/time";

function Figure({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 bg-surface p-4">
      <dt className="text-sm text-ink-muted">{name}</dt>
      <dd className="text-lg font-semibold tabular-nums">
        {value}
        {children && <span className="block text-xs font-normal text-ink-muted">{children}</span>}
      </dd>
    </div>
  );
}

/** How it stands now, in numbers. */
export function Figures({ status }: { status: AutomationStatus }) {
  const words = useAutomationWords();
  const zone = useZone();
  const platforms = usePlatforms().data ?? [];
  const nameOf = (key: string) => platforms.find((platform) => platform.key === key)?.name ?? key;
  const active = new Intl.ListFormat(undefined).format(status.platforms_active.map(nameOf));
  const { posts_remaining: remaining, next_post_at: next } = status;
  const { avg_engagement_rate: rate } = status.performance_today;
  return (
    <dl
      aria-label={words("figures.label")}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line shadow-sm sm:grid-cols-4"
    >
      <Figure name={words("figures.today")} value={formatCount(status.posts_today)} />
      <Figure
        name={words("figures.remaining")}
        value={remaining === null ? words("figures.noLimit") : formatCount(remaining)}
      >
        {remaining !== null &&
          words("figures.resets", { time: formatMoment(status.resets_at, zone, "moment") })}
      </Figure>
      <Figure
        name={words("figures.next")}
        value={
          next ? (
            status.next_post_held ? (
              <span className="text-warn-text">{words("figures.nextHeld")}</span>
            ) : (
              <RelativeMoment iso={next} />
            )
          ) : (
            words(status.to_review > 0 ? "figures.nextUnapproved" : "figures.nextNone")
          )
        }
      >
        {next &&
          status.next_post_held &&
          words("figures.nextPlanned", { time: formatMoment(next, zone, "moment") })}
      </Figure>
      <Figure name={words("figures.queue")} value={formatCount(status.content_queue)} />
      <Figure name={words("figures.review")} value={formatCount(status.to_review)}>
        {status.to_review > 0 && (
          <Link to="/auto-posting/review" className="font-medium text-accent-text underline">
            {words("figures.reviewLink")}
          </Link>
        )}
      </Figure>
      <Figure name={words("figures.answers")} value={formatCount(status.performance_today.total_engagement)}>
        {rate === null ? words("figures.answersOf") : words("figures.rate", { rate: formatPercent(rate) })}
      </Figure>
      <div className="col-span-2 flex flex-col gap-0.5 bg-surface p-4">
        <dt className="text-sm text-ink-muted">{words("figures.platforms")}</dt>
        <dd className="text-base font-semibold">{active || words("figures.platformsNone")}</dd>
      </div>
    </dl>
  );
}
