import { ChevronLeft, ChevronRight } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { useConnections } from "@/lib/api/connections";
import { useCalendarWords } from "@/lib/strings/en/calendar";
import { usePostWords } from "@/lib/strings/en/posts";

import { formatRange, step, type DayKey } from "./days";
import type { StateFilter } from "./entries";
import type { CalendarView } from "./use-view";

const states = [
  "any",
  "needs",
  "scheduled",
  "published",
  "late",
  "failed",
  "unconfirmed",
  "cancelled",
] as const;
const everyone = "all";

interface CalendarToolsProps {
  view: CalendarView;
  days: DayKey[];
  /** Without posts there is nothing to choose from. */
  filters: boolean;
}

/** Where in time, which view, and which posts. */
export function CalendarTools({ view, days, filters }: CalendarToolsProps) {
  const words = useCalendarWords();
  const posts = usePostWords();
  const connections = useConnections().data ?? [];
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
        {filters && connections.length > 1 && (
          <Select
            aria-label={words("filter.account")}
            className="h-9 w-auto min-w-36 max-sm:flex-1"
            value={view.account || everyone}
            onChange={(account) => view.change({ account: account === everyone ? "" : account })}
            options={[
              { value: everyone, label: words("filter.anyAccount") },
              ...connections.map(({ id, username }) => ({
                value: id,
                label: posts("account", { username }),
              })),
            ]}
          />
        )}
        {filters && (
          <Select
            aria-label={words("filter.state")}
            className="h-9 w-auto min-w-32 max-sm:flex-1"
            value={view.state}
            onChange={(state) => view.change({ state: state as StateFilter })}
            options={states.map((state) => ({ value: state, label: words(`filter.${state}`) }))}
          />
        )}
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
