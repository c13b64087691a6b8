import { TZDate } from "@date-fns/tz";
import { useEffect, useState } from "react";

// Browsers go on naming these zones as they were once called; IANA has renamed them, and the server knows both names.
const renamed: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** The name by which IANA calls a zone today. */
export const modernZone = (zone: string): string => renamed[zone] ?? zone;

/** A zone's name for people: "Asia/Kolkata", "America/New York". */
export const zoneName = (zone: string): string => modernZone(zone).replaceAll("_", " ");

/** The zone of this browser, as an IANA name. */
export function detectedZone(): string {
  return modernZone(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
}

/** Every zone that this browser knows, UTC included, by its name of today. */
export function allZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone").map(modernZone);
  return [...new Set(zones.includes("UTC") ? zones : ["UTC", ...zones])].sort();
}

/** A time of the clock, given as 18:00, in the person's own way: 18:00 or 6:00 PM. */
export const clockTime = (time: string): string => formatMoment(`2024-01-01T${time}:00Z`, "UTC", "time");

/** "GMT+2" and the like for a zone at a moment. */
export function zoneOffset(zone: string, at: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat(undefined, { timeZone: zone, timeZoneName: "shortOffset" });
  return parts.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Whether the person's locale counts the hours to twelve, where "9 AM" is a time; "09" alone is none. */
function hasHalfDays(): boolean {
  return new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
}

const styles = {
  time: { hour: "numeric", minute: "2-digit" },
  hour: { hour: "numeric", minute: hasHalfDays() ? undefined : "2-digit" },
  day: { weekday: "short", day: "numeric", month: "short" },
  date: { day: "numeric", month: "long", year: "numeric" },
  moment: { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  momentOfYear: {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
  },
  full: { dateStyle: "full", timeStyle: "long" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeStyle = keyof typeof styles;

// To make a formatter costs far more than to use it, and a calendar writes thousands of times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string, style: TimeStyle): Intl.DateTimeFormat {
  const name = `${style} ${zone}`;
  let found = formatters.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(undefined, { ...styles[style], timeZone: zone });
    formatters.set(name, found);
  }
  return found;
}

/** A moment in the person's locale and the given zone. The style `moment` names the year where it is another one. */
export function formatMoment(iso: string | Date, zone: string, style: TimeStyle = "moment"): string {
  const at = new Date(iso);
  const farOff = style === "moment" && at.getUTCFullYear() !== new Date().getUTCFullYear();
  return formatterOf(zone, farOff ? "momentOfYear" : style).format(at);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "in 5 minutes", "2 days ago"; under a minute it reads "now". */
export function formatRelative(iso: string | Date, now: Date): string {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? words.format(Math.round(seconds / step[1]), step[0]) : words.format(0, "second");
}

/** The wall-clock time of a moment in a zone, as `datetime-local` fields write it: 2026-11-24T09:30. */
export function toLocalInput(at: Date, zone: string): string {
  return new TZDate(at, zone).toISOString().slice(0, "2026-11-24T09:30".length);
}

/** The moment of a wall-clock time in a zone. In a skipped hour it is the moment after the gap. */
export function fromLocalInput(local: string, zone: string): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = local.split(/[-T:]/).map(Number);
  return new Date(new TZDate(year, month - 1, day, hour, minute, zone).getTime());
}

/** The present moment, renewed at the given pace. */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
