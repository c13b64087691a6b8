import { ChevronLeft, ChevronRight, SlidersHorizontal } from "lucide-react";
import { useId, useState } from "react";

import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { CalendarFilters } from "./CalendarFilters";
import { formatRange, step, type DayKey } from "./days";
import type { CalendarView } from "./use-view";

interface CalendarToolsProps {
  view: CalendarView;
  days: DayKey[];
  /** Without posts there is nothing to choose from. */
  filters: boolean;
  /** On a phone the filters stand behind a button: they would push the days off the screen. */
  narrow: boolean;
}

/** Where in time, which view, and which posts. */
export function CalendarTools({ view, days, filters, narrow }: CalendarToolsProps) {
  const words = useCalendarWords();
  const box = useId();
  const [open, setOpen] = useState(false);
  const go = (direction: 1 | -1) => view.change({ day: step(view.view, view.day, direction) });
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3">
      <div className="flex items-center gap-1">
        <Button size="icon" variant="ghost" aria-label={words("previous")} onClick={() => go(-1)}>
          <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
        </Button>
        <Button size="icon" variant="ghost" aria-label={words("next")} onClick={() => go(1)}>
          <ChevronRight aria-hidden className="rtl:-scale-x-100" />
        </Button>
        <Button onClick={() => view.change({ day: view.today })}>{words("today")}</Button>
        <h2 aria-live="polite" className="ml-2 text-base font-semibold tabular-nums">
          {formatRange(view.view, days, view.day)}
        </h2>
      </div>
      <div className="flex flex-1 flex-wrap items-center justify-end gap-2 max-sm:justify-stretch">
        {filters && narrow && (
          <Button aria-expanded={open} aria-controls={open ? box : undefined} onClick={() => setOpen(!open)}>
            <SlidersHorizontal aria-hidden />
            {view.narrowedBy > 0 ? words("filter.set", { count: view.narrowedBy }) : words("filter.show")}
          </Button>
        )}
        {filters && (!narrow || open) && (
          <div
            id={box}
            className="flex flex-wrap items-center justify-end gap-2 max-sm:order-last max-sm:w-full max-sm:justify-stretch"
          >
            <CalendarFilters view={view} />
          </div>
        )}
        <Segmented
          className="max-sm:flex-1"
          label={words("view")}
          value={view.view}
          onChange={(next) => view.change({ view: next })}
          options={(["month", "week", "day", "list"] as const).map((value) => ({
            value,
            label: words(value),
          }))}
        />
      </div>
    </div>
  );
}
