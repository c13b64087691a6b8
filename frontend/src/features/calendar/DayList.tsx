import { Plus } from "lucide-react";
import { memo } from "react";
import { Link } from "react-router";

import { Badge, StateBadge } from "@/components/ui/badge";
import { PlatformMark } from "@/components/ui/platform-mark";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";
import { formatMoment } from "@/lib/time";

import { formatDay, writePath, type DayKey } from "./days";
import type { Entry } from "./entries";
import { lookOf } from "./EntryChip";
import type { GridProps } from "./grid";

const Row = memo(function Row({ entry, onOpen }: { entry: Entry; onOpen: GridProps["onOpen"] }) {
  const words = useCalendarWords();
  const posts = usePostWords();
  const zone = useZone();
  return (
    <li>
      <button
        type="button"
        data-publication={entry.publication_id}
        onClick={(event) => onOpen(entry, event.currentTarget)}
        className="flex w-full items-start gap-3 px-4 py-3 text-left hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <span className={cn("mt-1.5 size-2 shrink-0 rounded-full", lookOf(entry).dot)} />
        <span className="w-16 shrink-0 font-medium tabular-nums">{formatMoment(entry.at, zone, "time")}</span>
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 break-words">{entry.text || posts("pictureOnly")}</span>
          <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
            <PlatformMark platform={entry.platform} label={entry.platform} className="size-3.5" />
            {posts("account", { username: entry.username })}
            <StateBadge state={entry.state} />
            {entry.late && <Badge tone="warn">{posts("late")}</Badge>}
            {entry.needs && <Badge tone="bad">{posts("needsYou")}</Badge>}
            {entry.hold && !entry.needs && <Badge tone="warn">{posts(`hold.${entry.hold}`)}</Badge>}
            {entry.furtherParts > 0 && words("entry.thread", { count: entry.furtherParts })}
          </span>
        </span>
        {entry.thumbnail_url && (
          <img
            src={entry.thumbnail_url}
            alt=""
            loading="lazy"
            className="size-12 rounded-md bg-sunken object-cover"
          />
        )}
      </button>
    </li>
  );
});

function DaySection({
  day,
  today,
  soon,
  entries,
  onOpen,
}: Pick<GridProps, "today" | "soon" | "onOpen"> & { day: DayKey; entries: Entry[] }) {
  const words = useCalendarWords();
  const name = formatDay(day, { weekday: "long", day: "numeric", month: "long" });
  return (
    <section className="[contain-intrinsic-size:auto_12rem] [content-visibility:auto]">
      <header className="mb-2 flex items-center justify-between gap-3">
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          {name}
          {day === today && <Badge tone="accent">{words("today")}</Badge>}
        </h2>
        {day >= today && (
          <Link
            to={writePath(`${day}T09:00`, soon)}
            aria-label={words("addOn", { day: name })}
            className="grid size-8 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink"
          >
            <Plus aria-hidden className="size-4" />
          </Link>
        )}
      </header>
      {entries.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line px-4 py-3 text-sm text-ink-faint">
          {words("none")}
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-sm">
          {entries.map((entry) => (
            <Row key={entry.publication_id} entry={entry} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Days below each other. With many days, empty ones are left out, except today. */
export function DayList({ days, today, soon, entries, onOpen }: GridProps) {
  const shown = days.length <= 7 ? days : days.filter((day) => entries.has(day) || day === today);
  return (
    <div className="flex flex-col gap-6">
      {shown.map((day) => (
        <DaySection
          key={day}
          day={day}
          today={today}
          soon={soon}
          entries={entries.get(day) ?? []}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}
