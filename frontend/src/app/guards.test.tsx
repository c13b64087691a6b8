import { screen, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { notSignedIn } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aUser, resetWorld, world } from "@/testing/world";

test("a visitor who asks for a page inside is led to the sign-in page and back again", async () => {
  resetWorld({ signedIn: false });
  const { router, user } = visit("/settings?from=mail");
  await screen.findByRole("heading", { name: "Sign in" });
  expect(router.state.location.search).toBe(`?next=${encodeURIComponent("/settings?from=mail")}`);
  await user.type(screen.getByLabelText("E-mail address"), "ada@example.test");
  await user.type(screen.getByLabelText("Password"), "Str0ng!pass");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
  expect(router.state.location.pathname + router.state.location.search).toBe("/settings?from=mail");
});

test("a next address on another host is not followed", async () => {
  const { router } = visit("/login?next=//evil.example/settings");
  await waitFor(() => expect(router.state.location.pathname).not.toBe("/login"));
  expect(router.state.location.pathname).not.toContain("evil");
});

test("a signed-in person has no use for the sign-in page", async () => {
  const { router } = visit("/login?next=%2Fplatforms");
  await screen.findByRole("heading", { name: "Platforms" });
  expect(router.state.location.pathname).toBe("/platforms");
});

test("whoever has not finished the first run goes on where they stopped", async () => {
  world.user = aUser();
  world.user.workspace.onboarding_step = "platform-connection";
  visit("/login");
  expect(await screen.findByRole("heading", { name: "Connect your platforms" })).toBeVisible();
});

test("a session that ends while a page is open leads to the sign-in page", async () => {
  const { router, client } = visit("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  world.signedIn = false;
  server.use(http.get("/api/auth/sessions", () => notSignedIn()));
  await client.invalidateQueries({ queryKey: ["sessions"] });
  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(router.state.location.search).toBe("?next=%2Fsettings");
});

test("a session that another tab ended leads to the sign-in page, too, and back to where one was", async () => {
  const { router, user } = visit("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  // Signing out elsewhere removes the cookies of all tabs, so there is nothing left to renew.
  world.signedIn = false;
  document.cookie = "vp_csrf=; path=/; max-age=0";
  server.use(http.patch("/api/auth/me", () => notSignedIn(), { once: true }));
  await user.type(screen.getByLabelText("Name"), " Quist");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByRole("heading", { name: "Sign in" });
  expect(router.state.location.search).toBe("?next=%2Fsettings");
  await user.type(screen.getByLabelText("E-mail address"), "ada@example.test");
  await user.type(screen.getByLabelText("Password"), "Str0ng!pass");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
});

test("signing out in one tab closes the page in the others, signing in opens it again", async () => {
  const tells = (news: string) =>
    window.dispatchEvent(new StorageEvent("storage", { key: "vp.session", newValue: `${news} 1` }));
  const { router } = visit("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  tells("signed-out");
  await screen.findByRole("heading", { name: "Sign in" });
  tells("signed-in");
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/settings");
});

test("when nobody answers, the page says so and lets one try again instead of logging out", async () => {
  server.use(http.get("/api/auth/me", () => HttpResponse.error(), { once: true }));
  const { user } = visit("/settings");
  expect(await screen.findByText("VelocityPost does not answer.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
});

test("an address that does not exist is told in words", async () => {
  visit("/no-such-page");
  expect(await screen.findByRole("heading", { name: "This page does not exist" })).toBeVisible();
});
