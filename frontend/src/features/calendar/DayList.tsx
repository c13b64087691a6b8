import { Fragment } from "react";

import type { CalendarNote } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { DayHead } from "./DayHead";
import type { DayKey } from "./days";
import type { Entry } from "./entries";
import { EntryRow } from "./EntryRow";
import type { GridProps } from "./grid";
import { LongList } from "./LongList";
import { noNotes } from "./notes";
import { useDrop } from "./use-drop";

// With more lines than this, only those near the window are drawn.
const drawnAtOnce = 80;

type DaySectionProps = Omit<GridProps, "days" | "day" | "entries" | "notes" | "onDay"> & {
  day: DayKey;
  entries: Entry[];
  notes: CalendarNote[];
};

function DaySection(section: DaySectionProps) {
  const { day, today, soon, entries, notes, onOpen, onDrag, onDrop, onNote } = section;
  const words = useCalendarWords();
  const { isOver, place } = useDrop(() => onDrop(day, null));
  return (
    <section
      className={cn("rounded-lg", isOver && "ring-2 ring-accent ring-offset-4 ring-offset-canvas")}
      {...place}
    >
      <div className="mb-2">
        <DayHead {...{ day, today, soon, notes, onNote }} />
      </div>
      {entries.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line px-4 py-3 text-sm text-ink-faint">
          {words("none")}
        </p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface shadow-sm">
          {entries.map((entry) => (
            <li key={entry.publication_id}>
              <EntryRow entry={entry} onOpen={onOpen} onDrag={onDrag} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The days of a week with today at the head; those that are over come last. */
function todayFirst(days: DayKey[], today: DayKey): DayKey[] {
  if (!days.includes(today)) return days;
  return [...days.filter((day) => day >= today), ...days.filter((day) => day < today)];
}

/** Days below each other. With many days, empty ones are left out, except today. */
export function DayList(grid: GridProps) {
  const { days, today, soon, entries, notes, onOpen, onDrag, onDrop, onNote } = grid;
  const words = useCalendarWords();
  const shown =
    days.length <= 7
      ? todayFirst(days, today)
      : days.filter((day) => entries.has(day) || notes.has(day) || day === today);
  const count = shown.reduce((sum, day) => sum + (entries.get(day)?.length ?? 0), 0);
  if (count > drawnAtOnce) return <LongList {...grid} days={shown} />;
  return (
    <div className="flex flex-col gap-6">
      {shown.map((day) => (
        <Fragment key={day}>
          {day < today && day === days[0] && shown[0] !== day && (
            <p className="-mb-3 border-t border-line pt-4 text-xs font-medium text-ink-muted">
              {words("earlier")}
            </p>
          )}
          <DaySection
            day={day}
            entries={entries.get(day) ?? []}
            notes={notes.get(day) ?? noNotes}
            {...{ today, soon, onOpen, onDrag, onDrop, onNote }}
          />
        </Fragment>
      ))}
    </div>
  );
}
