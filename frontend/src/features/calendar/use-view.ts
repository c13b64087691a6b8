import { useCallback } from "react";
import { useSearchParams } from "react-router";

import type { LabelFilter } from "@/components/label-filters";
import { useZone } from "@/lib/api/user";
import { useNow } from "@/lib/time";

import { dayOf, isDay, nextHour, type DayKey, type View } from "./days";
import type { Filter, StateFilter } from "./entries";

/** Which posts: by what the calendar knows of each, and by their labels. */
export type Filters = Filter & LabelFilter;

export interface CalendarView extends Filters {
  view: View;
  day: DayKey;
  today: DayKey;
  soon: string;
  /** How many filters are set. */
  narrowedBy: number;
  change: (changes: Partial<Filters & { view: View; day: DayKey }>) => void;
}

export const noFilters: Filters = { platform: "", account: "", state: "any", tag: "", campaign: "" };

const filterNames = Object.keys(noFilters) as (keyof Filters)[];

const place = "vp.calendar.view";
const views = new Set<string>(["month", "week", "day", "list"]);
const states = new Set<string>([
  "needs",
  "late",
  "scheduled",
  "published",
  "failed",
  "unconfirmed",
  "cancelled",
]);

const isView = (text: string | null): text is View => text !== null && views.has(text);
const isState = (text: string | null): text is StateFilter => text !== null && states.has(text);

function rememberedView(): View {
  const stored = localStorage.getItem(place);
  return isView(stored) ? stored : "month";
}

/** What the calendar shows, kept in the address so that it can be found again. */
export function useCalendarView(): CalendarView {
  const [query, setQuery] = useSearchParams();
  const zone = useZone();
  const now = useNow();
  const today = dayOf(now, zone);
  const view = query.get("view");
  const day = query.get("day");
  const state = query.get("state");
  const change = useCallback<CalendarView["change"]>(
    (changes) => {
      if (changes.view) localStorage.setItem(place, changes.view);
      setQuery(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value === "" || (name === "state" && value === "any")) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setQuery],
  );
  const filters: Filters = {
    platform: query.get("platform") ?? "",
    account: query.get("account") ?? "",
    state: isState(state) ? state : "any",
    tag: query.get("tag") ?? "",
    campaign: query.get("campaign") ?? "",
  };
  return {
    view: isView(view) ? view : rememberedView(),
    day: isDay(day) ? day : today,
    today,
    soon: nextHour(now, zone),
    ...filters,
    narrowedBy: filterNames.filter((name) => filters[name] !== noFilters[name]).length,
    change,
  };
}
