import { prioritiesOf } from "@/components/accounts-order/priorities";
import type { AutomationSettings } from "@/lib/api/automation";
import type { Automation, BestTimes, Connection } from "@/lib/api/contract";
import { weekdays } from "@/lib/weekdays";

export const periods = ["morning", "afternoon", "evening"] as const;
export type Period = (typeof periods)[number];
export type Style = NonNullable<AutomationSettings["style"]>;

/** What a newcomer says of their posts before there is an automation to keep it. */
export interface FirstWish {
  domains: string[];
  postsPerDay: number;
  periods: Period[];
  style: Style;
}

interface Hours {
  start: string;
  end: string;
}

/** When posts go out, with nothing left to a default. */
export interface FirstSchedule {
  timezone: string;
  active_hours: Hours;
  posting_frequency: { posts_per_day: number; interval_hours: number };
  optimal_times: string[];
  weekdays: number[];
  horizon_days: number;
  holidays_of: string;
}

/** The configuration, with nothing left to a default. */
export type FirstSettings = Required<Omit<AutomationSettings, "schedule">> & { schedule: FirstSchedule };

/** More posts a day than this are chosen on the automation's own page. */
const setUpMost = 12;
const quarter = 15;

const windows: Record<Period, [number, number]> = {
  morning: [8 * 60, 12 * 60],
  afternoon: [12 * 60, 17 * 60],
  evening: [17 * 60, 21 * 60],
};

/** How many posts a day can be chosen here under a plan's limit; -1 is none. */
export const postsMost = (limit: number) => (limit < 0 ? setUpMost : Math.min(limit, setUpMost));

const minutesOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};
const clockOf = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** So many times, evenly within a part of the day, in steps of five minutes. */
function spread([from, to]: [number, number], count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const exact = from + ((index + 0.5) * (to - from)) / count;
    return clockOf(Math.floor(exact / 5) * 5);
  });
}

/** At least one time in each chosen part of the day, and one for each post. */
export function timesIn(chosen: Period[], posts: number): string[] {
  const parts = periods.filter((period) => chosen.includes(period));
  return parts.flatMap((period, index) => {
    const share = Math.floor(posts / parts.length) + (index < posts % parts.length ? 1 : 0);
    return spread(windows[period], Math.max(1, share));
  });
}

/** Whether a part of the day between two chosen ones is left out, so that hours alone cannot say what is meant. */
const hasGap = (chosen: Period[]): boolean => {
  const places = periods.flatMap((period, place) => (chosen.includes(period) ? [place] : []));
  return (places.at(-1) ?? 0) - (places[0] ?? 0) >= places.length;
};

/** The hours at which followers answer best, one for each post, as far apart as the day allows. */
export function suggestedTimes(factors: BestTimes["factors"], posts: number, hours: Hours): string[] {
  const from = Math.ceil(minutesOf(hours.start) / 60);
  const until = Math.ceil(minutesOf(hours.end) / 60);
  const answers = (hour: number) =>
    weekdays.reduce((sum, day) => sum + (factors[`${day}-${hour}`]?.value ?? 1), 0);
  const within = Array.from({ length: Math.max(0, until - from) }, (_, index) => from + index);
  const best = within.sort((one, other) => answers(other) - answers(one) || one - other);
  const apart = Math.max(1, Math.floor((until - from) / (posts + 1)));
  const chosen: number[] = [];
  for (const distance of [apart, 1])
    for (const hour of best)
      if (chosen.length < posts && chosen.every((other) => Math.abs(other - hour) >= distance))
        chosen.push(hour);
  return chosen.sort((one, other) => one - other).map((hour) => clockOf(hour * 60));
}

/** What keeps the settings from being taken; null where nothing does. */
export type SetupFault = { code: "hours" | "account" } | { code: "time"; time: string };

export function faultOf({ schedule, platform_priorities }: FirstSettings): SetupFault | null {
  const { active_hours: hours, optimal_times: times } = schedule;
  if (hours.start >= hours.end) return { code: "hours" };
  const time = outsideOf(times, hours);
  if (time) return { code: "time", time };
  return Object.keys(platform_priorities).length === 0 ? { code: "account" } : null;
}

/** From the first chosen part of the day to the end of the last. */
export function hoursOf(chosen: Period[]): Hours {
  const parts = periods.filter((period) => chosen.includes(period)).map((period) => windows[period]);
  const first = parts[0];
  const last = parts.at(-1);
  return first && last
    ? { start: clockOf(first[0]), end: clockOf(last[1]) }
    : { start: "09:00", end: "18:00" };
}

/** One time for each post: the last are left out, or further ones are found within the hours. */
export function timesFor(times: string[], posts: number, hours: Hours): string[] {
  const kept = times.slice(0, posts);
  const more = spread([minutesOf(hours.start), minutesOf(hours.end)], posts).filter(
    (time) => !kept.includes(time),
  );
  return [...kept, ...more.slice(0, posts - kept.length)].sort();
}

/** The first time that lies outside the hours; undefined where all are within. */
export const outsideOf = (times: string[], { start, end }: Hours) =>
  times.find((time) => time < start || time >= end);

/** Hours between two posts: the day divided by them, but never more than the nearest two times allow. */
export function intervalOf(posts: number, { start, end }: Hours, times: string[]): number {
  const sorted = times.map(minutesOf).sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((minutes, index) => minutes - (sorted[index] ?? 0));
  const even = Math.max(0, minutesOf(end) - minutesOf(start)) / posts;
  const quarters = Math.floor(Math.min(even, ...gaps) / quarter);
  return Math.max(1, quarters) / 4;
}

/** The same share for each, 100 in all; the first get what does not divide. */
export function evenMix(domains: string[]): Record<string, number> {
  const share = Math.floor(100 / domains.length);
  const left = 100 - share * domains.length;
  return Object.fromEntries(domains.map((domain, index) => [domain, share + (index < left ? 1 : 0)]));
}

/** One share set, the others scaled to what remains. It is 100 in all, and none falls below 1. */
export function withShare(mix: Record<string, number>, domain: string, wish: number): Record<string, number> {
  const others = Object.keys(mix).filter((key) => key !== domain);
  if (others.length === 0) return { [domain]: 100 };
  const share = Math.min(Math.max(Math.round(wish), 1), 100 - others.length);
  // Each keeps 1; the rest goes by what each had above that.
  const rest = 100 - share - others.length;
  const above = others.map((key) => Math.max(0, (mix[key] ?? 1) - 1));
  const total = above.reduce((sum, part) => sum + part, 0);
  const exact = above.map((part) => (total > 0 ? (rest * part) / total : rest / others.length));
  const whole = exact.map(Math.floor);
  const left = rest - whole.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
    .slice(0, left);
  for (const { index } of byRemainder) whole[index] = (whole[index] ?? 0) + 1;
  const shares = new Map(others.map((key, index) => [key, 1 + (whole[index] ?? 0)]));
  return Object.fromEntries(Object.keys(mix).map((key) => [key, shares.get(key) ?? share]));
}

/** What the wish says in the automation's words. Every connected account takes part, the first before the others. */
export function settingsOf(wish: FirstWish, connections: Connection[], timezone: string): FirstSettings {
  const hours = hoursOf(wish.periods);
  // The best times are found within the hours; only where those are not one piece are times set.
  const times = hasGap(wish.periods) ? timesIn(wish.periods, wish.postsPerDay) : [];
  return {
    enabled: false,
    schedule: {
      timezone,
      active_hours: hours,
      posting_frequency: {
        posts_per_day: wish.postsPerDay,
        interval_hours: intervalOf(wish.postsPerDay, hours, times),
      },
      optimal_times: times,
      weekdays,
      horizon_days: 14,
      holidays_of: "",
    },
    content_distribution: evenMix(wish.domains),
    platform_priorities: prioritiesOf(connections.map(({ id }) => id)),
    review_before_posting: true,
    style: wish.style,
    seed: 0,
    about: "",
    tags: [],
    campaign_id: null,
  };
}

/** The configuration as it is kept, without how it stands. */
export function settingsIn({ schedule, ...kept }: Automation): FirstSettings {
  const { active_hours: hours, posting_frequency: frequency } = schedule;
  return {
    enabled: kept.enabled ?? false,
    schedule: {
      timezone: schedule.timezone,
      active_hours: { start: hours?.start ?? "09:00", end: hours?.end ?? "18:00" },
      posting_frequency: {
        posts_per_day: frequency?.posts_per_day ?? 1,
        interval_hours: frequency?.interval_hours ?? 2,
      },
      optimal_times: schedule.optimal_times ?? [],
      weekdays: schedule.weekdays ?? weekdays,
      horizon_days: schedule.horizon_days ?? 14,
      holidays_of: schedule.holidays_of ?? "",
    },
    content_distribution: kept.content_distribution,
    platform_priorities: kept.platform_priorities,
    review_before_posting: kept.review_before_posting ?? true,
    style: kept.style ?? "casual",
    seed: kept.seed ?? 0,
    about: kept.about ?? "",
    tags: kept.tags ?? [],
    campaign_id: kept.campaign_id ?? null,
  };
}
