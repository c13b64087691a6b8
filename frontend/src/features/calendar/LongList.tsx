import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";

import type { CalendarNote } from "@/lib/api/contract";
import { cn } from "@/lib/cn";

import { DayHead } from "./DayHead";
import type { DayKey } from "./days";
import type { Entry } from "./entries";
import { EntryRow } from "./EntryRow";
import type { GridProps } from "./grid";
import { noNotes } from "./notes";
import { useDrop } from "./use-drop";

interface Line {
  day: DayKey;
  /** Null where the line is the day's name. */
  entry: Entry | null;
  first: boolean;
  last: boolean;
}

function linesOf(days: DayKey[], entries: GridProps["entries"]): Line[] {
  return days.flatMap((day) => {
    const list = entries.get(day) ?? [];
    const rows = list.map((entry, index) => ({
      day,
      entry,
      first: index === 0,
      last: index === list.length - 1,
    }));
    return [{ day, entry: null, first: false, last: false }, ...rows];
  });
}

const headHeight = 64;
const rowHeight = 71;
const ahead = 8;

type LineProps = Pick<GridProps, "today" | "soon" | "onOpen" | "onDrag" | "onDrop" | "onNote"> & {
  line: Line;
  notes: CalendarNote[];
};

/** Kept as it is while others come and go around it. */
const LineShown = memo(function LineShown(props: LineProps) {
  const { line, notes, today, soon, onOpen, onDrag, onDrop, onNote } = props;
  const { day, entry, first, last } = line;
  const { isOver, place } = useDrop(() => onDrop(day, null));
  if (!entry) {
    return (
      <div className={cn("pt-6 pb-2", isOver && "bg-accent-soft")} {...place}>
        <DayHead {...{ day, today, soon, notes, onNote }} />
      </div>
    );
  }
  return (
    <div
      className={cn(
        "overflow-hidden border-x border-b border-line bg-surface",
        first && "rounded-t-lg border-t",
        last && "rounded-b-lg shadow-sm",
        isOver && "ring-2 ring-accent ring-inset",
      )}
      {...place}
    >
      <EntryRow entry={entry} onOpen={onOpen} onDrag={onDrag} />
    </div>
  );
});

/** Days below each other where they are long: only the lines near the window are drawn. */
export function LongList(grid: GridProps) {
  const { days, entries, notes, today, soon, onOpen, onDrag, onDrop, onNote } = grid;
  const lines = useMemo(() => linesOf(days, entries), [days, entries]);
  const box = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY);
  }, [lines]);
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.entry ? rowHeight : headHeight),
    getItemKey: (index) => {
      const line = lines[index];
      return line?.entry?.publication_id ?? line?.day ?? index;
    },
    overscan: ahead,
    scrollMargin: top,
    // The line with the focus stays, or the keyboard would lose its place.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const near = defaultRangeExtractor(range);
        if (focused === null || focused >= range.count || near.includes(focused)) return near;
        return [...near, focused].sort((one, other) => one - other);
      },
      [focused],
    ),
  });
  return (
    <ol ref={box} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ key, index, start }) => {
        const line = lines[index];
        if (!line) return null;
        return (
          // The focus lies on what is in the line.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li
            key={key}
            data-index={index}
            ref={virtual.measureElement}
            aria-setsize={lines.length}
            aria-posinset={index + 1}
            onFocus={() => setFocused(index)}
            onBlur={() => setFocused(null)}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <LineShown
              line={line}
              notes={notes.get(line.day) ?? noNotes}
              {...{ today, soon, onOpen, onDrag, onDrop, onNote }}
            />
          </li>
        );
      })}
    </ol>
  );
}
