import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link } from "react-router";

import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { formatDay, writePath, type DayKey } from "./days";
import type { Entry } from "./entries";
import { EntryChip } from "./EntryChip";
import type { GridProps } from "./grid";
import { useDrop } from "./use-drop";

const hours = Array.from({ length: 24 }, (_, hour) => hour);
const workBegins = 8;

const formatHour = (hour: number) =>
  new Intl.DateTimeFormat(undefined, { hour: "numeric", timeZone: "UTC" }).format(
    new Date(Date.UTC(2000, 0, 1, hour)),
  );

interface SlotProps extends GridProps {
  slot: DayKey;
  hour: number;
  list: Entry[];
}

function Slot({ slot, hour, list, days, today, soon, onOpen, onDrag, onDrop }: SlotProps) {
  const words = useCalendarWords();
  const { isOver, place } = useDrop(() => onDrop(slot, hour));
  const time = `${slot}T${String(hour).padStart(2, "0")}:00`;
  return (
    <div
      className={cn(
        "group relative flex min-h-11 min-w-0 flex-col gap-1 border-b border-l border-line p-1",
        slot === today && "bg-accent-soft/30",
        isOver && "bg-accent-soft ring-2 ring-accent ring-inset",
      )}
      {...place}
    >
      {list.map((entry) => (
        <EntryChip
          key={entry.publication_id}
          entry={entry}
          roomy={days.length === 1}
          onOpen={onOpen}
          onDrag={onDrag}
        />
      ))}
      {list.length === 0 && time >= soon && (
        <Link
          to={writePath(time, soon)}
          tabIndex={-1}
          aria-label={words("addOn", {
            day: `${formatDay(slot, { weekday: "long", day: "numeric" })}, ${formatHour(hour)}`,
          })}
          className="absolute inset-1 grid place-items-center rounded-md text-ink-faint opacity-0 group-hover:opacity-100 hover:bg-sunken"
        >
          <Plus aria-hidden className="size-4" />
        </Link>
      )}
    </div>
  );
}

function Heads({ days, today, soon, onDay }: Pick<GridProps, "days" | "today" | "soon" | "onDay">) {
  const words = useCalendarWords();
  return (
    <>
      <span className="sticky top-0 z-10 border-b border-line bg-surface">
        <span className="sr-only">{words("allDay")}</span>
      </span>
      {days.map((day) => (
        <div
          key={day}
          className="group sticky top-0 z-10 flex items-center justify-between gap-1 border-b border-l border-line bg-surface px-2 py-2"
        >
          <button
            type="button"
            aria-current={day === today ? "date" : undefined}
            onClick={() => onDay(day)}
            className={cn(
              "rounded-md px-1.5 py-0.5 text-sm font-medium hover:bg-sunken",
              day === today && "bg-accent text-on-accent hover:bg-accent-hover",
            )}
          >
            {formatDay(day, { weekday: "short", day: "numeric" })}
          </button>
          {day >= today && (
            <Link
              to={writePath(`${day}T09:00`, soon)}
              aria-label={words("addOn", {
                day: formatDay(day, { weekday: "long", day: "numeric", month: "long" }),
              })}
              className="grid size-6 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink"
            >
              <Plus aria-hidden className="size-4" />
            </Link>
          )}
        </div>
      ))}
    </>
  );
}

/** Days beside each other with their hours; an hour grows with what is in it. */
export function HourGrid(grid: GridProps) {
  const { days, entries, today } = grid;
  const box = useRef<HTMLDivElement>(null);
  const from = days[0];
  const earliest = Math.min(
    workBegins,
    ...days.flatMap((day) => (entries.get(day) ?? []).map(({ hour }) => hour)),
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
        <Heads days={days} today={today} soon={grid.soon} onDay={grid.onDay} />
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
                {...grid}
                slot={day}
                hour={hour}
                list={(entries.get(day) ?? []).filter((entry) => entry.hour === hour)}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
