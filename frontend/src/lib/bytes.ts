const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** The size of a file in the person's locale: 1.2 MB. */
export function formatBytes(bytes: number): string {
  const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return new Intl.NumberFormat(undefined, {
    style: "unit",
    unit: steps[step],
    unitDisplay: "short",
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1024 ** step);
}
