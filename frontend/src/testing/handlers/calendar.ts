import { http, HttpResponse } from "msw";

import type { CalendarItem, CalendarNote } from "@/lib/api/contract";
import { fromLocalInput } from "@/lib/time";

import { problem } from "../problems";
import { world } from "../world";
import { writtenPosts } from "./posts";

/** A planned post as the calendar shows it; give what differs. */
export function anItem(changes: Partial<CalendarItem> = {}): CalendarItem {
  return {
    publication_id: "pub_1",
    post_id: "post_1",
    connection_id: "con_1",
    platform: "x",
    username: "ada_makes",
    position: 0,
    state: "scheduled",
    at: "2026-11-26T08:30:00Z",
    planned_local: "2026-11-26T09:30",
    zone: "Europe/Berlin",
    text: "Three things I learned from repairing a 1962 radio.",
    thumbnail_url: null,
    url: null,
    late: false,
    hold: null,
    held: false,
    series_id: null,
    ...changes,
  };
}

const items = () => world.more.calendar as CalendarItem[] | undefined;
const partsOf = (postId: unknown) => items()?.filter(({ post_id }) => post_id === postId) ?? [];
const answer = (id: unknown) => HttpResponse.json({ post: { id, publications: [] }, notices: [] });

const gone = () =>
  problem(409, "already_published", "This is published already", {
    detail: "Nothing was changed. It stays where it is.",
  });

/** Fills the imitated calendar. */
export function plan(...all: CalendarItem[]): void {
  world.more.calendar = all;
}

const notes = () => (world.more.notes ??= []) as CalendarNote[];
const noteOf = (id: unknown) => notes().find((note) => note.id === id);

/** A note of the calendar; give what differs. */
export function aNote(changes: Partial<CalendarNote> = {}): CalendarNote {
  return {
    id: `note_${notes().length + 1}`,
    day: "2026-11-27",
    text: "Black Friday",
    colour: "amber",
    created_at: "2026-11-20T08:30:00Z",
    updated_at: "2026-11-20T08:30:00Z",
    version: 1,
    ...changes,
  };
}

/** Puts notes on the imitated calendar. */
export function pin(...all: CalendarNote[]): void {
  notes().push(...all);
}

/** What was not planned here is left to the imitated publications. */
export default [
  http.get("/api/calendar", ({ request }) => {
    const { searchParams } = new URL(request.url);
    const moment = (name: string) => new Date(searchParams.get(name) ?? "").getTime();
    const [from, to] = [moment("from"), moment("to")];
    const within = ({ at }: CalendarItem) => new Date(at).getTime() >= from && new Date(at).getTime() < to;
    const [tag, campaign] = [searchParams.get("tag"), searchParams.get("campaign_id")];
    const labelled = ({ post_id }: CalendarItem) => {
      const labels = writtenPosts().find(({ id }) => id === post_id)?.labels;
      return (!tag || labels?.tags.includes(tag) === true) && (!campaign || labels?.campaign_id === campaign);
    };
    const all = items();
    return all && HttpResponse.json({ items: all.filter(within).filter(labelled) });
  }),
  http.get("/api/calendar/notes", ({ request }) => {
    const { searchParams } = new URL(request.url);
    const [from, to] = [searchParams.get("from") ?? "", searchParams.get("to") ?? ""];
    return HttpResponse.json({ notes: notes().filter(({ day }) => day >= from && day <= to) });
  }),
  http.post("/api/calendar/notes", async ({ request }) => {
    const note = aNote((await request.json()) as Partial<CalendarNote>);
    pin(note);
    return HttpResponse.json({ note }, { status: 201 });
  }),
  http.patch("/api/calendar/notes/:id", async ({ params, request }) => {
    const note = noteOf(params.id);
    const { version, ...changes } = (await request.json()) as Partial<CalendarNote>;
    if (!note || note.version !== version)
      return problem(409, "conflict", "Changed meanwhile", {
        detail: "This note was changed elsewhere meanwhile. Nothing was overwritten. Load it again.",
      });
    Object.assign(note, changes, { version: note.version + 1 });
    return HttpResponse.json({ note });
  }),
  http.delete("/api/calendar/notes/:id", ({ params }) => {
    world.more.notes = notes().filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("/api/posts/:id/schedule", async ({ params, request }) => {
    const parts = partsOf(params.id);
    if (parts.length === 0) return undefined;
    if (parts.some(({ state }) => state === "published")) return gone();
    const { local, zone } = (await request.json()) as { local: string; zone: string };
    const at = fromLocalInput(local, zone).toISOString();
    for (const item of parts) Object.assign(item, { at, planned_local: local, zone, state: "scheduled" });
    return answer(params.id);
  }),
  http.post("/api/posts/:id/cancel", ({ params }) => {
    const parts = partsOf(params.id);
    if (parts.length === 0) return undefined;
    if (parts.every(({ state }) => state === "published")) return gone();
    for (const item of parts) item.state = "cancelled";
    return answer(params.id);
  }),
];
