import { fromLocalInput, toLocalInput } from "@/lib/time";

/** A day of the calendar, as 2026-11-24. Days are counted without any zone, so they are never 23 hours long. */
export type DayKey = string;

export type View = "month" | "week" | "day" | "list";

const dayLength = 86_400_000;

const toUtc = (day: DayKey) => new Date(`${day}T00:00:00Z`);
const toKey = (date: Date): DayKey => date.toISOString().slice(0, 10);

export const isDay = (text: string | null): text is DayKey =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(toUtc(text).getTime());

/** The day on which a moment falls in a zone. */
export const dayOf = (at: string | Date, zone: string): DayKey =>
  toLocalInput(new Date(at), zone).slice(0, 10);

export const addDays = (day: DayKey, days: number): DayKey =>
  toKey(new Date(toUtc(day).getTime() + days * dayLength));

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: DayKey): number => toUtc(day).getUTCDay() || 7;

/** The moment when a day begins in a zone. */
export const startOf = (day: DayKey, zone: string): Date => fromLocalInput(`${day}T00:00`, zone);

/** The next full hour by the wall clock of a zone, 2026-11-24T09:00. */
export function nextHour(at: Date, zone: string): string {
  return `${toLocalInput(new Date(at.getTime() + 3_600_000), zone).slice(0, 13)}:00`;
}

/** The page that writes a post for a wall-clock time; where that is over, for the next full hour. */
export const writePath = (local: string, soon: string): string =>
  `/compose?at=${local > soon ? local : soon}`;

interface WeekInfo {
  firstDay: number;
}

/** The day with which weeks begin where this person lives; 1 is Monday. */
export function firstWeekday(language: string = navigator.language): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => WeekInfo;
    weekInfo?: WeekInfo;
  };
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
}

export function startOfWeek(day: DayKey, first: number): DayKey {
  return addDays(day, -((weekdayOf(day) - first + 7) % 7));
}

const firstOfMonth = (day: DayKey): DayKey => `${day.slice(0, 7)}-01`;

export function addMonths(day: DayKey, months: number): DayKey {
  const date = toUtc(firstOfMonth(day));
  date.setUTCMonth(date.getUTCMonth() + months);
  return toKey(date);
}

function daysFrom(day: DayKey, count: number): DayKey[] {
  return Array.from({ length: count }, (_, index) => addDays(day, index));
}

const daysBetween = (from: DayKey, to: DayKey) =>
  Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / dayLength);

/** The days that a view shows, in order: whole weeks for a month's grid. */
export function daysOf(view: View, day: DayKey, first: number): DayKey[] {
  switch (view) {
    case "day":
      return [day];
    case "week":
      return daysFrom(startOfWeek(day, first), 7);
    case "list":
      return daysFrom(firstOfMonth(day), daysBetween(firstOfMonth(day), addMonths(day, 1)));
    case "month": {
      const from = startOfWeek(firstOfMonth(day), first);
      const last = startOfWeek(addDays(addMonths(day, 1), -1), first);
      return daysFrom(from, daysBetween(from, last) + 7);
    }
  }
}

/** The day to look at after going one step earlier (-1) or later (1). */
export function step(view: View, day: DayKey, direction: 1 | -1): DayKey {
  if (view === "day") return addDays(day, direction);
  if (view === "week") return addDays(day, 7 * direction);
  return addMonths(day, direction);
}

const dayStyles = {
  /** Tuesday, 24 November. */
  name: { weekday: "long", day: "numeric", month: "long" },
  /** Tuesday 24. */
  brief: { weekday: "long", day: "numeric" },
  /** Tue 24. */
  head: { weekday: "short", day: "numeric" },
  weekday: { weekday: "short" },
  initial: { weekday: "narrow" },
  month: { month: "long", year: "numeric" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DayStyle = keyof typeof dayStyles;

const formatters = new Map<DayStyle, Intl.DateTimeFormat>();

/** A day's name in the person's language. Days have no zone, so the formatter must add none. */
export function formatDay(day: DayKey, style: DayStyle): string {
  let formatter = formatters.get(style);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(undefined, { ...dayStyles[style], timeZone: "UTC" });
    formatters.set(style, formatter);
  }
  return formatter.format(toUtc(day));
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", timeZone: "UTC" });

/** "9 AM" or "09", as the person's language has it. */
export const formatHour = (hour: number) => clock.format(new Date(Date.UTC(2000, 0, 1, hour)));

export function formatRange(view: View, days: DayKey[], day: DayKey): string {
  if (view === "month" || view === "list") return formatDay(day, "month");
  if (view === "day") return formatDay(day, "full");
  const format = new Intl.DateTimeFormat(undefined, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(toUtc(days[0] ?? day), toUtc(days.at(-1) ?? day));
}
