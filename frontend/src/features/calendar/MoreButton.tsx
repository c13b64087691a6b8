import { useCalendarWords } from "@/lib/strings/en/calendar";

import { formatDay, type DayKey } from "./days";

interface MoreButtonProps {
  count: number;
  day: DayKey;
  onDay: (day: DayKey) => void;
}

/** Says how many posts a place has no room for, and opens their day. */
export function MoreButton({ count, day, onDay }: MoreButtonProps) {
  const words = useCalendarWords();
  if (count === 0) return null;
  return (
    <button
      type="button"
      aria-label={words("moreOn", { count, day: formatDay(day, "name") })}
      onClick={() => onDay(day)}
      className="min-h-6 rounded-sm px-1.5 text-left text-xs font-medium text-ink-muted hover:bg-sunken"
    >
      {words("more", { count })}
    </button>
  );
}
