import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";

import { api } from "./client";
import type { CalendarItem, HoldCode } from "./contract";
import { keys } from "./keys";

/** By the labels of the posts; empty for all. */
interface ByLabels {
  tag: string;
  campaign: string;
}

const calendarQuery = (from: Date, to: Date, { tag, campaign }: ByLabels) => {
  const range = [from.toISOString(), to.toISOString()] as const;
  const labels = { ...(tag && { tag }), ...(campaign && { campaign_id: campaign }) };
  return queryOptions({
    queryKey: keys.calendarRange(...range, labels),
    queryFn: async () => {
      const params = { from: range[0], to: range[1], ...labels };
      return (await api.get<{ items: CalendarItem[] }>("/calendar", { params })).data.items;
    },
  });
};

/** Everything due from a moment until another (at most 62 days). */
export function useCalendar(from: Date, to: Date, labels: ByLabels = { tag: "", campaign: "" }) {
  return useQuery({ ...calendarQuery(from, to, labels), placeholderData: keepPreviousData });
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
