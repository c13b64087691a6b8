import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { CalendarNote } from "./contract";
import { keys } from "./keys";

const path = "/calendar/notes";

async function fetchNotes(first: string, last: string): Promise<CalendarNote[]> {
  const params = { from: first, to: last };
  return (await api.get<{ notes: CalendarNote[] }>(path, { params })).data.notes;
}

/** The notes from one day of the calendar until another, both among them (at most 62 days). */
export function useNotes(first: string, last: string) {
  return useQuery({
    queryKey: keys.notesOf(first, last),
    queryFn: () => fetchNotes(first, last),
    placeholderData: keepPreviousData,
  });
}

export type NoteWriting = Pick<CalendarNote, "day" | "text" | "colour">;

const addressOf = ({ id }: CalendarNote) => `${path}/${encodeURIComponent(id)}`;

async function keep(writing: NoteWriting, note: CalendarNote | null): Promise<CalendarNote> {
  const answer = note
    ? api.patch<{ note: CalendarNote }>(addressOf(note), { ...writing, version: note.version })
    : api.post<{ note: CalendarNote }>(path, writing);
  return (await answer).data.note;
}

interface Keeping {
  writing: NoteWriting;
  /** The note to change; null for a new one. */
  note: CalendarNote | null;
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.notes });
}

/** Writes a note or changes one. */
export function useKeepNote() {
  return useMutation({
    mutationFn: ({ writing, note }: Keeping) => keep(writing, note),
    onSettled: useRefresh(),
  });
}

export function useDeleteNote() {
  return useMutation({
    mutationFn: (note: CalendarNote) => api.delete(addressOf(note)),
    onSettled: useRefresh(),
  });
}
