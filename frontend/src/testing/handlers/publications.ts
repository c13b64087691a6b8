import { http, HttpResponse } from "msw";

import type { Attempt, CalendarItem, Post, Publication, PublishingState, Reply } from "@/lib/api/contract";

import { problem } from "../problems";
import { world } from "../world";

const minute = 60_000;

/** A moment so many minutes from now, as the API writes it. */
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();

export function anAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    kind: "publish",
    started_at: "2026-11-23T08:30:00.120Z",
    write_began_at: "2026-11-23T08:30:00.180Z",
    ended_at: "2026-11-23T08:30:00.610Z",
    fingerprint: "9f2c41d07ab3e65588aa01f3c9d2b7e4",
    bytes: 214,
    status: 201,
    outcome: "written",
    came_back: "X published it.",
    decision: "published",
    why: "",
    ...changes,
  };
}

/** A post that went out in time; give what differs. */
export function aPublication(changes: Partial<Publication> = {}): Publication {
  const due_at = changes.due_at ?? "2026-11-23T08:30:00Z";
  return {
    id: "pub_1",
    post_id: "post_1",
    connection_id: "con_1",
    platform: "x",
    username: "ada_makes",
    position: 0,
    state: "published",
    hold: null,
    due_at,
    planned: { local: "2026-11-23T09:30", zone: "Europe/Berlin", at: due_at },
    published_at: "2026-11-23T08:30:00.610Z",
    late_seconds: 0.61,
    late: false,
    url: "http://127.0.0.1:5100/x/ada_makes/status/1",
    platform_post_id: "1",
    confirmed_by: "answer",
    text: "Three things I learned from repairing a 1962 radio. https://radio.example/notes",
    options: {},
    media: [],
    error: null,
    metrics: null,
    attempts: [anAttempt()],
    series_id: null,
    version: 3,
    ...changes,
  };
}

const notOut = {
  published_at: null,
  late_seconds: null,
  late: false,
  url: null,
  platform_post_id: null,
  confirmed_by: null,
} satisfies Partial<Publication>;

export const aScheduled = (changes: Partial<Publication> = {}) =>
  aPublication({ ...notOut, state: "scheduled", due_at: inMinutes(125), attempts: [], ...changes });

export const aFailed = (changes: Partial<Publication> = {}) =>
  aPublication({
    ...notOut,
    state: "failed",
    error: {
      kind: "rejected",
      title: "It was not published",
      detail: "X says that the link in this post is not allowed.",
      what_to_do: "Take the link out and try again.",
      code: "403",
    },
    attempts: [
      anAttempt({
        status: 403,
        outcome: "not_written",
        came_back: "X says that the link in this post is not allowed.",
        decision: "give_up",
        why: "X says that the link in this post is not allowed.",
      }),
    ],
    ...changes,
  });

export const anUnconfirmed = (changes: Partial<Publication> = {}) =>
  aPublication({
    ...notOut,
    state: "unconfirmed",
    error: {
      kind: "unconfirmed",
      title: "We sent it and got no clear answer",
      detail: "X does not show it, which proves nothing there.",
      what_to_do: "Look at your account and decide.",
      code: "",
    },
    attempts: [
      anAttempt({
        ended_at: "2026-11-23T08:30:30.180Z",
        status: null,
        outcome: "unknown",
        came_back: "X did not answer within 30 seconds.",
        decision: "look",
        why: "X did not answer within 30 seconds.",
      }),
      anAttempt({
        number: 2,
        kind: "look",
        started_at: "2026-11-23T08:31:00Z",
        write_began_at: null,
        ended_at: "2026-11-23T08:31:00.400Z",
        fingerprint: null,
        bytes: null,
        status: null,
        outcome: "not_written",
        came_back: "X does not show it.",
        decision: "ask",
        why: "X does not show it, which proves nothing there",
      }),
    ],
    ...changes,
  });

/** The publications that the imitated server holds. */
export const publications = () => (world.more.publications ?? []) as Publication[];

export function hold(...all: Publication[]): void {
  world.more.publications = all;
}

export function holdReplies(...replies: Reply[]): void {
  world.more.replies = replies;
}

function postOf(id: string): Post | undefined {
  const [first, ...others] = publications().filter(({ post_id }) => post_id === id);
  if (!first) return undefined;
  const { text, media, planned, state } = first;
  return {
    id,
    text,
    media,
    connection_ids: [first.connection_id],
    follow_ups: others.map((part) => ({ text: part.text, media: part.media })),
    options: {},
    tailored: {},
    version: 1,
    state: state === "cancelled" ? "draft" : state,
    created_at: "2026-11-22T10:00:00Z",
    updated_at: "2026-11-22T10:00:00Z",
    planned,
    labels: { tags: [], campaign_id: null, version: 0 },
    series_id: first.series_id,
    publications: [first, ...others],
  };
}

function itemOf(publication: Publication): CalendarItem {
  const { id, planned, due_at, hold: held, media, ...rest } = publication;
  const { post_id, connection_id, platform, username, position, state, text, url, late } = rest;
  return {
    ...{ publication_id: id, post_id, connection_id, platform, username, position, state, text, url, late },
    ...{ at: due_at, planned_local: planned.local, zone: planned.zone, hold: held?.code ?? null },
    thumbnail_url: media[0]?.thumbnail_url ?? null,
    held: rest.state === "scheduled" && world.user.workspace.publishing !== "running",
    series_id: rest.series_id,
  };
}

function change(id: unknown, changes: Partial<Publication>) {
  const found = publications().find((publication) => publication.id === id);
  if (!found) return missing();
  Object.assign(found, changes, { version: found.version + 1 });
  return HttpResponse.json({ publication: found });
}

const missing = () =>
  problem(404, "not_found", "Not found", { detail: "There is no such publication in this workspace." });

const stopped = "stop_1";

function switched(publishing: PublishingState, changed: Publication[] = [], batch: string | null = null) {
  world.user = { ...world.user, workspace: { ...world.user.workspace, publishing } };
  return HttpResponse.json({ publishing, cancelled: changed.length, batch });
}

function stop() {
  const waiting = publications().filter(({ state }) => state === "scheduled");
  for (const publication of waiting) publication.state = "cancelled";
  world.more.stopped = waiting;
  return switched("stopped", waiting, waiting.length ? stopped : null);
}

function undoStop() {
  for (const publication of (world.more.stopped ?? []) as Publication[]) publication.state = "scheduled";
  return switched("running");
}

export default [
  http.get("/api/publications/:id", ({ params }) => change(params.id, {})),
  http.post("/api/publications/:id/retry", ({ params }) =>
    change(params.id, { state: "publishing", hold: null, error: null, due_at: inMinutes(0) }),
  ),
  http.post("/api/publications/:id/confirm", async ({ params, request }) => {
    const { url } = (await request.json()) as { url: string | null };
    const published_at = "2026-11-23T08:30:00.180Z";
    return change(params.id, { state: "published", url, error: null, confirmed_by: "person", published_at });
  }),
  http.post("/api/publications/:id/drop", ({ params }) =>
    change(params.id, { state: "cancelled", hold: null }),
  ),
  http.post("/api/publications/:id/refresh-metrics", ({ params }) => change(params.id, {})),
  http.get("/api/publications/:id/replies", () =>
    HttpResponse.json({ replies: (world.more.replies ?? []) as Reply[] }),
  ),
  http.get("/api/posts/:id", ({ params }) => {
    const post = postOf(String(params.id));
    return post ? HttpResponse.json({ post, notices: [] }) : missing();
  }),
  http.post("/api/posts/:id/cancel", ({ params }) => {
    for (const publication of publications())
      if (publication.post_id === params.id && publication.state === "scheduled")
        publication.state = "cancelled";
    return HttpResponse.json({ post: postOf(String(params.id)), notices: [] });
  }),
  http.get("/api/posts", () => {
    const ids = [...new Set(publications().map(({ post_id }) => post_id))];
    return HttpResponse.json({ posts: ids.map(postOf), next_cursor: null });
  }),
  http.get("/api/calendar", ({ request }) => {
    const { searchParams } = new URL(request.url);
    const [from, to] = [searchParams.get("from") ?? "", searchParams.get("to") ?? ""];
    const within = ({ due_at }: Publication) => {
      const at = new Date(due_at);
      return at >= new Date(from) && at < new Date(to);
    };
    return HttpResponse.json({ items: publications().filter(within).map(itemOf) });
  }),
  http.post("/api/publishing/pause", () => switched("paused")),
  http.post("/api/publishing/resume", () => switched("running")),
  http.post("/api/publishing/stop", stop),
  http.post("/api/publishing/emergency-stop", () => switched("stopped")),
  http.post("/api/publishing/undo-stop", async ({ request }) => {
    const { batch } = (await request.json()) as { batch: string };
    return batch === stopped ? undoStop() : missing();
  }),
];
