import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";

import { api } from "./client";
import type { PublicationState } from "./contract";
import { keys } from "./keys";
import type { HoldCode } from "./publications";

/** One publication as the calendar shows it; `text` is its beginning. */
export interface CalendarItem {
  publication_id: string;
  post_id: string;
  connection_id: string;
  platform: string;
  username: string;
  position: number;
  state: PublicationState;
  at: string;
  planned_local: string;
  zone: string;
  text: string;
  thumbnail_url: string | null;
  url: string | null;
  late: boolean;
  hold: HoldCode | null;
}

async function fetchCalendar(from: string, to: string): Promise<CalendarItem[]> {
  return (await api.get<{ items: CalendarItem[] }>("/calendar", { params: { from, to } })).data.items;
}

export const calendarQuery = (from: Date, to: Date) => {
  const range = [from.toISOString(), to.toISOString()] as const;
  return queryOptions({ queryKey: keys.calendarRange(...range), queryFn: () => fetchCalendar(...range) });
};

/** Everything due from a moment until another (at most 62 days). */
export function useCalendar(from: Date, to: Date) {
  return useQuery({ ...calendarQuery(from, to), placeholderData: keepPreviousData });
}

const asksForPerson = new Set<HoldCode>(["too_late", "reconnect", "previous_failed"]);

/** Whether only a person can move it on. */
export function needsPerson({ state, hold }: Pick<CalendarItem, "state" | "hold">): boolean {
  if (state === "failed" || state === "unconfirmed") return true;
  return state === "scheduled" && hold !== null && asksForPerson.has(hold);
}
