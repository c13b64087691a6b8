import { needsPerson } from "@/lib/api/calendar";
import type { CalendarItem } from "@/lib/api/contract";
import { formatMoment, toLocalInput } from "@/lib/time";

import type { DayKey } from "./days";

/** One line of the calendar: a publication, its thread folded into it. */
export interface Entry extends CalendarItem {
  /** In the person's zone. */
  day: DayKey;
  hour: number;
  /** Wall-clock time in the person's zone, 2026-11-24T09:30. */
  local: string;
  /** The time of day as the person reads it. */
  time: string;
  /** The same where space is short: a full hour without its minutes. */
  shortTime: string;
  furtherParts: number;
  needs: boolean;
}

export type StateFilter =
  "any" | "needs" | "late" | "scheduled" | "published" | "failed" | "unconfirmed" | "cancelled";

export interface Filter {
  platform: string;
  account: string;
  state: StateFilter;
}

const threadOf = ({ post_id, connection_id }: CalendarItem) => `${post_id} ${connection_id}`;

interface Made {
  zone: string;
  entry: Entry;
}

// An item that did not change keeps its entry, so that what shows it need not be drawn anew.
const made = new WeakMap<CalendarItem, Made>();

function entryOf(item: CalendarItem, zone: string, furtherParts: number): Entry {
  const before = made.get(item);
  if (before?.zone === zone && before.entry.furtherParts === furtherParts) return before.entry;
  const local = toLocalInput(new Date(item.at), zone);
  const entry = {
    ...item,
    local,
    time: formatMoment(item.at, zone, "time"),
    shortTime: formatMoment(item.at, zone, local.endsWith(":00") ? "hour" : "time"),
    day: local.slice(0, 10),
    hour: Number(local.slice(11, 13)),
    furtherParts,
    needs: needsPerson(item),
  };
  made.set(item, { zone, entry });
  return entry;
}

const order = (one: CalendarItem, other: CalendarItem) => {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return one.position - other.position;
};

/** Further parts of a thread show only where they need somebody; else they count with their first part. */
export function entriesOf(items: CalendarItem[], zone: string): Entry[] {
  const further = new Map<string, number>();
  for (const item of items) {
    if (item.position > 0) further.set(threadOf(item), (further.get(threadOf(item)) ?? 0) + 1);
  }
  return items
    .filter((item) => item.position === 0 || needsPerson(item))
    .map((item) => entryOf(item, zone, item.position === 0 ? (further.get(threadOf(item)) ?? 0) : 0))
    .sort(order);
}

const underWay = new Set(["scheduled", "publishing", "processing"]);

function hasState(entry: Entry, state: StateFilter): boolean {
  switch (state) {
    case "any":
      return entry.state !== "cancelled";
    case "needs":
      return entry.needs;
    case "late":
      return entry.late;
    case "scheduled":
      return underWay.has(entry.state);
    default:
      return entry.state === state;
  }
}

export function filterEntries(entries: Entry[], { platform, account, state }: Filter): Entry[] {
  return entries.filter(
    (entry) =>
      (platform === "" || entry.platform === platform) &&
      (account === "" || entry.connection_id === account) &&
      hasState(entry, state),
  );
}

/** Whether two days show the same. */
export const sameEntries = (one: Entry[], other: Entry[]): boolean =>
  one === other || (one.length === other.length && one.every((entry, index) => entry === other[index]));

/** Entries by day, in order. */
export function byDay(entries: Entry[]): Map<DayKey, Entry[]> {
  const days = new Map<DayKey, Entry[]>();
  for (const entry of entries) {
    const day = days.get(entry.day);
    if (day) day.push(entry);
    else days.set(entry.day, [entry]);
  }
  return days;
}
