import { http, HttpResponse } from "msw";

import { world } from "../world";

export default [
  http.get("/api/meta", () => HttpResponse.json(world.meta)),
  http.get("/api/platforms", () => HttpResponse.json({ platforms: world.platforms })),
];
