import { screen, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { resetWorld, world } from "@/testing/world";

beforeEach(() => resetWorld({ signedIn: false }));

test("the plans on the landing page are those of this installation", async () => {
  world.meta.plans = world.meta.plans.map((plan) => ({
    ...plan,
    name: `${plan.name} 7`,
    max_posts_per_day: 77,
  }));
  visit("/");
  expect(await screen.findByRole("heading", { name: "Pro 7" })).toBeVisible();
  expect(screen.getAllByText("77 posts a day")).toHaveLength(3);
  expect(screen.getByRole("link", { name: "Start with Pro 7" })).toHaveAttribute(
    "href",
    "/register?plan=pro",
  );
});

test("only a platform that can be published to is said to work here", async () => {
  visit("/");
  const here = await screen.findByRole("list", { name: "Works here" });
  expect(await within(here).findByText("X")).toBeVisible();
  expect(within(here).getAllByRole("listitem")).toHaveLength(1);
});

test("visitors are offered the login, signed-in people their app", async () => {
  const { unmount } = visit("/pricing");
  const banner = await screen.findByRole("banner");
  expect(within(banner).getByRole("link", { name: "Log in" })).toBeVisible();
  unmount();
  resetWorld();
  visit("/pricing");
  expect(await screen.findByRole("link", { name: "Open the app" })).toBeVisible();
});

test("how often predictions were right is told to everybody, with the measured figures", async () => {
  visit("/track-record");
  const prediction = await screen.findByRole("region", { name: "The prediction" });
  expect(within(prediction).getByText(/inside the 80% interval/)).toBeVisible();
  expect(within(prediction).getByText(/mean error of the rolling median/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Track record" })).toHaveAttribute("href", "/track-record");
});

test.each(["/", "/pricing", "/track-record", "/privacy", "/terms"])(
  "%s has no accessibility faults",
  async (path) => {
    visit(path);
    await screen.findByRole("heading", { level: 1 });
    expect(await accessibilityFaults()).toEqual([]);
  },
);
