import { http, HttpResponse } from "msw";

import { problem } from "../problems";
import { aConnection, aHealth, world } from "../world";

const states = new Map<string, string>();

export default [
  http.get("/api/connections", () => HttpResponse.json({ connections: world.connections })),
  http.get("/api/connections/health", () =>
    HttpResponse.json({ health: world.connections.map(({ id }) => aHealth({ connection_id: id })) }),
  ),
  http.post("/api/connections/:id/check", ({ params }) =>
    HttpResponse.json({ health: aHealth({ connection_id: String(params.id) }) }),
  ),
  http.delete("/api/connections/:id", ({ params }) => {
    world.connections = world.connections.filter(({ id }) => id !== params.id);
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("/api/oauth/auth-url/:platform", ({ params, request }) => {
    const state = `state-${states.size + 1}`;
    states.set(state, new URL(request.url).searchParams.get("return_to") ?? "/platforms");
    const platform = String(params.platform);
    return HttpResponse.json({ platform, auth_url: `/auth/callback/${platform}?code=good&state=${state}` });
  }),
  http.post("/api/oauth/callback/:platform", async ({ request }) => {
    const answer = (await request.json()) as { code?: string; state: string; error?: string };
    if (answer.error)
      return problem(400, "connect_denied", "X was not connected.", {
        detail: "You said no on X's page, so nothing was stored. You can try again at any time.",
      });
    const returnTo = states.get(answer.state);
    if (!returnTo && answer.state !== "known")
      return problem(400, "state_invalid", "This connection attempt is no longer valid.", {
        detail:
          "It was used already or took too long. Nothing was stored. Start again from the platforms page.",
      });
    const connection = aConnection();
    world.connections = [connection];
    return HttpResponse.json(
      { connection, choice: null, return_to: returnTo ?? "/platforms", renewed: false },
      { status: 201 },
    );
  }),
];
