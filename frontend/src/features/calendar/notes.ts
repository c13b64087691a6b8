import type { CalendarNote, NoteColour } from "@/lib/api/contract";
import type { NoteWriting } from "@/lib/api/notes";

import type { DayKey } from "./days";

/** A note that is looked at: one that is there, or the day for a new one. */
export type OpenedNote = { note: CalendarNote } | { day: DayKey };

export type NotesByDay = Map<DayKey, CalendarNote[]>;

export const noNotes: CalendarNote[] = [];

export const colours = ["amber", "red", "green", "blue", "slate"] as const satisfies readonly NoteColour[];

interface Look {
  chip: string;
  swatch: string;
}

export const looks: Record<NoteColour, Look> = {
  slate: { chip: "bg-sunken text-ink border-line-strong", swatch: "bg-line-strong" },
  blue: { chip: "bg-accent-soft text-accent-text border-accent", swatch: "bg-accent" },
  green: { chip: "bg-good-soft text-good-text border-good", swatch: "bg-good" },
  amber: { chip: "bg-warn-soft text-warn-text border-warn", swatch: "bg-warn" },
  red: { chip: "bg-bad-soft text-bad-text border-bad", swatch: "bg-bad" },
};

export function notesByDay(notes: CalendarNote[]): NotesByDay {
  const days: NotesByDay = new Map();
  for (const note of notes) days.set(note.day, [...(days.get(note.day) ?? []), note]);
  return days;
}

// What was typed into a window that was closed without a decision comes back when it is opened again.
const unsaved = new Map<string, NoteWriting>();

const nameOf = (opened: OpenedNote) => ("note" in opened ? opened.note.id : opened.day);

export const writingOf = (opened: OpenedNote): NoteWriting => {
  const kept = unsaved.get(nameOf(opened));
  if (kept) return kept;
  if ("day" in opened) return { day: opened.day, text: "", colour: "amber" };
  const { day, text, colour } = opened.note;
  return { day, text, colour };
};

export const keepUnsaved = (opened: OpenedNote, writing: NoteWriting) =>
  void unsaved.set(nameOf(opened), writing);

export const forgetUnsaved = (opened: OpenedNote) => void unsaved.delete(nameOf(opened));
