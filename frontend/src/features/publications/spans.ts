const units: { unit: string; seconds: number; from?: number }[] = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1, from: 0.1 },
  { unit: "millisecond", seconds: 0.001 },
];

const inNoTime = { unit: "millisecond", seconds: 0.001 };

/** A stretch of time in the unit that a person would use: "0.6 seconds", "12 minutes". */
export function formatSpan(seconds: number): string {
  const { unit, seconds: size } = units.find((step) => seconds >= (step.from ?? step.seconds)) ?? inNoTime;
  const value = seconds / size;
  return new Intl.NumberFormat(undefined, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: value < 10 && unit !== "millisecond" ? 1 : 0,
  }).format(value);
}

const sizes = [
  { unit: "megabyte", bytes: 1_000_000, unitDisplay: "short" },
  { unit: "kilobyte", bytes: 1_000, unitDisplay: "short" },
] as const;

/** A size as it is spoken of: "214 bytes", "1.2 kB". */
export function formatSize(bytes: number): string {
  const size = sizes.find((step) => bytes >= step.bytes);
  const { unit, unitDisplay } = size ?? { unit: "byte", unitDisplay: "long" };
  return new Intl.NumberFormat(undefined, {
    style: "unit",
    unit,
    unitDisplay,
    maximumFractionDigits: 1,
  }).format(bytes / (size?.bytes ?? 1));
}

/** Day and time down to the second, for a log. */
export function formatExact(iso: string, zone: string): string {
  return new Intl.DateTimeFormat(undefined, {
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  }).format(new Date(iso));
}
