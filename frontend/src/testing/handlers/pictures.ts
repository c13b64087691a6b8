import { http, HttpResponse } from "msw";

import type { Brand } from "@/lib/api/contract";

import { problem } from "../problems";
import { world } from "../world";
import { aMedia, heldMedia } from "./media";

/** What the imitated server was asked to draw. */
export const drawn = () => (world.more.drawn ??= []) as Record<string, unknown>[];

const brand = () => (world.more.brand ??= { colours: [], logo_id: null, name: "", version: 0 }) as Brand;

function kept(asked: Record<string, unknown>, name: string) {
  drawn().push(asked);
  const media = aMedia({ id: `media_drawn_${drawn().length}`, name });
  heldMedia().push(media);
  return media;
}

const layout = (kind: "quote" | "meme", key: string, name: string) => ({
  kind,
  key,
  name,
  preview_url: `/api/cards/layouts/${kind}/${key}.png`,
});

export default [
  http.get("/api/cards/layouts", () =>
    HttpResponse.json({
      layouts: [
        layout("quote", "plain", "Plain"),
        layout("quote", "framed", "Framed"),
        layout("meme", "classic", "Classic"),
      ],
      shapes: [
        { key: "square", width: 1080, height: 1080 },
        { key: "story", width: 1080, height: 1920 },
      ],
    }),
  ),
  http.get("/api/cards/brand", () => HttpResponse.json({ brand: brand() })),
  http.put("/api/cards/brand", async ({ request }) => {
    Object.assign(brand(), await request.json(), { version: brand().version + 1 });
    return HttpResponse.json({ brand: { ...brand() } });
  }),
  http.post("/api/cards/draw", async ({ request }) => {
    const asked = (await request.json()) as Record<string, unknown>;
    return HttpResponse.json({ media: kept(asked, "quote card.png") }, { status: 201 });
  }),
  http.post("/api/cards/link-picture", async ({ request }) => {
    const { url } = (await request.json()) as { url: string };
    if (url.includes("nothing")) {
      return problem(422, "media_refused", "This file cannot be taken", {
        detail: "This page names no preview picture. Nothing was stored.",
      });
    }
    const media = kept({ url }, "news.example.png");
    const page = {
      page_url: url,
      picture_url: `${url}/picture.png`,
      site: "news.example",
      title: "The news",
    };
    return HttpResponse.json({ media, ...page }, { status: 201 });
  }),
];
