import { useRecurringWords } from "@/lib/strings/en/recurring";
import type { SeriesTime } from "@/lib/api/series";
import { weekdayName } from "@/lib/weekdays";

import { lastDay, patternOf, type Pattern } from "./rule";

const list = (items: string[]) => new Intl.ListFormat(undefined, { type: "conjunction" }).format(items);

const dated = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: "UTC" }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  );

/** The time of day of a wall clock, as the person reads it. */
export const timeOfDay = (local: string) =>
  new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
    new Date(`${local}:00Z`),
  );

const wholeDay: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
const nthNames = { 1: "first", 2: "second", 3: "third", 4: "fourth", [lastDay]: "last" } as const;
const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
type Ordinal = "one" | "two" | "few" | "other";

/** Rules in plain words. */
export function useRuleWords() {
  const words = useRecurringWords();

  const zoneName = (zone: string) => {
    const place = zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
    return zone.includes("/") && !zone.startsWith("Etc/") ? words("rule.zone", { place }) : place;
  };
  const dayOfMonth = (day: number) =>
    day === lastDay
      ? words("rule.last")
      : words(`rule.ordinal.${ordinals.select(day) as Ordinal}`, { number: day });
  const nthWeekday = ({ nth, weekday }: Pattern) =>
    words("rule.nthWeekday", {
      nth: words(`rule.nth.${nthNames[nth as keyof typeof nthNames]}`),
      weekday: weekdayName(weekday),
    });

  const when = (pattern: Pattern, local: string) => {
    const { frequency, every: count, weekdays, monthly, days } = pattern;
    if (frequency === "daily" || (frequency === "weekly" && count === 1 && weekdays.length === 7))
      return words("rule.days", { count });
    if (frequency === "weekly") {
      if (count === 1 && weekdays.join() === "0,1,2,3,4") return words("rule.weekdays");
      return words("rule.weeks", { count, days: list(weekdays.map((day) => weekdayName(day))) });
    }
    if (frequency === "yearly")
      return words("rule.years", { count, day: dated(local, { day: "numeric", month: "long" }) });
    const which = monthly === "weekday" ? nthWeekday(pattern) : list(inOrder(days).map(dayOfMonth));
    return words("rule.months", { count, days: which });
  };

  const ending = ({ ending: end }: Pattern) => {
    if (end.kind === "times") return words("rule.times", { count: end.times });
    return end.kind === "until" ? words("rule.until", { day: dated(end.day, wholeDay) }) : null;
  };

  return {
    zoneName,
    nthWeekday,
    dayOfMonth,
    /** The whole rule in a sentence; null for what cannot be said so. */
    sentence: ({ rule, local, zone }: SeriesTime): string | null => {
      const pattern = patternOf(rule, local);
      if (!pattern) return null;
      const said = words("rule.at", {
        when: when(pattern, local),
        time: timeOfDay(local),
        zone: zoneName(zone),
      });
      const end = ending(pattern);
      return end ? `${said}, ${end}` : said;
    },
  };
}

/** The last day of the month is its last. */
export const inOrder = (days: number[]) =>
  [...days].sort((one, other) => (one === lastDay ? 32 : one) - (other === lastDay ? 32 : other));
