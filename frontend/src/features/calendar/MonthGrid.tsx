import { Plus } from "lucide-react";
import { memo } from "react";
import { Link } from "react-router";

import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { DayList } from "./DayList";
import { formatDay, writePath, type DayKey } from "./days";
import type { Entry } from "./entries";
import { EntryChip, lookOf } from "./EntryChip";
import type { GridProps } from "./grid";
import { useDrop } from "./use-drop";

const fit = 4;
const none: Entry[] = [];

/** Keeps a cell as small as four lines: with more, the last line says how many are left out. */
function split(entries: Entry[]): [Entry[], number] {
  if (entries.length <= fit) return [entries, 0];
  return [entries.slice(0, fit - 1), entries.length - fit + 1];
}

interface CellProps extends Omit<GridProps, "days" | "day" | "today" | "entries"> {
  cell: DayKey;
  outside: boolean;
  isToday: boolean;
  isPast: boolean;
  entries: Entry[];
}

/** Kept as it is unless its own day changes: a month may hold hundreds of posts. */
const Cell = memo(function Cell(props: CellProps) {
  const { cell, outside, isToday, isPast, soon, entries, onOpen, onDrag, onDrop, onDay } = props;
  const words = useCalendarWords();
  const { isOver, place } = useDrop(() => onDrop(cell, null));
  const [shown, more] = split(entries);
  const name = formatDay(cell, { weekday: "long", day: "numeric", month: "long" });
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
        {!isPast && (
          <Link
            to={writePath(`${cell}T09:00`, soon)}
            aria-label={words("addOn", { day: name })}
            className="grid size-6 place-items-center rounded-md text-ink-faint opacity-0 group-hover:opacity-100 hover:bg-sunken hover:text-ink focus-visible:opacity-100 pointer-coarse:opacity-100"
          >
            <Plus aria-hidden className="size-4" />
          </Link>
        )}
      </div>
      {shown.map((entry) => (
        <EntryChip key={entry.publication_id} entry={entry} onOpen={onOpen} onDrag={onDrag} />
      ))}
      {more > 0 && (
        <button
          type="button"
          aria-label={words("moreOn", { count: more, day: name })}
          onClick={() => onDay(cell)}
          className="min-h-6 rounded-sm px-1.5 text-left text-xs font-medium text-ink-muted hover:bg-sunken"
        >
          {words("more", { count: more })}
        </button>
      )}
    </li>
  );
});

interface SmallCellProps {
  cell: DayKey;
  entries: Entry[];
  day: DayKey;
  today: DayKey;
  onPick: (day: DayKey) => void;
}

/** A small cell for phones: the day's number and a dot for each post; the posts themselves stand below. */
function SmallCell({ cell, entries, day, today, onPick }: SmallCellProps) {
  const words = useCalendarWords();
  const outside = cell.slice(0, 7) !== day.slice(0, 7);
  const name = formatDay(cell, { weekday: "long", day: "numeric", month: "long" });
  const chosen = cell === day;
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={`${name}. ${entries.length > 0 ? words("posts", { count: entries.length }) : words("none")}`}
        onClick={() => onPick(cell)}
        className={cn(
          "flex h-13 w-full flex-col items-center gap-1 rounded-md pt-1.5 text-sm tabular-nums",
          outside && "text-ink-faint",
          chosen && "bg-accent-soft font-semibold text-accent-text",
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
          {entries.slice(0, 4).map((entry) => (
            <span key={entry.publication_id} className={cn("size-1.5 rounded-full", lookOf(entry).dot)} />
          ))}
        </span>
      </button>
    </li>
  );
}

function Weekdays({ days, width }: { days: DayKey[]; width: "short" | "narrow" }) {
  return (
    <div aria-hidden className="grid grid-cols-7 border-b border-line text-xs font-medium text-ink-faint">
      {days.slice(0, 7).map((day) => (
        <span key={day} className={cn("py-2", width === "narrow" ? "text-center" : "px-2.5")}>
          {formatDay(day, { weekday: width })}
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
  const { days, entries, day, today, soon, onOpen, onDrag, onDrop, onDay } = grid;
  const month = day.slice(0, 7);
  if (narrow) {
    return (
      <div className="flex flex-col gap-4">
        <div>
          <Weekdays days={days} width="narrow" />
          <ol className="grid grid-cols-7 pt-1">
            {days.map((cell) => (
              <SmallCell
                key={cell}
                cell={cell}
                day={day}
                today={today}
                entries={entries.get(cell) ?? none}
                onPick={onPick}
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
      <Weekdays days={days} width="short" />
      <ol className="-mr-px -mb-px grid grid-cols-7">
        {days.map((cell) => (
          <Cell
            key={cell}
            cell={cell}
            outside={cell.slice(0, 7) !== month}
            isToday={cell === today}
            isPast={cell < today}
            entries={entries.get(cell) ?? none}
            {...{ soon, onOpen, onDrag, onDrop, onDay }}
          />
        ))}
      </ol>
    </div>
  );
}
