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
  expect(within(usage).getByText(/Counts anew/)).toBeVisible();
  expect(screen.getByText("Pro sends 10 posts a day.")).toBeVisible();
});

test("a change of plan is asked about, and what the answer says is said", async () => {
  const { user } = visit("/billing");
  await user.click(await screen.findByRole("button", { name: "Change to Pro" }));
  const dialog = await screen.findByRole("dialog", { name: "Change to Pro?" });
  expect(dialog).toHaveTextContent("$29 a month");
  await user.click(within(dialog).getByRole("button", { name: "Change to Pro" }));
  expect(await screen.findByText("You are on the Pro plan now.")).toBeVisible();
  expect(world.user.plan_type).toBe("pro");
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
  await user.click(await screen.findByRole("button", { name: "Change to Agency" }));
  const dialog = await screen.findByRole("dialog");
  await user.click(within(dialog).getByRole("button", { name: "Change to Agency" }));
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
