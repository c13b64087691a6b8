/** A whole number in the person's locale: 12,480. */
export function formatCount(value: number): string {
  return new Intl.NumberFormat().format(value);
}

/** A count where space is short: 12.5K. */
export function formatCompact(value: number): string {
  return new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** A share that is given in percent: 7.8%. */
export function formatPercent(value: number): string {
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }).format(value / 100);
}

/** An amount of money; cents are shown only where there are any. */
export function formatMoney(amount: number, currency = "USD"): string {
  return new Intl.NumberFormat(undefined, {
    style: "currency",
    currency,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
    maximumFractionDigits: 3,
  }).format(amount);
}

/** How long a film is: 1:05. */
export function formatClock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
