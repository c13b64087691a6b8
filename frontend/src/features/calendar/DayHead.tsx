import { Badge } from "@/components/ui/badge";
import type { CalendarNote } from "@/lib/api/contract";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { DayButtons } from "./DayButtons";
import { DayNotes } from "./DayNotes";
import { formatDay, type DayKey } from "./days";
import type { GridProps } from "./grid";

type DayHeadProps = Pick<GridProps, "today" | "soon" | "onNote"> & { day: DayKey; notes: CalendarNote[] };

/** The name of a day in the list, with its notes and the ways to write for it. */
export function DayHead({ day, today, soon, notes, onNote }: DayHeadProps) {
  const words = useCalendarWords();
  const name = formatDay(day, "name");
  return (
    <header className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          {name}
          {day === today && <Badge tone="accent">{words("today")}</Badge>}
        </h2>
        <DayButtons day={day} today={today} soon={soon} onNote={onNote} className="size-8" />
      </div>
      <DayNotes notes={notes} day={day} onNote={onNote} />
    </header>
  );
}
