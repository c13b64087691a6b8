import type { DayKey } from "./days";
import type { Entry } from "./entries";

/** What every view of the calendar gets. */
export interface GridProps {
  days: DayKey[];
  /** The day that is looked at. */
  day: DayKey;
  today: DayKey;
  /** The next full hour by the wall clock, for posts that are to be written. */
  soon: string;
  entries: Map<DayKey, Entry[]>;
  onOpen: (entry: Entry, element: HTMLElement) => void;
  onDrag: (entry: Entry | null) => void;
  /** What is dragged was dropped on a day, and on an hour where the view has hours. */
  onDrop: (day: DayKey, hour: number | null) => void;
  onDay: (day: DayKey) => void;
}
