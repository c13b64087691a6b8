import { http, HttpResponse } from "msw";

import type { AttachedFile, Check, Labelling, Post, Publication } from "@/lib/api/contract";
import { writingOf, type Writing } from "@/lib/api/posts";
import { fromLocalInput } from "@/lib/time";
import { weighForX } from "@/lib/x-text";

import { problem } from "../problems";
import { world } from "../world";
import { aPublication, aScheduled, hold, inMinutes, publications } from "./publications";

const limit = 280;

/** The posts that were written here. */
export const writtenPosts = () => (world.more.posts ??= []) as Post[];

export function aPost(changes: Partial<Post> = {}): Post {
  return {
    id: "post_1",
    text: "",
    media: [],
    connection_ids: [],
    follow_ups: [],
    options: {},
    tailored: {},
    version: 1,
    state: "draft",
    created_at: inMinutes(-90),
    updated_at: inMinutes(-60),
    planned: null,
    labels: { tags: [], campaign_id: null, version: 0 },
    series_id: null,
    publications: [],
    ...changes,
  };
}

/** Puts posts on the imitated server. */
export function holdPosts(...posts: Post[]): void {
  writtenPosts().push(...posts);
}

type Files = Writing["media"];

function attached(files: Files): AttachedFile[] {
  const known = (world.more.media ?? []) as AttachedFile[];
  return files.map(({ media_id, alt }) => {
    const file = known.find((candidate) => candidate.media_id === media_id);
    return {
      media_id,
      alt,
      url: file?.url ?? `/media/${media_id}/original`,
      thumbnail_url: file?.thumbnail_url ?? `/media/${media_id}/thumbnail`,
    };
  });
}

const furtherOf = (parts: Writing["follow_ups"]) =>
  parts.map((part) => ({ text: part.text, media: attached(part.media) }));

const contentOf = ({ text, media, connection_ids, follow_ups, options, tailored }: Writing) => ({
  text,
  media: attached(media),
  connection_ids,
  follow_ups: furtherOf(follow_ups),
  options: { ...options },
  tailored: Object.fromEntries(
    Object.entries(tailored).map(([account, own]) => [
      account,
      {
        ...own,
        media: own.media && attached(own.media),
        follow_ups: own.follow_ups && furtherOf(own.follow_ups),
      },
    ]),
  ),
});

function checkOf({ text, follow_ups, media }: Writing, connection_id: string): Check {
  const count = weighForX(text);
  const parts = follow_ups.map((part) => weighForX(part.text));
  const link = text.includes("https://");
  const over = (size: number) =>
    `X takes ${limit} characters and counts ${size} here: ${size - limit} too many.`;
  const tooLong = (size: number, field: string, before = "") =>
    size > limit
      ? [
          {
            severity: "error" as const,
            field,
            code: "too_long",
            message: before + over(size),
            option: null,
            part: null,
          },
        ]
      : [];
  return {
    connection_id,
    platform: "x",
    count,
    limit,
    remaining: limit - count,
    rule: "x_weighted",
    parts,
    links: [],
    problems: [
      ...tooLong(count, "text"),
      ...parts.flatMap((size, index) => tooLong(size, "follow_ups", `Part ${index + 2}: `)),
      ...media
        .filter(({ alt }) => !alt)
        .map(() => ({
          severity: "warning" as const,
          field: "alt",
          code: "no_alt",
          message: "Describe this picture for people who cannot see it.",
          option: null,
          part: null,
        })),
    ],
    cost: { amount: link ? "0.200" : "0.015", currency: "USD", note: "X charges for each post." },
  };
}

function nextNumber(): number {
  const numbers = writtenPosts().map(({ id }) => Number(id.slice("post_".length)));
  return Math.max(0, ...numbers) + 1;
}

const find = (id: unknown) => writtenPosts().find((post) => post.id === id);
const answer = (post: Post, notices: string[] = []) => HttpResponse.json({ post, notices });
const missing = () =>
  problem(404, "not_found", "There is nothing here", { detail: "There is no such post." });

const conflict = () =>
  problem(409, "conflict", "This has changed in the meantime", {
    detail: "This post was changed elsewhere meanwhile. Nothing was overwritten. Load it again.",
  });

function refusalOf(post: Post) {
  const problems = post.connection_ids.flatMap((id) => checkOf(writingOf(post), id).problems);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return null;
  return problem(422, "cannot_schedule", "This post cannot go out as it is", {
    detail: "This post cannot go out as it is. Nothing was scheduled or sent.",
    errors: errors.map(({ field, message }) => ({ field, message })),
  });
}

function plan(post: Post, at: string, local: string, zone: string): void {
  const usernames = new Map(world.connections.map(({ id, username }) => [id, username]));
  const fresh: Publication[] = post.connection_ids.map((connection_id) =>
    aScheduled({
      id: `pub_${post.id}_${connection_id}`,
      post_id: post.id,
      connection_id,
      username: usernames.get(connection_id) ?? "",
      text: post.text,
      media: post.media,
      due_at: at,
      planned: { local, zone, at },
    }),
  );
  hold(...publications().filter(({ post_id }) => post_id !== post.id), ...fresh);
  Object.assign(post, { state: "scheduled", planned: { local, zone, at }, publications: fresh });
  post.version += 1;
}

const sendingTakes = 60;

/** What the workers do with a post that is due. */
function goOut(post: Post): void {
  const turn = (changes: Partial<Publication>, state: Post["state"]) => {
    for (const publication of post.publications) Object.assign(publication, changes);
    post.state = state;
  };
  turn({ state: "publishing" }, "publishing");
  const { published_at, url, platform_post_id, confirmed_by, attempts } = aPublication();
  setTimeout(
    () =>
      turn({ state: "published", published_at, url, platform_post_id, confirmed_by, attempts }, "published"),
    sendingTakes,
  );
}

export default [
  http.post("/api/posts", async ({ request }) => {
    const {
      tags = [],
      campaign_id = null,
      ...writing
    } = (await request.json()) as Writing & Partial<Labelling>;
    const post = aPost({
      ...contentOf(writing),
      labels: { tags, campaign_id, version: 0 },
      id: `post_${nextNumber()}`,
      updated_at: inMinutes(0),
    });
    holdPosts(post);
    return HttpResponse.json({ post, notices: [] }, { status: 201 });
  }),
  http.post("/api/posts/check", async ({ request }) => {
    const writing = (await request.json()) as Writing;
    return HttpResponse.json({ checks: writing.connection_ids.map((id) => checkOf(writing, id)) });
  }),
  http.get("/api/posts", ({ request }) => {
    const query = new URL(request.url).searchParams;
    if (query.get("state") !== "draft") return;
    const [tag, campaign] = [query.get("tag"), query.get("campaign_id")];
    const drafts = writtenPosts().filter(
      ({ state, labels }) =>
        state === "draft" &&
        (!tag || labels.tags.includes(tag)) &&
        (!campaign || labels.campaign_id === campaign),
    );
    return HttpResponse.json({ posts: drafts.toReversed(), next_cursor: null });
  }),
  http.get("/api/posts/:id", ({ params }) => {
    const post = find(params.id);
    return post && answer(post);
  }),
  http.patch("/api/posts/:id", async ({ params, request }) => {
    const { version, ...writing } = (await request.json()) as Writing & { version: number };
    const post = find(params.id);
    if (!post) return missing();
    if (post.version !== version) return conflict();
    Object.assign(post, contentOf(writing), { version: version + 1, updated_at: inMinutes(0) });
    return answer(post);
  }),
  http.delete("/api/posts/:id", ({ params }) => {
    world.more.posts = writtenPosts().filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("/api/posts/:id/publish", ({ params }) => {
    const post = find(params.id);
    if (!post) return missing();
    const refusal = refusalOf(post);
    if (refusal) return refusal;
    const at = inMinutes(0);
    plan(post, at, at.slice(0, 16), "UTC");
    goOut(post);
    return answer(post);
  }),
  http.post("/api/posts/:id/schedule", async ({ params, request }) => {
    const { local, zone } = (await request.json()) as { local: string; zone: string };
    const post = find(params.id);
    if (!post) return;
    const refusal = refusalOf(post);
    if (refusal) return refusal;
    plan(post, fromLocalInput(local, zone).toISOString(), local, zone);
    return answer(post);
  }),
  http.post("/api/posts/:id/cancel", ({ params }) => {
    const post = find(params.id);
    if (!post) return;
    for (const publication of post.publications) publication.state = "cancelled";
    Object.assign(post, { state: "draft", planned: null, version: post.version + 1 });
    return answer(post);
  }),
];
