import { Link } from "react-router";

import { Badge } from "@/components/ui/badge";
import type { SeriesDate } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useRecurringWords } from "@/lib/strings/en/recurring";

const style: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "numeric",
  minute: "2-digit",
};

/** A coming time; the year only where it is not this one. */
export function dateOf(iso: string, zone: string, now = new Date()): string {
  const at = new Date(iso);
  const year = at.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(undefined, { ...style, year, timeZone: zone }).format(at);
}

interface RowProps {
  date: SeriesDate;
  zone: string;
  withText: boolean;
}

function Row({ date, zone, withText }: RowProps) {
  const words = useRecurringWords();
  const { at, text, notices, standing, post_id, planned_at } = date;
  const time = dateOf(at, zone);
  const moved = standing === "own" && planned_at !== null && planned_at !== at;
  return (
    <li className="flex flex-col gap-1 py-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <time
          dateTime={at}
          className={cn(
            "text-sm font-medium tabular-nums",
            (standing === "out" || moved) && "text-ink-faint line-through",
          )}
        >
          {time}
        </time>
        {post_id && (
          <Link
            to={`/compose/${post_id}`}
            aria-label={words("dates.openPost", { time })}
            className="rounded-sm text-sm font-medium text-accent-text underline-offset-4 hover:underline"
          >
            {words("dates.open")}
          </Link>
        )}
      </div>
      {standing === "out" && <Badge className="self-start">{words("dates.out")}</Badge>}
      {standing === "own" && (
        <Badge tone="accent" className="self-start">
          {moved ? words("dates.moved", { time: dateOf(planned_at, zone) }) : words("dates.own")}
        </Badge>
      )}
      {(withText || (standing === "own" && !moved)) && (
        <p dir="auto" className="line-clamp-1 text-sm break-words text-ink-muted">
          {text || words("noText")}
        </p>
      )}
      {notices.map((notice) => (
        <p key={notice} className="text-sm text-warn-text">
          {notice}
        </p>
      ))}
    </li>
  );
}

interface DateListProps {
  label: string;
  dates: SeriesDate[];
  zone: string;
  /** Texts that differ from date to date are worth their line. */
  withTexts: boolean;
}

/** Coming times, and what stands there. */
export function DateList({ label, dates, zone, withTexts }: DateListProps) {
  return (
    <ol aria-label={label} className="divide-y divide-line">
      {dates.map((date) => (
        <Row key={date.local} date={date} zone={zone} withText={withTexts} />
      ))}
    </ol>
  );
}

/** What the author should know about a rule, above its dates. */
export function RuleRemarks({ notices, warnings }: { notices: string[]; warnings: string[] }) {
  const remarks = [...warnings, ...notices];
  if (remarks.length === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-col gap-1.5 rounded-lg bg-warn-soft px-4 py-3 text-sm text-warn-text"
    >
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </div>
  );
}
