import { http, HttpResponse } from "msw";

import type { Category, Evergreen, Queue, QueuePlace } from "@/lib/api/contract";
import type { QueueFields } from "@/lib/api/queues";

import { problem } from "../problems";
import { world } from "../world";
import { writtenPosts } from "./posts";

const turnAt = "2027-03-02T09:00:00Z";
const turn = { local: "2027-03-02T10:00", zone: "Europe/Berlin", at: turnAt };

export function aQueue(changes: Partial<Queue> = {}): Queue {
  return {
    id: "queue_1",
    name: "Weekdays",
    colour: "blue",
    zone: "Europe/Berlin",
    connection_ids: ["con_1"],
    slots: [
      { weekday: 1, time: "10:00", category_id: "" },
      { weekday: 3, time: "16:30", category_id: "category_1" },
    ],
    paused: false,
    next: turn,
    notices: [],
    version: 1,
    ...changes,
  };
}

export function aPlace(changes: Partial<QueuePlace> = {}): QueuePlace {
  return {
    at: turnAt,
    local: turn.local,
    slot: true,
    category_id: "",
    post: null,
    queued: false,
    emptied: false,
    full_day: false,
    notes: [],
    ...changes,
  };
}

export const standing = (text: string, changes: Partial<QueuePlace> = {}): QueuePlace =>
  aPlace({
    queued: true,
    post: {
      post_id: `post_${text.replaceAll(" ", "_")}`,
      text,
      state: "scheduled",
      connection_ids: ["con_1"],
      recycled: false,
    },
    ...changes,
  });

export function aCategory(changes: Partial<Category> = {}): Category {
  return { id: "category_1", name: "Tips", cooldown_days: 30, posts: 1, slots: 1, version: 1, ...changes };
}

export function anEvergreen(changes: Partial<Evergreen> = {}): Evergreen {
  return {
    id: "evergreen_1",
    category_id: "category_1",
    text: "Label both ends of every cable.",
    texts: [],
    media: [],
    connection_ids: [],
    source_post_id: "",
    last_at: null,
    ready_at: null,
    problem: "",
    labels: { tags: [], campaign_id: null },
    created_at: "2026-11-20T10:00:00Z",
    version: 1,
    ...changes,
  };
}

interface Known {
  queues: Queue[];
  places: QueuePlace[];
  categories: Category[];
  evergreens: Evergreen[];
  /** What was asked for, in order. */
  asked: { path: string; body: unknown }[];
}

const fresh = (): Known => ({ queues: [], places: [], categories: [], evergreens: [], asked: [] });

/** What the imitated server knows of queues. */
export const queued = (): Known => (world.more.queues ??= fresh()) as Known;

const find = (id: unknown) => queued().queues.find((queue) => queue.id === id);
const missing = () =>
  problem(404, "not_found", "There is nothing here", { detail: "There is no such queue." });

async function noted<Body>(request: Request): Promise<Body> {
  const body = (await request.json()) as Body;
  queued().asked.push({ path: new URL(request.url).pathname, body });
  return body;
}

const halted = (id: unknown, paused: boolean, more: object) => {
  const queue = find(id);
  if (!queue) return missing();
  Object.assign(queue, { paused, next: paused ? null : turn });
  return HttpResponse.json({ queue, ...more });
};

export default [
  http.get("/api/queues", () => HttpResponse.json({ queues: queued().queues })),
  http.post("/api/queues", async ({ request }) => {
    const fields = await noted<QueueFields>(request);
    const queue = aQueue({ ...fields, id: `queue_${queued().queues.length + 1}` });
    queued().queues.push(queue);
    return HttpResponse.json({ queue }, { status: 201 });
  }),
  http.post("/api/queues/default", () => {
    const queue = aQueue({ name: "My queue" });
    queued().queues.push(queue);
    return HttpResponse.json({ queue });
  }),
  http.get("/api/queues/next", () =>
    HttpResponse.json({ queues: queued().queues.filter(({ paused }) => !paused) }),
  ),
  http.put("/api/queues/:id", async ({ params, request }) => {
    const body = await noted<QueueFields & { version: number }>(request);
    const queue = find(params.id);
    if (!queue) return missing();
    Object.assign(queue, { ...body, version: body.version + 1 });
    return HttpResponse.json({ queue });
  }),
  http.delete("/api/queues/:id", ({ params }) => {
    queued().queues = queued().queues.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("/api/queues/:id/pause", ({ params }) =>
    halted(params.id, true, { taken_back: queued().places.filter(({ post }) => post).length }),
  ),
  http.post("/api/queues/:id/resume", ({ params }) => halted(params.id, false, { placed: 1, notices: [] })),
  http.get("/api/queues/:id/turns", () => HttpResponse.json({ places: queued().places })),
  http.post("/api/queues/:id/posts", async ({ params, request }) => {
    const { post_id } = await noted<{ post_id: string }>(request);
    const post = writtenPosts().find(({ id }) => id === post_id);
    if (!post) return missing();
    Object.assign(post, { state: "scheduled", planned: turn, version: post.version + 1 });
    return HttpResponse.json({ post, notices: ["Skipped 1 March: it is full."], queue_id: params.id, turn });
  }),
  http.post("/api/queues/:id/order", async ({ request }) => {
    const { post_ids } = await noted<{ post_ids: string[] }>(request);
    const known = queued();
    const line = known.places.filter((place) => place.queued);
    const posts = post_ids.map((id) => line.find((place) => place.post?.post_id === id)?.post ?? null);
    known.places = known.places.map((place) =>
      place.queued ? { ...place, post: posts[line.indexOf(place)] ?? null } : place,
    );
    return HttpResponse.json({ moved: 2, notices: [] });
  }),
  http.post("/api/queues/:id/shuffle", () => HttpResponse.json({ moved: 3, notices: [] })),
  http.get("/api/categories", () => HttpResponse.json({ categories: queued().categories })),
  http.post("/api/categories", async ({ request }) => {
    const fields = await noted<Partial<Category>>(request);
    const category = aCategory({ ...fields, posts: 0, slots: 0 });
    queued().categories.push(category);
    return HttpResponse.json({ category }, { status: 201 });
  }),
  http.get("/api/categories/:id/evergreens", ({ request }) => {
    const query = new URL(request.url).searchParams;
    const all = queued().evergreens;
    const after = all.findIndex(({ id }) => id === query.get("cursor")) + 1;
    const evergreens = all.slice(after, after + Number(query.get("limit") ?? 30));
    const last = evergreens.at(-1);
    return HttpResponse.json({ evergreens, next_cursor: last && last !== all.at(-1) ? last.id : null });
  }),
  http.post("/api/categories/:id/evergreens", async ({ request }) => {
    const fields = await noted<Partial<Evergreen>>(request);
    const evergreen = anEvergreen({ ...fields, id: `evergreen_${queued().evergreens.length + 1}` });
    queued().evergreens.push(evergreen);
    return HttpResponse.json({ evergreen }, { status: 201 });
  }),
  http.put("/api/evergreens/:id", async ({ params, request }) => {
    const body = await noted<Partial<Evergreen>>(request);
    const evergreen = queued().evergreens.find(({ id }) => id === params.id);
    if (!evergreen) return missing();
    Object.assign(evergreen, body);
    return HttpResponse.json({ evergreen });
  }),
  http.delete("/api/evergreens/:id", ({ params }) => {
    queued().evergreens = queued().evergreens.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
];
