import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, aUser, world } from "@/testing/world";

import type { FirstSettings } from "./first-plan";

let kept: FirstSettings | null = null;

beforeEach(() => {
  world.user = aUser({ email_verified: false });
  world.user.workspace.onboarding_step = "welcome";
  kept = null;
  const shown = () => kept && { ...kept, state: kept.enabled ? "running" : "off" };
  server.use(
    http.get("/api/automation", () => HttpResponse.json({ automation: shown(), cleared: 0 })),
    http.put("/api/automation", async ({ request }) => {
      kept = (await request.json()) as FirstSettings;
      return HttpResponse.json({ automation: shown(), cleared: 0 });
    }),
  );
});

test("the welcome page says what each plan allows and where the mail is, and remembers the step", async () => {
  const { router, user } = visit("/onboarding/welcome");
  expect(await screen.findByRole("radio", { name: /Free.*2 connected platforms/ })).toBeChecked();
  expect(screen.getByRole("link", { name: "Open the mailbox" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Continue" }));
  expect(await screen.findByRole("heading", { name: "Connect your platforms" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/onboarding/platform-connection");
  expect(world.user.workspace.onboarding_step).toBe("platform-connection");
});

test("another plan can be chosen on the way", async () => {
  const { user } = visit("/onboarding/welcome");
  await user.click(await screen.findByRole("radio", { name: /Pro/ }));
  expect(await screen.findByText("You are on the Pro plan now.")).toBeVisible();
  expect(world.user.plan_type).toBe("pro");
});

test("without a connection one can only skip; with one, go on", async () => {
  const { unmount } = visit("/onboarding/platform-connection");
  expect(await screen.findByRole("button", { name: "Skip for now" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Continue to content" })).not.toBeInTheDocument();
  unmount();
  world.connections = [aConnection()];
  const { user } = visit("/onboarding/platform-connection");
  expect(await screen.findByText("1 of 2 platforms of the Free plan are used.")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Continue to content" }));
  expect(await screen.findByRole("heading", { name: "What do you post about?" })).toBeVisible();
  expect(world.user.workspace.onboarding_step).toBe("domain-selection");
});

test("what is chosen of the content becomes an automation that waits", async () => {
  world.connections = [aConnection()];
  const { user } = visit("/onboarding/domain-selection");
  await user.click(await screen.findByRole("checkbox", { name: /Tech/ }));
  await user.click(screen.getByRole("button", { name: "One post more" }));
  await user.click(screen.getByRole("checkbox", { name: "Evening" }));
  await user.click(screen.getByRole("radio", { name: "Funny" }));
  const save = screen.getByRole("button", { name: "Save and continue" });
  await waitFor(() => expect(save).toBeEnabled());
  await user.click(save);
  expect(await screen.findByRole("heading", { name: "Do you want to automate your posts?" })).toBeVisible();
  expect(kept).toMatchObject({
    enabled: false,
    style: "funny",
    content_distribution: { tech: 100 },
    platform_priorities: { con_1: 1 },
    review_before_posting: true,
    schedule: { optimal_times: ["10:00", "19:00"], posting_frequency: { posts_per_day: 2 } },
  });
});

test("nothing goes on without a domain, and what Pro alone has offers the change of plan", async () => {
  const { user } = visit("/onboarding/domain-selection");
  const save = await screen.findByRole("button", { name: "Save and continue" });
  await waitFor(() => expect(save).toBeEnabled());
  await user.click(save);
  expect(await screen.findByText("Choose at least one domain.")).toBeVisible();
  expect(screen.queryByRole("checkbox", { name: "Finance" })).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Upgrade to Pro" })).toBeVisible();
});

test("the automation is enabled only by its switch, and its end leads to the first post", async () => {
  world.connections = [aConnection()];
  localStorage.setItem("velocitypost-first-wish:wsp_1", JSON.stringify({ domains: ["tech", "memes"] }));
  const { user } = visit("/onboarding/automation-setup");
  await user.click(await screen.findByRole("switch", { name: "Run the automation" }));
  const shares = screen.getAllByRole("slider").map((slider) => slider.getAttribute("aria-valuetext"));
  expect(shares).toEqual(["50 %", "50 %"]);
  await user.click(screen.getByRole("radio", { name: /It goes out by itself/ }));
  await user.click(screen.getByRole("button", { name: "Complete the set-up" }));
  expect(await screen.findByRole("link", { name: "Write a post" })).toHaveAttribute("href", "/compose");
  expect(await screen.findByText("All set. Your automation is running.")).toBeVisible();
  expect(kept).toMatchObject({ enabled: true, review_before_posting: false });
  expect(world.user.workspace.onboarding_step).toBe("complete");
});

test("the best times are preset and told, and the accounts are put in their order", async () => {
  world.connections = [aConnection(), aConnection({ id: "con_2", username: "ada_two" })];
  localStorage.setItem("velocitypost-first-wish:wsp_1", JSON.stringify({ domains: ["tech"] }));
  const { user } = visit("/onboarding/automation-setup");
  expect(await screen.findByRole("radio", { name: /The best times/ })).toBeChecked();
  expect(await screen.findByText(/^Now: /)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Move @ada_two up" }));
  await user.click(screen.getByRole("button", { name: "Complete the set-up" }));
  await waitFor(() => expect(kept?.platform_priorities).toEqual({ con_2: 1, con_1: 2 }));
  expect(kept?.schedule.optimal_times).toEqual([]);
});

test("what keeps the set-up from being complete stands beside the button, and pressing leads to it", async () => {
  world.connections = [aConnection()];
  localStorage.setItem("velocitypost-first-wish:wsp_1", JSON.stringify({ domains: ["tech"] }));
  Element.prototype.scrollIntoView = () => undefined;
  const { user } = visit("/onboarding/automation-setup");
  fireEvent.change(await screen.findByLabelText("From"), { target: { value: "23:00" } });
  const complete = screen.getByRole("button", { name: "Complete the set-up" });
  expect(complete).toHaveAccessibleDescription("The day must end after it starts.");
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(complete);
  expect(screen.getByLabelText("From")).toHaveFocus();
  expect(kept).toBeNull();
});

test("without an account there is nothing to automate, and the way to one is shown", async () => {
  const { user } = visit("/onboarding/automation-setup");
  const way = await screen.findByRole("link", { name: "Connect a platform" });
  expect(way).toHaveAttribute("href", "/onboarding/platform-connection");
  await user.click(screen.getByRole("button", { name: "Set it up later" }));
  expect(await screen.findByText("You can write already")).toBeVisible();
  expect(kept).toBeNull();
});

test("a preview is written when it is asked for, and says who wrote it", async () => {
  server.use(
    http.post("/api/ai/generate-content", () =>
      HttpResponse.json({
        success: true,
        notices: [],
        generated_content: { x: { content: "A fresh example.", label: "drafted without a model" } },
      }),
    ),
  );
  const { user } = visit("/onboarding/domain-selection");
  const card = (await screen.findByRole("checkbox", { name: /Tech/ })).closest("li");
  if (!card) throw new Error("The box stands in a card.");
  await user.click(await within(card).findByRole("button", { name: /Preview content/ }));
  expect(await within(card).findByText("A fresh example.")).toBeVisible();
  expect(card).toHaveTextContent("Just now, drafted without a model, for X");
});

test.each([
  "/onboarding/welcome",
  "/onboarding/platform-connection",
  "/onboarding/domain-selection",
  "/onboarding/automation-setup",
  "/onboarding/complete",
])("%s has no accessibility faults", async (path) => {
  visit(path);
  await screen.findByRole("heading", { level: 1 });
  expect(await accessibilityFaults()).toEqual([]);
});
