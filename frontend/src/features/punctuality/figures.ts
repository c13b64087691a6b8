import { usePunctualityWords } from "@/lib/strings/en/punctuality";

/** 0.2468 → "24.7 %"; what is not quite all is never rounded up to all. */
export function formatShare(share: number): string {
  const shown = share < 1 ? Math.min(share, 0.999) : share;
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }).format(shown);
}

/** Writes a number of seconds in the unit that a person would use: "0.4 s", "2.5 min", "3 h". */
export function useSpan(): (seconds: number) => string {
  const words = usePunctualityWords();
  return (seconds) => {
    if (seconds < 60) return words("seconds", { value: short(seconds) });
    if (seconds < 3600) return words("minutes", { value: short(seconds / 60) });
    return words("hours", { value: short(seconds / 3600) });
  };
}

function short(value: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
