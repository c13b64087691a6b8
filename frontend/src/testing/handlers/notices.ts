import { http, HttpResponse } from "msw";

import type { Notice } from "@/lib/api/contract";

import { world } from "../world";

const told = () => (world.more.notices ??= []) as Notice[];

function read(which: (notice: Notice) => boolean) {
  const unread = told().filter((notice) => notice.read_at === null && which(notice));
  for (const notice of unread) notice.read_at = "2026-11-23T12:00:00Z";
  return HttpResponse.json({ read: unread.length });
}

export default [
  http.get("/api/notices", () =>
    HttpResponse.json({
      notices: told(),
      unread: told().filter(({ read_at }) => read_at === null).length,
      next_cursor: null,
    }),
  ),
  http.post("/api/notices/read", () => read(() => true)),
  http.post("/api/notices/:id/read", ({ params }) => read(({ id }) => id === params.id)),
];
