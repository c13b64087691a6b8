import { ChevronLeft, ChevronRight } from "lucide-react";

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
}

/** Where in time, which view, and which posts. */
export function CalendarTools({ view, days, filters }: CalendarToolsProps) {
  const words = useCalendarWords();
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
        {filters && <CalendarFilters view={view} />}
        <Segmented
          className="max-sm:w-full"
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
