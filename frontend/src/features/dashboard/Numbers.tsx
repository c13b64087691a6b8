import type { ReactNode } from "react";
import { Link } from "react-router";

import { ProblemNote } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Moment, RelativeMoment } from "@/components/ui/time";
import type { DashboardNumbers } from "@/lib/api/contract";
import { formatCompact, formatCount, formatPercent } from "@/lib/numbers";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { useDashboardNumbers } from "./api";

function Metric({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col bg-surface p-4">
      <dt className="text-sm text-ink-muted">{name}</dt>
      <dd className="mt-0.5 text-lg font-semibold tabular-nums">
        {value}
        {children && <span className="block text-xs font-normal text-ink-muted">{children}</span>}
      </dd>
    </div>
  );
}

const signed = (value: number) =>
  new Intl.NumberFormat(undefined, { signDisplay: "exceptZero" }).format(value);

function Unknown({ children }: { children: string }) {
  return <span className="text-sm font-normal text-ink-faint">{children}</span>;
}

function Cards({ numbers }: { numbers: DashboardNumbers }) {
  const words = useDashboardWords();
  const { engagement_rate: rate, followers, follower_growth_week: growth, next_post_at: next } = numbers;
  return (
    <>
      <Metric name={words("numbers.posts")} value={formatCount(numbers.total_posts)}>
        {words("numbers.month", { number: formatCount(numbers.published_this_month) })}
      </Metric>
      <Metric
        name={words("numbers.rate")}
        value={rate === null ? <Unknown>{words("numbers.unknown")}</Unknown> : formatPercent(rate)}
      >
        {rate !== null && words("numbers.rateOf")}
      </Metric>
      <Metric
        name={words("numbers.growth")}
        value={growth === null ? <Unknown>{words("numbers.noWeek")}</Unknown> : signed(growth)}
      >
        {followers !== null && words("numbers.followers", { number: formatCompact(followers) })}
      </Metric>
      <Metric
        name={words("numbers.next")}
        value={
          !next ? (
            <Unknown>{words("numbers.none")}</Unknown>
          ) : numbers.next_post_held ? (
            <span className="text-warn-text">{words("numbers.held")}</span>
          ) : (
            <RelativeMoment iso={next} />
          )
        }
      >
        {next && numbers.next_post_held && (
          <>
            {words("numbers.plannedFor")} <Moment iso={next} />
          </>
        )}
      </Metric>
      <Metric
        name={words("numbers.automation")}
        value={
          <Link to="/auto-posting" className="rounded-sm text-accent-text underline underline-offset-4">
            {words(`numbers.${numbers.automation_status}`)}
          </Link>
        }
      >
        {(numbers.automation_state === "running" || numbers.automation_state === "paused") &&
          numbers.publishing !== "running" &&
          words(`numbers.with.${numbers.publishing}`)}
      </Metric>
    </>
  );
}

/** The numbers of the morning. What nobody knows is said to be unknown. */
export function Numbers() {
  const words = useDashboardWords();
  const { data, error } = useDashboardNumbers();
  if (error && !data) return <ProblemNote error={error} className="mb-6" />;
  return (
    <dl
      aria-label={words("numbers.label")}
      aria-busy={!data}
      className="mb-6 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line shadow-sm *:last:max-md:col-span-2 md:grid-cols-5"
    >
      {data ? (
        <Cards numbers={data} />
      ) : (
        Array.from({ length: 5 }, (_, index) => (
          <div key={index} className="bg-surface p-4">
            <dt className="sr-only">{words("numbers.label")}</dt>
            <dd>
              <Skeleton className="h-14" />
            </dd>
          </div>
        ))
      )}
    </dl>
  );
}
