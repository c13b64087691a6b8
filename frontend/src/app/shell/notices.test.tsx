import { screen, waitFor, within } from "@testing-library/react";

import type { Notice } from "@/lib/api/contract";
import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { world } from "@/testing/world";

function aNotice(changes: Partial<Notice> = {}): Notice {
  return {
    id: "not_1",
    kind: "connection",
    text: "X asks you to sign in again.",
    link: "/platforms",
    created_at: "2026-11-23T08:00:00Z",
    read_at: null,
    ...changes,
  };
}

test("the bell counts what is unread, and a notice leads to its page and is read then", async () => {
  world.more.notices = [aNotice(), aNotice({ id: "not_2", text: "A post failed.", link: "/settings" })];
  const { user, router } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Notices, 2 unread" }));
  await user.click(await screen.findByRole("link", { name: /X asks you to sign in again/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/platforms"));
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(await screen.findByRole("button", { name: "Notices, 1 unread" })).toBeVisible();
});

test("all can be marked as read at once", async () => {
  world.more.notices = [aNotice()];
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Notices, 1 unread" }));
  const panel = await screen.findByRole("dialog", { name: "Notices" });
  await user.click(await within(panel).findByRole("button", { name: "Mark all as read" }));
  await waitFor(() =>
    expect(within(panel).queryByRole("button", { name: "Mark all as read" })).not.toBeInTheDocument(),
  );
  expect(await accessibilityFaults()).toEqual([]);
});

test("without notices the panel says what would stand there, and Escape gives the focus back", async () => {
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Notices" }));
  expect(await screen.findByText("Nothing to tell you")).toBeVisible();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("button", { name: "Notices" })).toHaveFocus());
});

test("a link of a notice to another host is not followed", async () => {
  world.more.notices = [aNotice({ link: "https://evil.example" })];
  const { user } = visit("/settings");
  await user.click(await screen.findByRole("button", { name: "Notices, 1 unread" }));
  expect(await screen.findByRole("link", { name: /X asks/ })).toHaveAttribute("href", "/dashboard");
});
