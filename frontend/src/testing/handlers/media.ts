import { http, HttpResponse } from "msw";

import type { AttachedFile, Media } from "@/lib/api/contract";
import { asTag } from "@/lib/api/labels";

import { problem } from "../problems";
import { world } from "../world";
import { writtenPosts } from "./posts";

function library(): AttachedFile[] {
  return (world.more.media ??= []) as AttachedFile[];
}

/** A file of the library. */
export function aMedia(changes: Partial<Media> = {}): Media {
  const id = changes.id ?? "media_1";
  return {
    id,
    kind: "image",
    mime: "image/png",
    bytes: 48_000,
    width: 320,
    height: 200,
    alt: "",
    name: "loaf.png",
    tags: [],
    seconds: null,
    pages: null,
    url: `/media/${id}/original`,
    thumbnail_url: `/media/${id}/thumbnail`,
    created_at: "2026-11-23T09:00:00Z",
    ...changes,
  };
}

/** What the library's page and picker show. */
export const heldMedia = () => (world.more.library ??= []) as Media[];

const find = (id: unknown) => heldMedia().find((media) => media.id === id);

export default [
  http.post("/api/media", async ({ request }) => {
    // jsdom's form data cannot be read back as such, so what is needed is taken from the raw body.
    const body = await request.text();
    const name = /filename="([^"]*)"/.exec(body)?.[1] ?? "";
    if (name.startsWith("broken"))
      return problem(422, "media_refused", "This file cannot be taken", {
        detail: "It is no picture, although its name says so. Nothing was stored.",
      });
    const id = `media_${library().length + 1}`;
    const media: Media = {
      id,
      kind: "image",
      mime: "image/png",
      bytes: body.length,
      width: 320,
      height: 200,
      alt: "",
      name,
      tags: [],
      seconds: null,
      pages: null,
      url: `/media/${id}/original`,
      thumbnail_url: `/media/${id}/thumbnail`,
      created_at: "2026-11-23T09:00:00Z",
    };
    library().push({ media_id: id, alt: "", url: media.url, thumbnail_url: media.thumbnail_url });
    heldMedia().unshift(media);
    return HttpResponse.json({ media }, { status: 201 });
  }),
  http.get("/api/media", ({ request }) => {
    const query = new URL(request.url).searchParams;
    const kind = query.get("kind");
    const words = (query.get("words") ?? "").toLowerCase();
    const [tag, campaign] = [query.get("tag"), query.get("campaign_id")];
    const used = writtenPosts()
      .filter(({ labels }) => labels.campaign_id === campaign)
      .flatMap((post) => post.media.map(({ media_id }) => media_id));
    const media = heldMedia().filter(
      (one) =>
        (!tag || one.tags.includes(tag)) &&
        (!campaign || used.includes(one.id)) &&
        (!kind || one.kind === kind) &&
        `${one.name} ${one.alt} ${one.tags.join(" ")}`.toLowerCase().includes(words),
    );
    return HttpResponse.json({ media, next_cursor: null });
  }),
  http.get("/api/media/tags", () => {
    const names = [...new Set(heldMedia().flatMap(({ tags }) => tags))].sort();
    const tags = names.map((name) => ({
      name,
      files: heldMedia().filter((one) => one.tags.includes(name)).length,
    }));
    return HttpResponse.json({ tags });
  }),
  http.post("/api/media/tags", async ({ request }) => {
    const { ids, add, drop } = (await request.json()) as { ids: string[]; add: string[]; drop: string[] };
    const changed = heldMedia().filter(({ id }) => ids.includes(id));
    for (const media of changed)
      media.tags = [...new Set([...media.tags.filter((tag) => !drop.includes(tag)), ...add.map(asTag)])];
    return HttpResponse.json({ media: changed });
  }),
  http.post("/api/media/removal", async ({ request }) => {
    const { ids } = (await request.json()) as { ids: string[] };
    const needed = (world.more.needed ?? []) as string[];
    const kept = heldMedia().filter(({ id }) => ids.includes(id) && needed.includes(id));
    const removed = ids.filter((id) => !needed.includes(id));
    world.more.library = heldMedia().filter(({ id }) => !removed.includes(id));
    return HttpResponse.json({ removed, kept });
  }),
  http.get("/api/media/:id", ({ params }) => {
    const media = find(params.id) ?? aMedia({ id: String(params.id) });
    return HttpResponse.json({ media });
  }),
  http.patch("/api/media/:id", async ({ params, request }) => {
    const media = find(params.id);
    if (media) Object.assign(media, await request.json());
    return HttpResponse.json({ media });
  }),
  http.get("/api/media/:id/uses", () => HttpResponse.json({ uses: world.more.uses ?? [] })),
  http.get("/api/media/:id/fitted", ({ request }) => {
    const across = new URL(request.url).searchParams.get("focus_x");
    return HttpResponse.json({
      changed: true,
      words: across ? `Cut around ${across}.` : "Cut to 4:5.",
      mime: "image/jpeg",
      width: 1080,
      height: 1350,
      url: "/media/fitted.jpg",
    });
  }),
  http.delete("/api/media/:id", ({ params }) => {
    if (((world.more.uses ?? []) as unknown[]).length > 0)
      return problem(409, "conflict", "This file is needed", {
        detail: "A post that has yet to go out shows it. Nothing was removed.",
      });
    world.more.library = heldMedia().filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
];
