import { memo } from "react";

import type { CalendarNote } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useCalendarWords } from "@/lib/strings/en/calendar";

import { formatDay, type DayKey } from "./days";
import { looks, type OpenedNote } from "./notes";

interface NoteChipProps {
  note: CalendarNote;
  /** Over several lines, where there is room. */
  whole: boolean;
  onNote: (opened: OpenedNote) => void;
}

const NoteChip = memo(function NoteChip({ note, whole, onNote }: NoteChipProps) {
  const words = useCalendarWords();
  const { text, colour } = note;
  return (
    <button
      type="button"
      aria-label={words("note.label", { colour: words(`note.${colour}`), text })}
      onClick={() => onNote({ note })}
      className={cn(
        "min-h-6 w-full min-w-0 rounded-sm border-s-4 px-1.5 py-0.5 text-start text-xs leading-5 hover:brightness-95",
        looks[colour].chip,
        whole && "px-3 py-1.5 text-sm",
      )}
    >
      <span dir="auto" className={cn("block", whole ? "break-words whitespace-pre-wrap" : "truncate")}>
        {text}
      </span>
    </button>
  );
});

interface DayNotesProps {
  notes: CalendarNote[];
  day: DayKey;
  /** How many have room, the line that tells of the others among them; all where it is left out. */
  fit?: number;
  onNote: (opened: OpenedNote) => void;
  onDay?: (day: DayKey) => void;
}

/** The notes of a day, each opening itself. */
export function DayNotes({ notes, day, fit = Infinity, onNote, onDay }: DayNotesProps) {
  const words = useCalendarWords();
  if (notes.length === 0) return null;
  const shown = notes.length > fit ? notes.slice(0, fit - 1) : notes;
  const more = notes.length - shown.length;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {shown.map((note) => (
        <NoteChip key={note.id} note={note} whole={fit === Infinity} onNote={onNote} />
      ))}
      {more > 0 && (
        <button
          type="button"
          aria-label={words("note.more", { count: more, day: formatDay(day, "name") })}
          onClick={() => onDay?.(day)}
          className="min-h-6 rounded-sm px-1.5 text-start text-xs font-medium text-ink-muted hover:bg-sunken"
        >
          {words("note.moreShort", { count: more })}
        </button>
      )}
    </div>
  );
}
