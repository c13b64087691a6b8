import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { world } from "@/testing/world";

test("usage is told against the plan, with what is not part of it", async () => {
  visit("/billing");
  const usage = await screen.findByRole("region", { name: "Usage" });
  expect(within(usage).getByText("2 of 2")).toBeVisible();
  expect(within(usage).getByText("All used")).toBeVisible();
  expect(within(usage).getByText("31, without limit")).toBeVisible();
  expect(within(usage).getByText("not part of this plan")).toBeVisible();
  expect(within(usage).getByText(/Starts again/)).toBeVisible();
  expect(screen.getByText("Pro sends 10 posts a day.")).toBeVisible();
});

test("a change of plan is asked about, and what the answer says is said", async () => {
  const { user } = visit("/billing");
  await user.click(await screen.findByRole("button", { name: "Upgrade to Pro" }));
  const dialog = await screen.findByRole("dialog", { name: "Upgrade to Pro?" });
  expect(dialog).toHaveTextContent("$29 a month");
  await user.click(within(dialog).getByRole("button", { name: "Upgrade to Pro" }));
  expect(await screen.findByText("You are on the Pro plan now.")).toBeVisible();
  expect(world.user.plan_type).toBe("pro");
});

test("each plan says every limit that holds, and nothing that is not built", async () => {
  visit("/billing");
  const plans = await screen.findByRole("region", { name: "Change the plan" });
  const [free, pro] = within(plans)
    .getAllByRole("listitem")
    .filter((item) => item.querySelector("h3"));
  for (const line of [
    "2 connected platforms",
    "Not with LinkedIn and YouTube",
    "2 posts a day",
    "Basic AI: posts about Memes & Humor and Technology & Innovation",
    "No posts from documents",
  ])
    expect(free).toHaveTextContent(line);
  for (const line of [
    "LinkedIn and YouTube included",
    "Posts from your documents",
    /Advanced AI: all 3 content/,
  ])
    expect(pro).toHaveTextContent(line);
  expect(plans).not.toHaveTextContent(/white|team/i);
});

test("going down says what there is less of", async () => {
  world.user = { ...world.user, plan_type: "pro", wanted_plan: "pro" };
  const { user } = visit("/billing");
  await user.click(await screen.findByRole("button", { name: "Change to Free" }));
  const dialog = await screen.findByRole("dialog", { name: "Change to Free?" });
  expect(dialog).toHaveTextContent("less room");
  expect(dialog).toHaveTextContent("Not with LinkedIn and YouTube");
});

test("a change that waits for a payment says so on the page", async () => {
  world.user = { ...world.user, wanted_plan: "agency" };
  visit("/billing");
  expect(await screen.findByText(/You asked for Agency/)).toBeVisible();
});

test("a refused change keeps the question and says why", async () => {
  server.use(
    http.put("/api/billing/plan", () =>
      problem(503, "unavailable", "The plan could not be changed.", { detail: "It is as it was." }),
    ),
  );
  const { user } = visit("/billing");
  await user.click(await screen.findByRole("button", { name: "Upgrade to Agency" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Upgrade to Agency" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("It is as it was.");
});

test("when usage cannot be read the page says so", async () => {
  server.use(http.get("/api/billing/usage", () => HttpResponse.error()));
  visit("/billing");
  expect(await screen.findByText("VelocityPost does not answer.")).toBeVisible();
});

test("the page has no accessibility faults", async () => {
  visit("/billing");
  await screen.findByRole("region", { name: "Usage" });
  expect(await accessibilityFaults()).toEqual([]);
});
