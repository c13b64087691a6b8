import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, aHealth, aUser, world, xPlatform } from "@/testing/world";

test("a platform's answer is exchanged once and leads back to where the person came from", async () => {
  let exchanges = 0;
  server.use(
    http.post("/api/oauth/callback/x", async ({ request }) => {
      exchanges += 1;
      expect(await request.json()).toEqual({ code: "good", state: "known" });
      world.connections = [aConnection()];
      return HttpResponse.json(
        { connection: aConnection(), choice: null, return_to: "/platforms", renewed: false },
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
      HttpResponse.json(
        { connection: aConnection(), choice: null, return_to: "https://evil.example" },
        { status: 201 },
      ),
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
  const { user } = visit("/platforms");
  await user.click(await screen.findByText("2 permissions"));
  expect(screen.getByText("write posts and brand.new")).toBeVisible();
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

test("who disconnects from a service that takes no permission back is told where to end it", async () => {
  const signIn = { ...xPlatform.sign_in, takes_back: false };
  world.platforms = [{ ...xPlatform, sign_in: signIn }];
  world.connections = [aConnection()];
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "More for Ada makes things" }));
  await user.click(await screen.findByRole("menuitem", { name: "Disconnect" }));
  expect(await screen.findByText(/remove VelocityPost among the apps in X's own settings/)).toBeVisible();
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

const anotherPlatform = (changes: Partial<typeof xPlatform>) => ({ ...xPlatform, ...changes });

test("a full plan takes no further platform, but a second account of one it has", async () => {
  const mastodon = anotherPlatform({ key: "mastodon", family: "mastodon", name: "Mastodon" });
  const bluesky = anotherPlatform({ key: "bluesky", family: "bluesky", name: "Bluesky" });
  world.platforms = [...world.platforms, mastodon, bluesky];
  world.connections = [aConnection(), aConnection({ id: "con_2", platform: "bluesky", name: "Blue" })];
  visit("/platforms");
  expect(await screen.findByRole("button", { name: "Connect Mastodon" })).toBeDisabled();
  expect(screen.getByRole("button", { name: "Connect another X account" })).toBeEnabled();
  expect(await screen.findByText("2 of 2 in your plan")).toBeVisible();
  const said = screen.getAllByText(/Your plan connects 2 platforms/);
  expect(said).toHaveLength(1);
  expect(said[0]).toHaveTextContent(/disconnect one above/);
  expect(screen.getByRole("button", { name: "Connect Mastodon" })).toHaveAccessibleDescription(/all of them/);
  expect(screen.getByRole("button", { name: /to Pro$/ })).toBeVisible();
});

test("the set-up, where nothing can be disconnected, does not advise it", async () => {
  const bluesky = anotherPlatform({ key: "bluesky", family: "bluesky", name: "Bluesky" });
  world.platforms = [...world.platforms, bluesky];
  world.connections = [aConnection(), aConnection({ id: "con_2", platform: "mastodon", name: "Blue" })];
  visit("/onboarding/platform-connection");
  expect(await screen.findByText(/Your plan connects 2 platforms/)).not.toHaveTextContent(/disconnect/);
});

test("a platform that nobody knows is not called by what stands in the address", async () => {
  server.use(
    http.post("/api/oauth/callback/myspace", () => problem(404, "not_found", "There is nothing here")),
  );
  visit("/auth/callback/myspace?error=access_denied&state=known");
  expect(await screen.findByRole("heading", { name: "Your account was not connected" })).toBeVisible();
});

test("two ways of one family stand on one card, each explained, and take one place", async () => {
  const direct = anotherPlatform({ key: "instagram", family: "instagram", name: "Instagram" });
  const byFacebook = { ...direct, key: "instagram_facebook", name: "Instagram by Facebook" };
  world.platforms = [byFacebook, direct];
  world.connections = ["instagram", "instagram_facebook"].map((platform) =>
    aConnection({ id: platform, platform, name: platform }),
  );
  visit("/platforms");
  expect(await screen.findByText("1 of 2 in your plan")).toBeVisible();
  const [card] = within(screen.getByRole("list", { name: "Connect a platform" })).getAllByRole("listitem");
  expect(card).toHaveTextContent(/With Instagram.*With Facebook|With Facebook.*With Instagram/);
});

test("a federated platform asks for the server, and an unknown one is told at the field", async () => {
  world.platforms = [
    anotherPlatform({
      key: "mastodon",
      family: "mastodon",
      name: "Mastodon",
      sign_in: { ...xPlatform.sign_in, by: "instance" },
    }),
  ];
  const asked: (string | null)[] = [];
  server.use(
    http.get("/api/oauth/auth-url/mastodon", ({ request }) => {
      asked.push(new URL(request.url).searchParams.get("instance"));
      return problem(422, "bad_instance", "There is no such server", {
        detail: "nowhere.example is silent.",
      });
    }),
  );
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "Connect Mastodon" }));
  await user.click(await screen.findByRole("button", { name: "Go on to the server" }));
  expect(screen.getByLabelText("Server")).toHaveAccessibleDescription(/Name the server/);
  await user.type(screen.getByLabelText("Server"), "nowhere.example");
  await user.click(screen.getByRole("button", { name: "Go on to the server" }));
  await waitFor(() => expect(screen.getByLabelText("Server")).toHaveAccessibleDescription(/is silent/));
  expect(asked).toEqual(["nowhere.example"]);
  expect(await accessibilityFaults()).toEqual([]);
});

test("an app password connects without leaving the page, and a refusal keeps what was typed", async () => {
  world.platforms = [
    anotherPlatform({
      key: "bluesky",
      family: "bluesky",
      name: "Bluesky",
      sign_in: {
        by: "app_password",
        name_label: "Handle",
        password_label: "App password",
        help_url: "https://bsky.app/settings/app-passwords",
        takes_back: true,
      },
    }),
  ];
  server.use(
    http.post("/api/oauth/sign-in/bluesky", async ({ request }) => {
      const { name, password } = (await request.json()) as { name: string; password: string };
      if (password === "wrong")
        return problem(400, "connect_denied", "The connection was not allowed", {
          detail: "Bluesky does not accept this password. Nothing was stored.",
        });
      const connection = aConnection({ platform: "bluesky", username: name, name: "Ada in blue" });
      world.connections = [connection];
      return HttpResponse.json({ connection, choice: null, return_to: "", renewed: false }, { status: 201 });
    }),
  );
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "Connect Bluesky" }));
  await user.type(await screen.findByLabelText("Handle"), "ada.bsky.social");
  await user.type(screen.getByLabelText("App password"), "wrong");
  await user.click(screen.getByRole("button", { name: "Connect" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(/Nothing was stored/);
  expect(screen.getByLabelText("Handle")).toHaveValue("ada.bsky.social");
  await user.clear(screen.getByLabelText("App password"));
  await user.type(screen.getByLabelText("App password"), "abcd-efgh");
  await user.click(screen.getByRole("button", { name: "Connect" }));
  expect(await screen.findByRole("region", { name: "Ada in blue" })).toBeVisible();
});

test("where one permission covers several accounts, those that are ticked are connected", async () => {
  const account = (id: string, name: string) => ({
    platform_user_id: id,
    username: id,
    name,
    follower_count: 1200,
    profile_url: null,
  });
  const choice = {
    id: "cho_1",
    platform: "x",
    accounts: [account("1", "Bakery"), account("2", "Café")],
    expires_at: "2026-11-27T13:00:00Z",
  };
  let chosen: unknown = null;
  server.use(
    http.post("/api/oauth/callback/x", () =>
      HttpResponse.json(
        { connection: null, choice, return_to: "/platforms", renewed: false },
        { status: 201 },
      ),
    ),
    http.get("/api/oauth/choices/cho_1", () => HttpResponse.json({ choice, return_to: "/platforms" })),
    http.post("/api/oauth/choices/cho_1", async ({ request }) => {
      chosen = await request.json();
      world.connections = [aConnection({ name: "Café" })];
      return HttpResponse.json({ connections: world.connections, return_to: "/platforms" }, { status: 201 });
    }),
  );
  const { user } = visit("/auth/callback/x?code=good&state=known");
  await user.click(await screen.findByRole("button", { name: "Connect" }));
  expect(screen.getByText("Choose at least one account.")).toBeVisible();
  await user.click(screen.getByRole("checkbox", { name: /Café/ }));
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Connect 1 account" }));
  expect(await screen.findByRole("region", { name: "Café" })).toBeVisible();
  expect(chosen).toEqual({ platform_user_ids: ["2"] });
});

test("what will break is told with its day and what to press", async () => {
  world.connections = [aConnection()];
  const message = "X will ask you to sign in again on 12 March 2027. Connect the account again before that.";
  server.use(
    http.get("/api/connections/health", () =>
      HttpResponse.json({
        health: [
          aHealth({
            state: "soon",
            renews_itself: false,
            sign_in_ends_at: "2027-03-12T10:00:00Z",
            concerns: [
              {
                code: "sign_in_ends",
                severity: "soon",
                message,
                at: "2027-03-12T10:00:00Z",
                action: "reconnect",
              },
            ],
            quota: { limit: 50, remaining: 12, resets_at: null },
          }),
        ],
      }),
    ),
  );
  visit("/platforms");
  const card = await screen.findByRole("region", { name: "Ada makes things" });
  expect(await within(card).findByText(/will ask you to sign in again on 12 March/)).toBeVisible();
  expect(within(card).getByRole("button", { name: "Reconnect" })).toBeVisible();
  expect(card).toHaveTextContent("12 of 50");
  expect(card).toHaveTextContent("Needs you soon");
});

test("who has no handle is called by name only", async () => {
  world.platforms = [anotherPlatform({ key: "linkedin", family: "linkedin", name: "LinkedIn" })];
  world.connections = [aConnection({ platform: "linkedin", username: "urn-123", follower_count: null })];
  visit("/platforms");
  const card = await screen.findByRole("region", { name: "Ada makes things" });
  expect(card).not.toHaveTextContent("urn-123");
});

test("what Pro alone may use is marked for the free plan", async () => {
  world.user = aUser({ plan_type: "free" });
  world.platforms = world.platforms.map((platform) => ({ ...platform, pro_required: true }));
  visit("/platforms");
  expect(await screen.findByText("Part of the Pro plan")).toBeVisible();
  expect(screen.getByRole("button", { name: "Upgrade to Pro" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Connect X" })).not.toBeInTheDocument();
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
  await screen.findByText(/^Gone\./);
  expect(await accessibilityFaults()).toEqual([]);
});

test("an account that was lost stands before those that work", async () => {
  world.connections = [
    aConnection({ id: "con_1", name: "First" }),
    aConnection({ id: "con_2", name: "Second", status: "reconnect_needed", status_reason: "Gone." }),
  ];
  visit("/platforms");
  await screen.findByRole("region", { name: "Second" });
  const names = screen
    .getAllByRole("region", { name: /^(First|Second)$/ })
    .map((one) => one.ariaLabel ?? one.textContent);
  expect(names[0]).toContain("Second");
});
