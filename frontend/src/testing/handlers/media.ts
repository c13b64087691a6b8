import { http, HttpResponse } from "msw";

import type { AttachedFile, Media } from "@/lib/api/contract";

import { problem } from "../problems";
import { world } from "../world";

function library(): AttachedFile[] {
  return (world.more.media ??= []) as AttachedFile[];
}

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
    return HttpResponse.json({ media }, { status: 201 });
  }),
];
