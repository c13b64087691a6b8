import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { anAutomation, anEntry, automated } from "@/testing/handlers/automation";
import imitated, {
  aFailed,
  anUnconfirmed,
  aPublication,
  aScheduled,
  hold,
  inMinutes,
} from "@/testing/handlers/publications";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  server.use(...imitated);
  world.connections = [aConnection()];
});

const recently = { due_at: inMinutes(-60) };
const numbers = {
  likes: 1_280,
  replies: 7,
  reposts: 31,
  impressions: null,
  bookmarks: null,
  fetched_at: inMinutes(-1),
};
const region = (name: string) => screen.findByRole("region", { name });

test("what needs the person comes first, each with its reason and its page", async () => {
  world.connections = [aConnection({ status: "reconnect_needed", status_reason: "X took the access back." })];
  hold(
    anUnconfirmed({ id: "pub_u", text: "Doubtful", ...recently }),
    aFailed({ id: "pub_f", text: "Refused", ...recently }),
    aScheduled({
      id: "pub_l",
      text: "Overdue",
      due_at: inMinutes(-3000),
      hold: { code: "too_late", message: "It is 50 hours late." },
    }),
  );
  visit("/dashboard");
  const needs = await region("Needs you");
  expect(needs).toHaveTextContent("4 things wait for your decision.");
  expect(
    within(needs).getByRole("link", { name: /Reconnect @ada_makes.*took the access back/ }),
  ).toHaveAttribute("href", "/platforms");
  expect(within(needs).getByRole("link", { name: /Doubtful.*no clear answer came/ })).toHaveAttribute(
    "href",
    "/publications/pub_u",
  );
  expect(within(needs).getByRole("link", { name: /Refused.*Not published/ })).toBeVisible();
  expect(within(needs).getByRole("link", { name: /Overdue.*Too late to send unasked/ })).toBeVisible();
});

test("where nothing needs the person it says so and when the next post goes out", async () => {
  hold(
    aScheduled({ text: "Later today" }),
    aPublication({ id: "pub_2", post_id: "post_2", text: "Done", metrics: numbers, ...recently }),
  );
  visit("/dashboard");
  const well = await region("All is well");
  expect(well).toHaveTextContent("Nothing needs you. The next post goes out in 2 hours.");
  expect(await region("What is next")).toHaveTextContent(/Later today.*@ada_makes.*in 2 hours/);
  const recent = await region("Recently published");
  await waitFor(() => expect(recent).toHaveTextContent(/Done.*1 hour ago.*Likes1\.3K.*Replies7.*Reposts31/));
  expect(recent).not.toHaveTextContent("Impressions");
  expect(within(recent).getByRole("link", { name: "How punctual were they?" })).toHaveAttribute(
    "href",
    "/punctuality",
  );
});

test("what the automation wrote and nobody looked at is a thing that needs the person", async () => {
  hold(aPublication());
  Object.assign(automated(), { automation: anAutomation(), entries: [anEntry(), anEntry({ id: "ent_2" })] });
  visit("/dashboard");
  const needs = await screen.findByRole("link", { name: /2 posts of the automation wait for your review/ });
  expect(needs).toHaveAttribute("href", "/auto-posting/review");
  expect(screen.queryByText("All is well")).not.toBeInTheDocument();
});

test("publishing is paused and resumed from here, and the state follows", async () => {
  hold(aScheduled());
  const { user } = visit("/dashboard");
  const group = await screen.findByRole("group", { name: "Publishing" });
  expect(group).toHaveTextContent("Publishing is running");
  await user.click(within(group).getByRole("button", { name: "Pause" }));
  expect(await within(group).findByText("Publishing is paused")).toBeVisible();
  const needs = await region("Needs you");
  expect(needs).toHaveTextContent("Publishing is paused");
  expect(needs).toHaveTextContent("Nothing goes out until you resume it. 1 planned post is on hold.");
  expect(screen.queryByText("All is well")).not.toBeInTheDocument();
  expect(await region("What is next")).toHaveTextContent("on hold");
  await user.click(within(group).getByRole("button", { name: "Resume" }));
  expect(await within(group).findByText("Publishing is running")).toBeVisible();
  expect(await region("All is well")).toHaveTextContent("The next post goes out in 2 hours.");
});

test("a stop says what it cancels, asks, and can be undone", async () => {
  hold(aScheduled({ text: "Waits" }));
  const { user } = visit("/dashboard");
  await user.click(await screen.findByRole("button", { name: "More ways to stop publishing" }));
  await user.click(await screen.findByRole("menuitem", { name: "Stop and cancel what waits" }));
  const dialog = await screen.findByRole("dialog", { name: "Stop publishing?" });
  expect(dialog).toHaveTextContent("every post that waits is cancelled");
  await user.click(within(dialog).getByRole("button", { name: "Stop and cancel" }));
  expect(await screen.findByText("Publishing is stopped. 1 post was cancelled.")).toBeVisible();
  expect(await screen.findByText("Nothing is planned.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText(/What was cancelled is planned again/)).toBeVisible();
  expect(await region("What is next")).toHaveTextContent("Waits");
});

test("the emergency stop halts at once and cancels nothing", async () => {
  hold(aScheduled({ text: "Waits" }));
  const { user } = visit("/dashboard");
  await user.click(await screen.findByRole("button", { name: "More ways to stop publishing" }));
  await user.click(await screen.findByRole("menuitem", { name: /Emergency stop/ }));
  expect(await screen.findByText("Everything is halted. Nothing was cancelled.")).toBeVisible();
  expect(await region("What is next")).toHaveTextContent("Waits");
});

test("after an emergency stop nothing claims to go out, and the automation is not resumed alone unasked", async () => {
  hold(aScheduled({ text: "Waits" }));
  Object.assign(automated(), {
    automation: anAutomation({ state: "paused" }),
    numbers: { next_post_at: inMinutes(120), next_post_held: true },
  });
  world.user = { ...world.user, workspace: { ...world.user.workspace, publishing: "stopped" } };
  const { user } = visit("/dashboard");
  expect(await region("Needs you")).toHaveTextContent("Publishing is stopped");
  expect(screen.queryByText(/in 2 hours/)).not.toBeInTheDocument();
  await user.click(await screen.findByRole("button", { name: "Resume the automation" }));
  const dialog = await screen.findByRole("dialog", { name: "Resume publishing, too?" });
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Resume both" }));
  expect(await screen.findByText("The automation and publishing are running.")).toBeVisible();
  expect(await region("All is well")).toBeVisible();
});

test("a refused stop is told inside the question", async () => {
  server.use(
    http.post("/api/publishing/stop", () =>
      problem(503, "unavailable", "Not available right now", { detail: "Nothing was stopped. Try again." }),
    ),
  );
  hold(aScheduled());
  const { user } = visit("/dashboard");
  await user.click(await screen.findByRole("button", { name: "More ways to stop publishing" }));
  await user.click(await screen.findByRole("menuitem", { name: "Stop and cancel what waits" }));
  await user.click(await screen.findByRole("button", { name: "Stop and cancel" }));
  const dialog = screen.getByRole("dialog");
  expect(await within(dialog).findByText("Nothing was stopped. Try again.")).toBeVisible();
});

test("the first visit leads from connecting to writing", async () => {
  world.connections = [];
  visit("/dashboard");
  expect(await screen.findByRole("heading", { name: "Welcome, Ada" })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Connect X" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Write first, connect later" })).toHaveAttribute(
    "href",
    "/compose",
  );
  expect(await accessibilityFaults()).toEqual([]);
});

test("with an account connected the first visit asks for the first post", async () => {
  visit("/dashboard");
  expect(await screen.findByText("@ada_makes is connected.")).toBeVisible();
  const steps = within(screen.getByRole("main"));
  expect(steps.getByRole("link", { name: "Write a post" })).toHaveAttribute("href", "/compose");
  expect(steps.queryByRole("button", { name: /Connect X/ })).not.toBeInTheDocument();
});

test("a fault is told with a way to try again", async () => {
  server.use(
    http.get("/api/calendar", () =>
      problem(503, "unavailable", "Not available right now", { detail: "The database does not answer." }),
    ),
  );
  visit("/dashboard");
  expect(await screen.findByText("The database does not answer.")).toBeVisible();
});

test("the dashboard has no accessibility fault", async () => {
  hold(
    anUnconfirmed({ id: "pub_u", ...recently }),
    aScheduled({ id: "pub_s", post_id: "post_s" }),
    aPublication({ id: "pub_p", post_id: "post_p", metrics: numbers, late: true, ...recently }),
  );
  visit("/dashboard");
  await region("Needs you");
  await screen.findByText("1.3K");
  expect(await accessibilityFaults()).toEqual([]);
});
