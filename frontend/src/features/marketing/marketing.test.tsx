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

test("thirty days in thirty seconds is said with what was measured, and where to see it", async () => {
  visit("/");
  const thirty = await screen.findByRole("region", { name: "30 days of posts in 30 seconds" });
  const seconds = [...thirty.querySelectorAll("dd")].map((told) => parseFloat(told.textContent));
  expect(seconds).toHaveLength(2);
  for (const one of seconds) expect(one).toBeGreaterThan(0);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(30);
  expect(within(thirty).getByRole("link", { name: /track record/ })).toHaveAttribute("href", "/track-record");
});

test("the example's day is to come, whenever one looks", async () => {
  vi.useFakeTimers({ now: new Date("2027-03-04T12:00:00Z"), toFake: ["Date"] });
  visit("/");
  expect(await screen.findByText(/Thu 11 Mar, 08:00/)).toBeInTheDocument();
  vi.useRealTimers();
});

test("the plans are put into figures to compare, and nothing is claimed of other tools", async () => {
  visit("/pricing");
  const figures = await screen.findByRole("table", { name: "Our plans in figures" });
  const pro = within(figures).getByRole("row", { name: /^Pro/ });
  expect(pro).toHaveTextContent("$29");
  expect(pro).toHaveTextContent("$5.80");
  expect(pro).toHaveTextContent("300");
  expect(screen.getByText(/none of theirs are quoted/)).toBeVisible();
});

test("the privacy page says which AI services get what, and which cookies there are", async () => {
  visit("/privacy");
  expect(await screen.findByRole("heading", { name: "AI services" })).toBeVisible();
  expect(screen.getByText(/Mistral, Groq or OpenAI/)).toBeVisible();
  expect(screen.getByRole("heading", { name: "Uploaded documents" })).toBeVisible();
  expect(screen.getByText(/vp_access \(10 minutes\)/)).toBeVisible();
});

test("only a platform that can be published to is said to work here", async () => {
  visit("/");
  const here = await screen.findByRole("list", { name: "Works here" });
  expect(await within(here).findByText("X")).toBeVisible();
  expect(within(here).getAllByRole("listitem")).toHaveLength(1);
});

test("visitors are offered to sign in, signed-in people their app", async () => {
  const { unmount } = visit("/pricing");
  const banner = await screen.findByRole("banner");
  expect(within(banner).getByRole("link", { name: "Sign in" })).toBeVisible();
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
