import { http, HttpResponse } from "msw";

import type { Feed, FeedItem } from "@/lib/api/contract";

import { problem } from "../problems";
import { world } from "../world";

interface Feeds {
  feeds: Feed[];
  items: FeedItem[];
}

export const feedWorld = () => (world.more.feeds ??= { feeds: [], items: [] } satisfies Feeds) as Feeds;

export const aFeed = (changes: Partial<Feed> = {}): Feed => ({
  id: "feed_1",
  url: "https://maple.example/feed.xml",
  title: "Maple & Rye",
  connection_ids: [],
  way: "plain",
  domain: "",
  active: true,
  drafts: 3,
  checked_at: "2026-11-23T09:00:00Z",
  next_at: "2026-11-23T09:30:00Z",
  failing_since: null,
  problem: "",
  notice: "",
  labels: { tags: [], campaign_id: null },
  created_at: "2026-11-20T09:00:00Z",
  version: 1,
  ...changes,
});

export const aFeedItem = (changes: Partial<FeedItem> = {}): FeedItem => ({
  id: "item_1",
  state: "made",
  title: "Warm bread",
  link: "https://maple.example/bread",
  published_at: "2026-11-22T09:00:00Z",
  seen_at: "2026-11-23T09:00:00Z",
  post_id: "post_1",
  problem: "",
  ...changes,
});

const found = (id: unknown) => feedWorld().feeds.find((feed) => feed.id === id);

export default [
  http.get("/api/feeds", () => HttpResponse.json({ feeds: feedWorld().feeds })),
  http.post("/api/feeds/look", async ({ request }) => {
    const { url } = (await request.json()) as { url: string };
    if (url.includes("page")) {
      const message = "There is neither an RSS nor an Atom feed at this address.";
      return problem(422, "validation_failed", "Some fields need another look", {
        detail: message,
        errors: [{ field: "url", message }],
      });
    }
    const entries = [{ title: "Warm bread", link: "", summary: "", published_at: null }];
    return HttpResponse.json({ url, title: "Maple & Rye", entries });
  }),
  http.post("/api/feeds", async ({ request }) => {
    const said = (await request.json()) as Partial<Feed>;
    const feed = aFeed({ ...said, drafts: 0, checked_at: null });
    feedWorld().feeds.unshift(feed);
    return HttpResponse.json({ feed }, { status: 201 });
  }),
  http.patch("/api/feeds/:id", async ({ params, request }) => {
    const feed = found(params.id);
    if (!feed) return problem(404, "not_found", "There is nothing here");
    const { version, ...changes } = (await request.json()) as Partial<Feed>;
    Object.assign(feed, changes, { version: (version ?? 0) + 1 });
    return HttpResponse.json({ feed });
  }),
  http.delete("/api/feeds/:id", ({ params }) => {
    feedWorld().feeds = feedWorld().feeds.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("/api/feeds/:id/poll", ({ params }) => HttpResponse.json({ feed: found(params.id) })),
  http.get("/api/feeds/:id/items", () => HttpResponse.json({ items: feedWorld().items, next_cursor: null })),
  http.post("/api/feeds/:id/items/:item/draft", ({ params }) => {
    const item = feedWorld().items.find(({ id }) => id === params.item);
    if (item) Object.assign(item, { state: "made", post_id: "post_9" });
    return HttpResponse.json({ item });
  }),
];
