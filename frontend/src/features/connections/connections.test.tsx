import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, aUser, world } from "@/testing/world";

test("a platform's answer is exchanged once and leads back to where the person came from", async () => {
  let exchanges = 0;
  server.use(
    http.post("/api/oauth/callback/x", async ({ request }) => {
      exchanges += 1;
      expect(await request.json()).toEqual({ code: "good", state: "known" });
      world.connections = [aConnection()];
      return HttpResponse.json(
        { connection: aConnection(), return_to: "/platforms", renewed: false },
        { status: 201 },
      );
    }),
  );
  const { router } = visit("/auth/callback/x?code=good&state=known");
  expect(await screen.findByRole("region", { name: "Ada makes things" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/platforms");
  expect(exchanges).toBe(1);
});

test("a refusal on the platform's page is told in words with two ways on", async () => {
  visit("/auth/callback/x?error=access_denied&state=known");
  expect(await screen.findByRole("alert")).toHaveTextContent(/nothing was stored/);
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Back to the platforms" })).toBeVisible();
});

test("an answer without a state is never sent on", async () => {
  server.use(http.post("/api/oauth/callback/x", () => expect.unreachable()));
  visit("/auth/callback/x?code=good");
  expect(await screen.findByRole("alert")).toHaveTextContent(/Nothing was stored/);
});

test("a place to return to on another host is not followed", async () => {
  server.use(
    http.post("/api/oauth/callback/x", () =>
      HttpResponse.json({ connection: aConnection(), return_to: "https://evil.example" }, { status: 201 }),
    ),
  );
  const { router } = visit("/auth/callback/x?code=good&state=known");
  await waitFor(() => expect(router.state.location.pathname).toBe("/platforms"));
});

test("a connection that needs its owner says why and offers to reconnect", async () => {
  world.connections = [
    aConnection({ status: "reconnect_needed", status_reason: "X no longer accepts our access." }),
  ];
  visit("/platforms");
  const card = await screen.findByRole("region", { name: "Ada makes things" });
  expect(card).toHaveTextContent("X no longer accepts our access.");
  expect(within(card).getByRole("button", { name: "Reconnect" })).toBeVisible();
});

test("permissions are told in words, and unknown ones as they are", async () => {
  world.connections = [aConnection({ permissions: ["tweet.write", "brand.new"] })];
  visit("/platforms");
  expect(await screen.findByText("write posts and brand.new")).toBeVisible();
});

test("disconnecting asks first and then removes the card", async () => {
  world.connections = [aConnection()];
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "More for Ada makes things" }));
  await user.click(await screen.findByRole("menuitem", { name: "Disconnect" }));
  const dialog = await screen.findByRole("dialog", { name: "Disconnect Ada makes things?" });
  await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
  expect(await screen.findByText("No account is connected yet")).toBeVisible();
});

test("a dialog that is given up gives the focus back to the menu that opened it", async () => {
  world.connections = [aConnection()];
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "More for Ada makes things" }));
  await user.click(await screen.findByRole("menuitem", { name: "Disconnect" }));
  await screen.findByRole("dialog");
  await user.keyboard("{Escape}");
  const menu = screen.getByRole("button", { name: "More for Ada makes things" });
  await waitFor(() => expect(menu).toHaveFocus());
});

test("a refused disconnection keeps the dialog and says why", async () => {
  world.connections = [aConnection()];
  server.use(
    http.delete("/api/connections/:id", () =>
      problem(503, "unavailable", "X does not answer.", { detail: "The account is still connected." }),
    ),
  );
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "More for Ada makes things" }));
  await user.click(await screen.findByRole("menuitem", { name: "Disconnect" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("The account is still connected.");
});

test("a full plan takes no further platform, but a second account of one it has", async () => {
  const another = {
    ...world.platforms[0],
    key: "mastodon",
    name: "Mastodon",
  } as (typeof world.platforms)[number];
  world.platforms = [...world.platforms, another];
  world.connections = [aConnection(), aConnection({ id: "con_2", platform: "bluesky", name: "Blue" })];
  visit("/platforms");
  expect(await screen.findByRole("button", { name: "Connect Mastodon" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Connect another X account" })).toBeEnabled();
  expect(await screen.findByText("2 of 2 in your plan")).toBeVisible();
});

test("what Pro alone may use is marked for the free plan", async () => {
  world.user = aUser({ plan_type: "free" });
  world.platforms = world.platforms.map((platform) => ({ ...platform, pro_required: true }));
  visit("/platforms");
  expect(await screen.findByText("Part of the Pro plan")).toBeVisible();
});

test("when the list cannot be fetched the page says so and tries again on demand", async () => {
  server.use(
    http.get("/api/connections", () => problem(500, "internal_error", "We failed to read your accounts.")),
  );
  const { user } = visit("/platforms");
  expect(await screen.findByText("We failed to read your accounts.")).toBeVisible();
  server.resetHandlers();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("No account is connected yet")).toBeVisible();
});

test("the page has no accessibility faults, empty or full", async () => {
  const { unmount } = visit("/platforms");
  await screen.findByText("No account is connected yet");
  expect(await accessibilityFaults()).toEqual([]);
  unmount();
  world.connections = [
    aConnection(),
    aConnection({ id: "con_2", name: "Second", status: "reconnect_needed", status_reason: "Gone." }),
  ];
  visit("/platforms");
  await screen.findByText("Gone.");
  expect(await accessibilityFaults()).toEqual([]);
});
