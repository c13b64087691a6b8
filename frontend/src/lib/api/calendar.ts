import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";

import { api } from "./client";
import type { CalendarItem, HoldCode } from "./contract";
import { keys } from "./keys";

async function fetchCalendar(from: string, to: string): Promise<CalendarItem[]> {
  return (await api.get<{ items: CalendarItem[] }>("/calendar", { params: { from, to } })).data.items;
}

const calendarQuery = (from: Date, to: Date) => {
  const range = [from.toISOString(), to.toISOString()] as const;
  return queryOptions({ queryKey: keys.calendarRange(...range), queryFn: () => fetchCalendar(...range) });
};

/** Everything due from a moment until another (at most 62 days). */
export function useCalendar(from: Date, to: Date) {
  return useQuery({ ...calendarQuery(from, to), placeholderData: keepPreviousData });
}

const asksForPerson = new Set<HoldCode>([
  "too_late",
  "reconnect",
  "previous_failed",
  "previous_without_link",
]);

/** Whether only a person can move it on. */
export function needsPerson({ state, hold }: Pick<CalendarItem, "state" | "hold">): boolean {
  if (state === "failed" || state === "unconfirmed") return true;
  return state === "scheduled" && hold !== null && asksForPerson.has(hold);
}
