import { needsPerson } from "@/lib/api/calendar";
import type { CalendarItem } from "@/lib/api/contract";

const coming = new Set<CalendarItem["state"]>(["scheduled", "publishing", "processing"]);

/** What only the person can move on, the newest first. */
export function pickNeeds(items: CalendarItem[]): CalendarItem[] {
  return items.filter(needsPerson).sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** What is due and held back by the pause alone. */
export function pickPaused(items: CalendarItem[]): CalendarItem[] {
  return items.filter(({ state, hold }) => state === "scheduled" && hold === "paused");
}

/** What goes out by itself, the soonest first. A thread counts as its first part. */
export function pickNext(items: CalendarItem[], most = 5): CalendarItem[] {
  return items
    .filter(({ state, position, hold }) => coming.has(state) && position === 0 && hold === null)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .slice(0, most);
}

/** What went out, the latest first. A thread counts as its first part. */
export function pickRecent(items: CalendarItem[], most = 5): CalendarItem[] {
  return items
    .filter(({ state, position }) => state === "published" && position === 0)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .slice(0, most);
}
