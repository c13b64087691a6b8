import { Plus } from "lucide-react";
import { memo, useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";

import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { DayButtons } from "./DayButtons";
import { DayNotes } from "./DayNotes";
import { formatDay, formatHour, writePath, type DayKey } from "./days";
import type { Entry } from "./entries";
import { EntryChip } from "./EntryChip";
import { sameProps, split, type GridProps } from "./grid";
import { MoreButton } from "./MoreButton";
import { noNotes } from "./notes";
import { useDrop } from "./use-drop";

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const workBegins = 8;

/** In a week an hour shows this many posts at most; a day shows all. */
const fit = 4;
const notesFit = 2;
const none: Entry[] = [];

interface SlotProps extends Pick<GridProps, "soon" | "onOpen" | "onDrag" | "onDrop" | "onDay"> {
  slot: DayKey;
  hour: number;
  isToday: boolean;
  /** Whether the day stands alone and has room for all. */
  alone: boolean;
  entries: Entry[];
}

/** Kept as it is unless its own hour changes: a week has 168 of them. */
const Slot = memo(function Slot(props: SlotProps) {
  const { slot, hour, isToday, alone, entries, soon, onOpen, onDrag, onDrop, onDay } = props;
  const words = useCalendarWords();
  const { isOver, place } = useDrop(() => onDrop(slot, hour));
  const time = `${slot}T${String(hour).padStart(2, "0")}:00`;
  const [shown, more] = split(entries, alone ? Infinity : fit);
  return (
    <div
      className={cn(
        "group relative flex min-h-11 min-w-0 flex-col gap-1 border-b border-l border-line p-1",
        isToday && "bg-accent-soft/30",
        isOver && "bg-accent-soft ring-2 ring-accent ring-inset",
      )}
      {...place}
    >
      {shown.map((entry) => (
        <EntryChip key={entry.publication_id} entry={entry} roomy={alone} onOpen={onOpen} onDrag={onDrag} />
      ))}
      <MoreButton count={more} day={slot} onDay={onDay} />
      {entries.length === 0 && time >= soon && (
        <Link
          to={writePath(time, soon)}
          tabIndex={-1}
          aria-label={words("addOn", {
            day: `${formatDay(slot, "brief")}, ${formatHour(hour)}`,
          })}
          className="absolute inset-1 grid place-items-center rounded-md text-ink-faint opacity-0 group-hover:opacity-100 hover:bg-sunken"
        >
          <Plus aria-hidden className="size-4" />
        </Link>
      )}
    </div>
  );
}, sameProps);

type HeadsProps = Pick<GridProps, "days" | "today" | "soon" | "notes" | "onDay" | "onNote">;

function Heads({ days, today, soon, notes, onDay, onNote }: HeadsProps) {
  const words = useCalendarWords();
  return (
    <>
      <span className="sticky top-0 z-10 border-b border-line bg-surface">
        <span className="sr-only">{words("allDay")}</span>
      </span>
      {days.map((day) => (
        <div
          key={day}
          className="sticky top-0 z-10 flex min-w-0 flex-col gap-1 border-b border-l border-line bg-surface px-2 py-2"
        >
          <div className="flex items-center justify-between gap-1">
            <button
              type="button"
              aria-current={day === today ? "date" : undefined}
              onClick={() => onDay(day)}
              className={cn(
                "rounded-md px-1.5 py-0.5 text-sm font-medium hover:bg-sunken",
                day === today && "bg-accent text-on-accent hover:bg-accent-hover",
              )}
            >
              {formatDay(day, "head")}
            </button>
            <DayButtons day={day} today={today} soon={soon} onNote={onNote} />
          </div>
          <DayNotes
            notes={notes.get(day) ?? noNotes}
            day={day}
            fit={days.length > 1 ? notesFit : undefined}
            onNote={onNote}
            onDay={onDay}
          />
        </div>
      ))}
    </>
  );
}

/** The entries of each hour, by "2026-11-24 9". */
function byHour(entries: GridProps["entries"], days: DayKey[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of days.flatMap((day) => entries.get(day) ?? none)) {
    const place = `${entry.day} ${entry.hour}`;
    const list = found.get(place);
    if (list) list.push(entry);
    else found.set(place, [entry]);
  }
  return found;
}

/** Days beside each other with their hours; an hour grows with what is in it. */
export function HourGrid(grid: GridProps) {
  const { days, entries, today, soon, onOpen, onDrag, onDrop, onDay, onNote } = grid;
  const slots = useMemo(() => byHour(entries, days), [entries, days]);
  const box = useRef<HTMLDivElement>(null);
  const from = days[0];
  const earliest = Math.min(
    workBegins,
    ...days.flatMap((day) => (entries.get(day) ?? none).map(({ hour }) => hour)),
  );
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>(`[data-hour="${earliest}"]`);
    if (row && box.current) box.current.scrollTop = row.offsetTop - 44;
  }, [from, earliest]);
  return (
    <div
      ref={box}
      // A box that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="relative max-h-[calc(100dvh-15rem)] min-h-96 overflow-auto rounded-lg border border-line bg-surface shadow-sm"
    >
      <div
        className="grid"
        style={{
          gridTemplateColumns: `3.5rem repeat(${days.length}, minmax(${days.length > 1 ? "6.5rem" : "0"}, 1fr))`,
        }}
      >
        <Heads {...{ days, today, soon, onDay, onNote }} notes={grid.notes} />
        {hours.map((hour) => (
          <div key={hour} className="contents">
            <span
              data-hour={hour}
              className="border-b border-line px-2 py-1 text-right text-xs text-ink-faint tabular-nums"
            >
              {formatHour(hour)}
            </span>
            {days.map((day) => (
              <Slot
                key={day}
                slot={day}
                hour={hour}
                isToday={day === today}
                alone={days.length === 1}
                entries={slots.get(`${day} ${hour}`) ?? none}
                {...{ soon, onOpen, onDrag, onDrop, onDay }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
