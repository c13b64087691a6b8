import { http, HttpResponse } from "msw";

import { notSignedIn, problem } from "@/testing/problems";
import { server } from "@/testing/server";

import { api, onSignedOut } from "./client";
import { toProblem } from "./problem";

/** An API whose access cookie has run out: everything is refused until a refresh succeeded. */
function expiredSession({ refreshable }: { refreshable: boolean }) {
  const seen = { refreshes: 0, valid: false };
  server.use(
    http.get("/api/connections", () => (seen.valid ? HttpResponse.json({ connections: [] }) : notSignedIn())),
    http.get("/api/platforms", () => (seen.valid ? HttpResponse.json({ platforms: [] }) : notSignedIn())),
    http.post("/api/auth/refresh", () => {
      seen.refreshes += 1;
      seen.valid = refreshable;
      return refreshable ? HttpResponse.json({ success: true }) : notSignedIn();
    }),
  );
  return seen;
}

test("an unsafe request carries the CSRF token, a safe one does not", async () => {
  const tokens: (string | null)[] = [];
  server.use(
    http.all("/api/echo", ({ request }) => {
      tokens.push(request.headers.get("X-CSRF-Token"));
      return HttpResponse.json({});
    }),
  );
  await api.get("/echo");
  await api.post("/echo", {});
  await api.delete("/echo");
  expect(tokens).toEqual([null, "csrf-1", "csrf-1"]);
});

test("a request refused for want of a session is repeated after one refresh", async () => {
  const seen = expiredSession({ refreshable: true });
  const { data } = await api.get<{ connections: unknown[] }>("/connections");
  expect(data.connections).toEqual([]);
  expect(seen.refreshes).toBe(1);
});

test("requests refused together share one refresh", async () => {
  const seen = expiredSession({ refreshable: true });
  await Promise.all([api.get("/connections"), api.get("/platforms"), api.get("/connections")]);
  expect(seen.refreshes).toBe(1);
});

test("when the session cannot be renewed, listeners hear it and the refusal is passed on", async () => {
  const seen = expiredSession({ refreshable: false });
  const heard = vi.fn();
  const stop = onSignedOut(heard);
  await expect(api.get("/connections")).rejects.toMatchObject({ code: "not_signed_in" });
  stop();
  expect(seen.refreshes).toBe(1);
  expect(heard).toHaveBeenCalledOnce();
});

test("a refresh that gets no answer throws nobody out", async () => {
  expiredSession({ refreshable: true });
  server.use(http.post("/api/auth/refresh", () => HttpResponse.error()));
  const heard = vi.fn();
  const stop = onSignedOut(heard);
  await expect(api.get("/connections")).rejects.toMatchObject({ status: 0 });
  stop();
  expect(heard).not.toHaveBeenCalled();
});

test("a wrong password is not mistaken for an expired session", async () => {
  const seen = expiredSession({ refreshable: true });
  await expect(api.post("/auth/login", { password: "wrong" })).rejects.toMatchObject({
    code: "wrong_credentials",
  });
  expect(seen.refreshes).toBe(0);
});

test("a request is repeated once and not for ever", async () => {
  const seen = expiredSession({ refreshable: true });
  server.use(http.get("/api/connections", () => notSignedIn()));
  await expect(api.get("/connections")).rejects.toMatchObject({ code: "not_signed_in" });
  expect(seen.refreshes).toBe(1);
});

test("a problem answer becomes an ApiProblem with its fields and its waiting time", async () => {
  server.use(
    http.post("/api/echo", () =>
      problem(422, "validation_failed", "Some of it cannot be stored.", {
        detail: "Nothing was saved.",
        retry_after: 30,
        errors: [{ field: "email", message: "This is not an address." }, { nonsense: true }],
      }),
    ),
  );
  const refusal = toProblem(await api.post("/echo", {}).catch((error: unknown) => error));
  expect(refusal).toMatchObject({ status: 422, code: "validation_failed", retryAfter: 30 });
  expect(refusal.field("email")).toBe("This is not an address.");
  expect(refusal.fields).toHaveLength(1);
});

test("a lost answer to a change says that the change may have happened", async () => {
  server.use(
    http.post("/api/echo", () => HttpResponse.error()),
    http.get("/api/echo", () => HttpResponse.error()),
  );
  await expect(api.post("/echo", {})).rejects.toMatchObject({ status: 0, code: "answer_lost" });
  await expect(api.get("/echo")).rejects.toMatchObject({ status: 0, code: "unreachable" });
});

test("an answer that is not JSON is told in words, not shown", async () => {
  server.use(http.get("/api/echo", () => new HttpResponse("<h1>Bad gateway</h1>", { status: 502 })));
  const refusal = toProblem(await api.get("/echo").catch((error: unknown) => error));
  expect(refusal).toMatchObject({ status: 502, code: "http_502" });
  expect(refusal.message).not.toContain("<h1>");
});
