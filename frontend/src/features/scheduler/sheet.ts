import { inOrder, prioritiesOf } from "@/components/accounts-order/priorities";
import type { AutomationSettings } from "@/lib/api/automation";
import type { Automation, Labelling } from "@/lib/api/contract";
import { weekdays } from "@/lib/weekdays";

export type Style = "casual" | "professional" | "funny";

/** The whole schedule as one edits it. Numbers are as typed; NaN while a field is empty. */
export interface Sheet {
  zone: string;
  starts: string;
  ends: string;
  /** 0 is Monday. */
  weekdays: number[];
  perDay: number;
  intervalHours: number;
  times: string[];
  horizon: number;
  holidaysOf: string;
  mix: Record<string, number>;
  /** The accounts that take part, the first comes first. */
  accounts: string[];
  review: boolean;
  style: Style;
  about: string;
  labels: Labelling;
  seed: number;
}

export function freshSheet(zone: string, accounts: string[], perDay: number): Sheet {
  return {
    zone,
    starts: "09:00",
    ends: "18:00",
    weekdays,
    perDay,
    intervalHours: 2,
    times: [],
    horizon: 14,
    holidaysOf: "",
    mix: {},
    accounts,
    review: true,
    style: "casual",
    about: "",
    labels: { tags: [], campaign_id: null },
    seed: 0,
  };
}

export function sheetOf(automation: Automation): Sheet {
  const { schedule, platform_priorities: priorities } = automation;
  return {
    zone: schedule.timezone,
    starts: schedule.active_hours?.start ?? "09:00",
    ends: schedule.active_hours?.end ?? "18:00",
    weekdays: schedule.weekdays ?? weekdays,
    perDay: schedule.posting_frequency?.posts_per_day ?? 2,
    intervalHours: schedule.posting_frequency?.interval_hours ?? 2,
    times: schedule.optimal_times ?? [],
    horizon: schedule.horizon_days ?? 14,
    holidaysOf: schedule.holidays_of ?? "",
    mix: automation.content_distribution,
    accounts: inOrder(priorities),
    review: automation.review_before_posting ?? true,
    style: automation.style ?? "casual",
    about: automation.about ?? "",
    labels: { tags: automation.tags ?? [], campaign_id: automation.campaign_id ?? null },
    seed: automation.seed ?? 0,
  };
}

export function settingsOf(sheet: Sheet, enabled: boolean): AutomationSettings {
  return {
    enabled,
    schedule: {
      timezone: sheet.zone,
      active_hours: { start: sheet.starts, end: sheet.ends },
      posting_frequency: { posts_per_day: sheet.perDay, interval_hours: sheet.intervalHours },
      optimal_times: sheet.times,
      weekdays: sheet.weekdays,
      horizon_days: sheet.horizon,
      holidays_of: sheet.holidaysOf,
    },
    content_distribution: sheet.mix,
    platform_priorities: prioritiesOf(sheet.accounts),
    review_before_posting: sheet.review,
    style: sheet.style,
    seed: sheet.seed,
    about: sheet.about,
    ...sheet.labels,
  };
}

export type Fault =
  | { code: "hours" | "weekdays" | "interval" | "horizon" | "noDomain" | "noAccount" | "share" }
  | { code: "perDay"; most: number }
  | { code: "time"; time: string }
  | { code: "sum"; sum: number };

export type Place =
  "hours" | "weekdays" | "perDay" | "interval" | "horizon" | "times" | "holidaysOf" | "mix" | "accounts";

const mostPerDay = 50;
const within = (value: number, least: number, most: number) => value >= least && value <= most;

export const sumOf = (mix: Record<string, number>) =>
  Object.values(mix).reduce((sum, share) => sum + (Number.isNaN(share) ? 0 : share), 0);

/** What is wrong, by place; the rules of the server, told as one types. */
export function faultsOf(sheet: Sheet, planMost: number): Partial<Record<Place, Fault>> {
  const faults: Partial<Record<Place, Fault>> = {};
  const most = planMost > 0 ? Math.min(planMost, mostPerDay) : mostPerDay;
  if (!(sheet.starts < sheet.ends)) faults.hours = { code: "hours" };
  if (sheet.weekdays.length === 0) faults.weekdays = { code: "weekdays" };
  if (!Number.isInteger(sheet.perDay) || !within(sheet.perDay, 1, most))
    faults.perDay = { code: "perDay", most };
  if (!within(sheet.intervalHours, 0.25, 24)) faults.interval = { code: "interval" };
  if (!Number.isInteger(sheet.horizon) || !within(sheet.horizon, 7, 30)) faults.horizon = { code: "horizon" };
  const outside = sheet.times.find((time) => time < sheet.starts || time >= sheet.ends);
  if (outside) faults.times = { code: "time", time: outside };
  const shares = Object.values(sheet.mix);
  if (shares.length === 0) faults.mix = { code: "noDomain" };
  else if (shares.some((share) => !(share >= 1))) faults.mix = { code: "share" };
  else if (sumOf(sheet.mix) !== 100) faults.mix = { code: "sum", sum: sumOf(sheet.mix) };
  if (sheet.accounts.length === 0) faults.accounts = { code: "noAccount" };
  return faults;
}

/** The same share for each, in whole percents that make 100. */
export function evenly(domains: string[]): Record<string, number> {
  const share = Math.floor(100 / domains.length);
  const rest = 100 - share * domains.length;
  return Object.fromEntries(domains.map((domain, place) => [domain, share + (place < rest ? 1 : 0)]));
}

/** The places that a refusal of the server speaks of. */
export const placeOfField: Record<string, Place> = {
  "schedule.active_hours": "hours",
  "schedule.weekdays": "weekdays",
  "schedule.posts_per_day": "perDay",
  "schedule.interval_hours": "interval",
  "schedule.horizon_days": "horizon",
  "schedule.optimal_times": "times",
  "schedule.holidays_of": "holidaysOf",
  content_distribution: "mix",
  platform_priorities: "accounts",
};
