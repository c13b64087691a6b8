import { memo } from "react";

import type { CalendarNote } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { DayButtons } from "./DayButtons";
import { DayList } from "./DayList";
import { DayNotes } from "./DayNotes";
import { formatDay, type DayKey } from "./days";
import type { Entry } from "./entries";
import { EntryChip, lookOf } from "./EntryChip";
import { sameProps, split, type GridProps } from "./grid";
import { MoreButton } from "./MoreButton";
import { looks, noNotes } from "./notes";
import { useDrop } from "./use-drop";

const fit = 4;
const notesFit = 2;
const none: Entry[] = [];

interface CellProps extends Omit<GridProps, "days" | "day" | "entries" | "notes"> {
  cell: DayKey;
  outside: boolean;
  entries: Entry[];
  notes: CalendarNote[];
}

/** Kept as it is unless its own day changes: a month may hold hundreds of posts. */
const Cell = memo(function Cell(props: CellProps) {
  const { cell, outside, today, soon, entries, notes, onOpen, onDrag, onDrop, onDay, onNote } = props;
  const isToday = cell === today;
  const { isOver, place } = useDrop(() => onDrop(cell, null));
  const [shown, more] = split(entries, fit);
  const name = formatDay(cell, "name");
  return (
    <li
      aria-current={isToday ? "date" : undefined}
      className={cn(
        "group relative flex min-h-30 min-w-0 flex-col gap-1 border-r border-b border-line p-1.5",
        outside ? "bg-canvas" : "bg-surface",
        isOver && "bg-accent-soft ring-2 ring-accent ring-inset",
      )}
      {...place}
    >
      <div className="flex h-6 items-center justify-between">
        <button
          type="button"
          aria-label={name}
          onClick={() => onDay(cell)}
          className={cn(
            "grid h-6 min-w-6 place-items-center rounded-full px-1 text-xs font-medium tabular-nums hover:bg-sunken",
            outside && "text-ink-faint",
            isToday && "bg-accent text-on-accent hover:bg-accent-hover",
          )}
        >
          {Number(cell.slice(8))}
        </button>
        <DayButtons day={cell} today={today} soon={soon} onNote={onNote} shy />
      </div>
      <DayNotes notes={notes} day={cell} fit={notesFit} onNote={onNote} onDay={onDay} />
      {shown.map((entry) => (
        <EntryChip key={entry.publication_id} entry={entry} onOpen={onOpen} onDrag={onDrag} />
      ))}
      <MoreButton count={more} day={cell} onDay={onDay} />
    </li>
  );
}, sameProps);

interface SmallCellProps {
  cell: DayKey;
  entries: Entry[];
  notes: CalendarNote[];
  day: DayKey;
  today: DayKey;
  onPick: (day: DayKey) => void;
  onDrop: GridProps["onDrop"];
}

/** A small cell for phones: the day's number and a dot for each post; the posts themselves stand below. */
function SmallCell({ cell, entries, notes, day, today, onPick, onDrop }: SmallCellProps) {
  const words = useCalendarWords();
  const { isOver, place } = useDrop(() => onDrop(cell, null));
  const outside = cell.slice(0, 7) !== day.slice(0, 7);
  const name = formatDay(cell, "name");
  const chosen = cell === day;
  return (
    <li {...place}>
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={[name, words("posts", { count: entries.length }), ...notes.map(({ text }) => text)].join(
          ". ",
        )}
        onClick={() => onPick(cell)}
        className={cn(
          "flex h-13 w-full flex-col items-center gap-1 rounded-md pt-1.5 text-sm tabular-nums",
          outside && "text-ink-faint",
          chosen && "bg-accent-soft font-semibold text-accent-text",
          isOver && "bg-accent-soft ring-2 ring-accent ring-inset",
        )}
      >
        <span
          className={cn(
            "grid h-6 min-w-6 place-items-center rounded-full px-1",
            cell === today && "bg-accent font-semibold text-on-accent",
          )}
        >
          {Number(cell.slice(8))}
        </span>
        <span aria-hidden className="flex h-1.5 gap-0.5">
          {notes.slice(0, 2).map((note) => (
            <span key={note.id} className={cn("h-1.5 w-3 rounded-full", looks[note.colour].swatch)} />
          ))}
          {entries.slice(0, notes.length > 0 ? 2 : 4).map((entry) => (
            <span key={entry.publication_id} className={cn("size-1.5 rounded-full", lookOf(entry).dot)} />
          ))}
        </span>
      </button>
    </li>
  );
}

function Weekdays({ days, width }: { days: DayKey[]; width: "weekday" | "initial" }) {
  return (
    <div aria-hidden className="grid grid-cols-7 border-b border-line text-xs font-medium text-ink-faint">
      {days.slice(0, 7).map((day) => (
        <span key={day} className={cn("py-2", width === "initial" ? "text-center" : "px-2.5")}>
          {formatDay(day, width)}
        </span>
      ))}
    </div>
  );
}

/** A month at a glance. */
export function MonthGrid({
  narrow,
  onPick,
  ...grid
}: GridProps & { narrow: boolean; onPick: (day: DayKey) => void }) {
  const { days, entries, notes, day, today, soon, onOpen, onDrag, onDrop, onDay, onNote } = grid;
  const month = day.slice(0, 7);
  if (narrow) {
    return (
      <div className="flex flex-col gap-4">
        <div>
          <Weekdays days={days} width="initial" />
          <ol className="grid grid-cols-7 pt-1">
            {days.map((cell) => (
              <SmallCell
                key={cell}
                cell={cell}
                day={day}
                today={today}
                entries={entries.get(cell) ?? none}
                notes={notes.get(cell) ?? noNotes}
                onPick={onPick}
                onDrop={onDrop}
              />
            ))}
          </ol>
        </div>
        <DayList {...grid} days={[day]} />
      </div>
    );
  }
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface shadow-sm">
      <Weekdays days={days} width="weekday" />
      <ol className="-mr-px -mb-px grid grid-cols-7">
        {days.map((cell) => (
          <Cell
            key={cell}
            cell={cell}
            outside={cell.slice(0, 7) !== month}
            entries={entries.get(cell) ?? none}
            notes={notes.get(cell) ?? noNotes}
            {...{ today, soon, onOpen, onDrag, onDrop, onDay, onNote }}
          />
        ))}
      </ol>
    </div>
  );
}
