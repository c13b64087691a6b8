import { Plus, StickyNote } from "lucide-react";
import { Link } from "react-router";

import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { formatDay, writePath, type DayKey } from "./days";
import type { OpenedNote } from "./notes";

interface DayButtonsProps {
  day: DayKey;
  today: DayKey;
  soon: string;
  onNote: (opened: OpenedNote) => void;
  /** Only to be seen when the day is pointed at; where nothing can be pointed with, always. */
  shy?: boolean;
  className?: string;
}

/** What can be added to a day: a note, and a post where the day is not over. */
export function DayButtons({ day, today, soon, onNote, shy, className }: DayButtonsProps) {
  const words = useCalendarWords();
  const name = formatDay(day, "name");
  const look = cn(
    "grid size-6 place-items-center rounded-md text-ink-faint hover:bg-sunken hover:text-ink [&_svg]:size-4",
    shy &&
      "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100",
    className,
  );
  return (
    <span className="flex shrink-0">
      <button
        type="button"
        aria-label={words("note.add", { day: name })}
        title={words("note.add", { day: name })}
        onClick={() => onNote({ day })}
        className={look}
      >
        <StickyNote aria-hidden />
      </button>
      {day >= today && (
        <Link
          to={writePath(`${day}T09:00`, soon)}
          aria-label={words("addOn", { day: name })}
          title={words("addOn", { day: name })}
          className={look}
        >
          <Plus aria-hidden />
        </Link>
      )}
    </span>
  );
}
