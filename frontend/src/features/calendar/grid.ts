import type { DayKey } from "./days";
import { sameEntries, type Entry } from "./entries";
import type { NotesByDay, OpenedNote } from "./notes";

/** What every view of the calendar gets. */
export interface GridProps {
  days: DayKey[];
  /** The day that is looked at. */
  day: DayKey;
  today: DayKey;
  /** The next full hour by the wall clock, for posts that are to be written. */
  soon: string;
  entries: Map<DayKey, Entry[]>;
  notes: NotesByDay;
  onNote: (opened: OpenedNote) => void;
  onOpen: (entry: Entry, element: HTMLElement) => void;
  onDrag: (entry: Entry | null) => void;
  /** What is dragged was dropped on a day, and on an hour where the view has hours. */
  onDrop: (day: DayKey, hour: number | null) => void;
  onDay: (day: DayKey) => void;
}

/** Keeps a place small: where more than `fit` lie in it, the last line says how many are left out. */
export function split(entries: Entry[], fit: number): [Entry[], number] {
  if (entries.length <= fit) return [entries, 0];
  return [entries.slice(0, fit - 1), entries.length - fit + 1];
}

/** For `memo`: a place is drawn anew only where something in it changed, not where the calendar around it did. */
export function sameProps<P extends { entries: Entry[] }>(one: P, other: P): boolean {
  return (Object.keys(other) as (keyof P)[]).every((name) =>
    name === "entries" ? sameEntries(one.entries, other.entries) : Object.is(one[name], other[name]),
  );
}
