import { screen, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { notSignedIn } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aUser, resetWorld, world } from "@/testing/world";

test("a visitor who asks for a page inside is led to the login and back again", async () => {
  resetWorld({ signedIn: false });
  const { router, user } = visit("/settings?from=mail");
  await screen.findByRole("heading", { name: "Log in" });
  expect(router.state.location.search).toBe(`?next=${encodeURIComponent("/settings?from=mail")}`);
  await user.type(screen.getByLabelText("E-mail address"), "ada@example.test");
  await user.type(screen.getByLabelText("Password"), "Str0ng!pass");
  await user.click(screen.getByRole("button", { name: "Log in" }));
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeVisible();
  expect(router.state.location.pathname + router.state.location.search).toBe("/settings?from=mail");
});

test("a next address on another host is not followed", async () => {
  const { router } = visit("/login?next=//evil.example/settings");
  await waitFor(() => expect(router.state.location.pathname).not.toBe("/login"));
  expect(router.state.location.pathname).not.toContain("evil");
});

test("a signed-in person has no use for the login page", async () => {
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

test("a session that ends while a page is open leads to the login", async () => {
  const { router, client } = visit("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  world.signedIn = false;
  server.use(http.get("/api/auth/sessions", () => notSignedIn()));
  await client.invalidateQueries({ queryKey: ["sessions"] });
  expect(await screen.findByRole("heading", { name: "Log in" })).toBeVisible();
  expect(router.state.location.search).toBe("?next=%2Fsettings");
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
