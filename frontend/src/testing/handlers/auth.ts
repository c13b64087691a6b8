import { http, HttpResponse } from "msw";

import type { User } from "@/lib/api/contract";

import { notSignedIn, problem } from "../problems";
import { aUser, world } from "../world";

function signIn(user: User) {
  world.user = user;
  world.signedIn = true;
  document.cookie = "vp_csrf=csrf-1; path=/";
  return { success: true, message: "Welcome.", access_token: "token", user };
}

function signOut() {
  world.signedIn = false;
  document.cookie = "vp_csrf=; path=/; max-age=0";
  return new HttpResponse(null, { status: 204 });
}

type Body = Record<string, string>;

export default [
  http.get("/api/auth/me", () => (world.signedIn ? HttpResponse.json({ user: world.user }) : notSignedIn())),
  http.patch("/api/auth/me", async ({ request }) => {
    const { onboarding_step, ...changes } = (await request.json()) as Partial<User> & Body;
    world.user = { ...world.user, ...changes };
    if (onboarding_step) Object.assign(world.user.workspace, { onboarding_step });
    return HttpResponse.json({ user: world.user });
  }),
  http.post("/api/auth/refresh", () =>
    world.signedIn ? HttpResponse.json(signIn(world.user)) : notSignedIn(),
  ),
  http.post("/api/auth/login", async ({ request }) => {
    const { email, password } = (await request.json()) as Body;
    if (password === "wrong")
      return problem(401, "wrong_credentials", "That address and password do not belong together.", {
        detail: "Check both, or reset your password.",
      });
    return HttpResponse.json(signIn({ ...world.user, email: email ?? world.user.email }));
  }),
  http.post("/api/auth/register", async ({ request }) => {
    const { name, email, plan_type, time_zone } = (await request.json()) as Body;
    if (email === "taken@example.test")
      return problem(409, "email_taken", "That address has an account already.", {
        detail: "Sign in instead, or use another address.",
        errors: [{ field: "email", message: "This address has an account already." }],
      });
    const workspace = { ...aUser().workspace, onboarding_step: "welcome" as const };
    const user = aUser({
      name,
      email,
      plan_type: plan_type as User["plan_type"],
      wanted_plan: plan_type as User["plan_type"],
      time_zone,
      email_verified: false,
    });
    return HttpResponse.json(signIn({ ...user, workspace }), { status: 201 });
  }),
  http.post("/api/auth/logout", signOut),
  http.post("/api/auth/logout-everywhere", signOut),
  http.post("/api/auth/forgot-password", () =>
    HttpResponse.json({ success: true, message: "Sent." }, { status: 202 }),
  ),
  http.post("/api/auth/resend-verification", () => HttpResponse.json({ success: true }, { status: 202 })),
  http.post("/api/auth/reset-password", async ({ request }) => tokenAnswer((await request.json()) as Body)),
  http.post("/api/auth/verify-email", async ({ request }) => tokenAnswer((await request.json()) as Body)),
  http.post("/api/auth/change-password", async ({ request }) => {
    const { current_password } = (await request.json()) as Body;
    if (current_password === "wrong") return notYours("current_password");
    world.sessions = world.sessions.filter(({ current }) => current);
    return HttpResponse.json({ success: true, message: "Done." });
  }),
  http.post("/api/auth/change-email", async ({ request }) => {
    const { email, password } = (await request.json()) as Body;
    if (password === "wrong") return notYours("password");
    world.user = { ...world.user, pending_email: email ?? null };
    return HttpResponse.json({ user: world.user }, { status: 202 });
  }),
  http.delete("/api/auth/change-email", () => {
    world.user = { ...world.user, pending_email: null };
    return HttpResponse.json({ user: world.user });
  }),
  http.post("/api/auth/delete-account", async ({ request }) => {
    const { password } = (await request.json()) as Body;
    if (password === "wrong") return notYours("password");
    signOut();
    return HttpResponse.json({ success: true, message: "Done." });
  }),
  http.get("/api/auth/sessions", () => HttpResponse.json({ sessions: world.sessions })),
];

function notYours(field: string) {
  return problem(422, "validation_failed", "Some fields need another look.", {
    detail: "Nothing was changed.",
    errors: [{ field, message: "This is not your password." }],
  });
}

function tokenAnswer({ token }: Body) {
  if (token === "stale")
    return problem(400, "token_invalid", "This link no longer works.", {
      detail: "It was used already, or it is too old. Ask for a new one.",
    });
  return HttpResponse.json({ success: true, message: "Done." });
}
