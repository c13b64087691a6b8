import { screen } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { aConnection, aUser, world } from "@/testing/world";

beforeEach(() => {
  world.user = aUser({ email_verified: false });
  world.user.workspace.onboarding_step = "welcome";
});

test("the welcome page says what the plan allows and where the mail is, and remembers the step", async () => {
  const { router, user } = visit("/onboarding/welcome");
  expect(await screen.findByText("2 connected platforms")).toBeVisible();
  expect(screen.getByRole("link", { name: "Open the mailbox" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Continue" }));
  expect(await screen.findByRole("heading", { name: "Connect your first platform" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/onboarding/platform-connection");
  expect(world.user.workspace.onboarding_step).toBe("platform-connection");
});

test("without a connection one can only skip; with one, go on", async () => {
  const { unmount } = visit("/onboarding/platform-connection");
  expect(await screen.findByRole("button", { name: "Skip for now" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Continue" })).not.toBeInTheDocument();
  unmount();
  world.connections = [aConnection()];
  const { user } = visit("/onboarding/platform-connection");
  await user.click(await screen.findByRole("button", { name: "Continue" }));
  expect(await screen.findByRole("link", { name: "Write a post" })).toHaveAttribute("href", "/compose");
  expect(world.user.workspace.onboarding_step).toBe("complete");
});

test.each(["/onboarding/welcome", "/onboarding/platform-connection", "/onboarding/complete"])(
  "%s has no accessibility faults",
  async (path) => {
    visit(path);
    await screen.findByRole("heading", { level: 1 });
    expect(await accessibilityFaults()).toEqual([]);
  },
);
