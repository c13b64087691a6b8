/** How a rule ends: never, after so many times, or with a day (2026-12-31). */
export type Ending = { kind: "never" } | { kind: "times"; times: number } | { kind: "until"; day: string };

export type Frequency = "daily" | "weekly" | "monthly" | "yearly";

/** A rule as it is chosen here. What does not belong to its frequency is kept for when that changes again. */
export interface Pattern {
  frequency: Frequency;
  /** Every so many days, weeks, months or years. */
  every: number;
  /** 0 is Monday. */
  weekdays: number[];
  monthly: "days" | "weekday";
  /** Days of the month; -1 is its last. */
  days: number[];
  /** Which weekday of the month: 1 to 4, or -1 for its last. */
  nth: number;
  weekday: number;
  ending: Ending;
}

export const lastDay = -1;
export const nths = [1, 2, 3, 4, -1];
export const everyMost = 1000;
export const timesMost = 1000;

const names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const frequencies: Record<string, Frequency> = {
  DAILY: "daily",
  WEEKLY: "weekly",
  MONTHLY: "monthly",
  YEARLY: "yearly",
};

const dayOf = (local: string) => new Date(`${local.slice(0, 10)}T00:00:00Z`);

/** 0 is Monday. */
export const weekdayOf = (local: string): number => (dayOf(local).getUTCDay() + 6) % 7;

const nthOf = (local: string) => {
  const week = Math.ceil(Number(local.slice(8, 10)) / 7);
  return week > 4 ? lastDay : week;
};

/** What a day suggests: its weekday, its day of the month, its place in the month. */
export const suggestedBy = (local: string): Pick<Pattern, "weekdays" | "days" | "nth" | "weekday"> => ({
  weekdays: [weekdayOf(local)],
  days: [Number(local.slice(8, 10))],
  nth: nthOf(local),
  weekday: weekdayOf(local),
});

/** Every week on the weekday of its first day. */
export const firstPattern = (local: string): Pattern => ({
  frequency: "weekly",
  every: 1,
  monthly: "days",
  ...suggestedBy(local),
  ending: { kind: "never" },
});

function endingOf({ ending }: Pattern): string[] {
  if (ending.kind === "times") return [`COUNT=${ending.times}`];
  if (ending.kind === "until") return [`UNTIL=${ending.day.replaceAll("-", "")}`];
  return [];
}

function partsOf({ frequency, weekdays, monthly, days, nth, weekday }: Pattern): string[] {
  if (frequency === "weekly") return [`BYDAY=${weekdays.map((day) => names[day]).join(",")}`];
  if (frequency !== "monthly") return [];
  return [monthly === "days" ? `BYMONTHDAY=${days.join(",")}` : `BYDAY=${nth}${names[weekday]}`];
}

/** The pattern as a rule by RFC 5545. */
export const ruleOf = (pattern: Pattern): string =>
  [
    `FREQ=${pattern.frequency.toUpperCase()}`,
    ...(pattern.every > 1 ? [`INTERVAL=${pattern.every}`] : []),
    ...partsOf(pattern),
    ...endingOf(pattern),
  ].join(";");

function endingIn(parts: Map<string, string>): Ending | null {
  const times = parts.get("COUNT");
  if (times) return { kind: "times", times: Number(times) };
  const until = parts.get("UNTIL");
  if (!until) return { kind: "never" };
  // A moment within its last day says more than can be chosen here.
  const day = /^(\d{4})(\d\d)(\d\d)$/.exec(until);
  return day && { kind: "until", day: `${day[1]}-${day[2]}-${day[3]}` };
}

const numbers = (text: string) => text.split(",").map(Number);
const known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY"];

function weeklyOf(parts: Map<string, string>, local: string): Partial<Pattern> | null {
  const days = parts
    .get("BYDAY")
    ?.split(",")
    .map((name) => names.indexOf(name)) ?? [weekdayOf(local)];
  return days.includes(-1) ? null : { weekdays: [...new Set(days)].sort() };
}

function monthlyOf(parts: Map<string, string>, local: string): Partial<Pattern> | null {
  const [byDay, byMonthDay] = [parts.get("BYDAY"), parts.get("BYMONTHDAY")];
  if (byDay && byMonthDay) return null;
  if (byDay) {
    const found = /^\+?(-?\d)([A-Z]{2})$/.exec(byDay);
    const [nth, weekday] = [Number(found?.[1]), names.indexOf(found?.[2] ?? "")];
    return nths.includes(nth) && weekday >= 0 ? { monthly: "weekday", nth, weekday } : null;
  }
  const days = byMonthDay ? numbers(byMonthDay) : [Number(local.slice(8, 10))];
  return days.every((day) => day === lastDay || (day >= 1 && day <= 31)) ? { monthly: "days", days } : null;
}

/** The rule as it can be chosen here; null for what cannot be. */
export function patternOf(rule: string, local: string): Pattern | null {
  const parts = new Map(rule.split(";").map((part) => part.split("=", 2) as [string, string]));
  const frequency = frequencies[parts.get("FREQ") ?? ""];
  const ending = endingIn(parts);
  const every = Number(parts.get("INTERVAL") ?? 1);
  const weekStarts = parts.get("WKST") ?? "MO";
  if (!frequency || !ending || [...parts.keys()].some((name) => !known.includes(name))) return null;
  if (weekStarts !== "MO" && every > 1 && frequency === "weekly") return null;
  const usual = { ...firstPattern(local), frequency, every, ending };
  if (frequency === "weekly" && !parts.has("BYMONTHDAY")) {
    const more = weeklyOf(parts, local);
    return more && { ...usual, ...more };
  }
  if (frequency === "monthly") {
    const more = monthlyOf(parts, local);
    return more && { ...usual, ...more };
  }
  return parts.has("BYDAY") || parts.has("BYMONTHDAY") ? null : usual;
}
