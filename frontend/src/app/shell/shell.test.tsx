import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { world } from "@/testing/world";

test("the sandbox is named on every page and leads to its mailbox", async () => {
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "Mode: Sandbox" }));
  expect(await screen.findByRole("link", { name: "Open the mailbox" })).toHaveAttribute(
    "href",
    world.meta.mailbox_url,
  );
});

test("a live installation says that posts are seen by real people", async () => {
  world.meta.mode = "live";
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "Mode: Live" }));
  expect(await screen.findByText(/real people/)).toBeVisible();
  expect(screen.queryByRole("link", { name: "Open the mailbox" })).not.toBeInTheDocument();
});

test("g and then a letter goes to a page, but not while one is typing", async () => {
  const { router, user } = visit("/platforms");
  await screen.findByRole("heading", { name: "Platforms" });
  await user.keyboard("gs");
  await screen.findByRole("heading", { name: "Settings" });
  await user.type(screen.getByLabelText("Name"), "gp");
  expect(router.state.location.pathname).toBe("/settings");
});

test("? lists the keys", async () => {
  const { user } = visit("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  await user.keyboard("?");
  const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  expect(within(help).getByText("Go to Platforms")).toBeVisible();
});

test("the command palette finds a page by its name", async () => {
  const { router, user } = visit("/settings");
  await screen.findByRole("heading", { name: "Settings" });
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByPlaceholderText("Type a page or an action"), "platf{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/platforms"));
});

test("on a phone every page is behind “More”, and going to one closes it", async () => {
  const { router, user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "More" }));
  const all = await screen.findByRole("navigation", { name: "All pages" });
  expect(within(all).getAllByRole("link").length).toBeGreaterThan(15);
  expect(await accessibilityFaults(all)).toEqual([]);
  await user.click(within(all).getByRole("link", { name: "Settings" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/settings"));
  expect(screen.queryByRole("navigation", { name: "All pages" })).not.toBeInTheDocument();
});

test("signing out everywhere asks first, and then ends on the sign-in page", async () => {
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Account: Ada Okafor" }));
  await user.click(await screen.findByRole("menuitem", { name: "Sign out everywhere" }));
  const dialog = await screen.findByRole("dialog", { name: "Sign out on every device?" });
  await user.click(within(dialog).getByRole("button", { name: "Sign out everywhere" }));
  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a stopped workspace says so on every page and can be resumed there", async () => {
  world.user.workspace.publishing = "stopped";
  server.use(
    http.post("/api/publishing/resume", () => {
      world.user.workspace.publishing = "running";
      return HttpResponse.json({ publishing: "running", cancelled: 0, batch: null });
    }),
  );
  const { user } = visit("/platforms");
  await user.click(await screen.findByRole("button", { name: "Resume publishing" }));
  await waitFor(() => expect(screen.queryByText(/Publishing is stopped/)).not.toBeInTheDocument());
});

test("the frame has no accessibility faults", async () => {
  visit("/platforms");
  await screen.findByRole("heading", { name: "Platforms" });
  expect(await accessibilityFaults()).toEqual([]);
});
