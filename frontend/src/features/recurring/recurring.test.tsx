import "@/components/recurring/change-sheet";
import "./RecurringPage";
import "./SeriesSheet";

import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import posts, { writtenPosts } from "@/testing/handlers/posts";
import { aSeries, recurringWorld } from "@/testing/handlers/series";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  server.use(...posts);
  world.connections = [aConnection()];
});

const card = async (name = "Bring your own jar") => within(await screen.findByRole("region", { name }));

test("who has none is told what they are good for, and begins with one press", async () => {
  visit("/recurring");
  expect(await screen.findByText("No recurring post yet")).toBeVisible();
  expect(screen.getByRole("link", { name: "Write one" })).toHaveAttribute("href", "/compose?repeat");
  expect(await accessibilityFaults()).toEqual([]);
});

test("a card says what goes out, when, through which accounts, and how it stands", async () => {
  recurringWorld().series = [
    aSeries({ texts: ["Second"], tags: ["bread"] }),
    aSeries({ id: "series_2", text: "By a program", rule: "FREQ=DAILY;BYHOUR=8,20" }),
  ];
  visit("/recurring");
  const shown = await card();
  expect(shown.getByText("Every Monday and Thursday at 9:30 AM, Berlin time")).toBeVisible();
  expect(shown.getByText("Next: Mon, Mar 1, 2027, 9:30 AM")).toBeVisible();
  expect(shown.getByText("2 texts take turns")).toBeVisible();
  expect(await shown.findByText("@ada_makes")).toBeVisible();
  expect(shown.getByText("bread")).toBeVisible();
  expect(shown.getByText("Running")).toBeVisible();
  const own = await card("By a program");
  expect(own.getByText("FREQ=DAILY;BYHOUR=8,20")).toBeVisible();
  expect(await own.findByText(/Mon, Mar 8, 2027/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("pausing says how many posts became drafts, resuming what comes next, and ending asks first", async () => {
  recurringWorld().series = [aSeries()];
  const { user } = visit("/recurring");
  await user.click(await screen.findByRole("button", { name: "Pause Bring your own jar" }));
  expect(await screen.findByText(/2 posts were taken off the calendar and are drafts now/)).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Resume Bring your own jar" }));
  expect(await screen.findByText("It runs again.")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "End Bring your own jar" }));
  const question = within(await screen.findByRole("dialog", { name: "End this recurring post?" }));
  await user.click(question.getByRole("button", { name: "End it" }));
  expect((await card()).getByText("Ended")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Delete Bring your own jar" }));
  const removal = within(await screen.findByRole("dialog", { name: "Delete this recurring post?" }));
  await user.click(removal.getByRole("button", { name: "Delete it" }));
  expect(await screen.findByText("No recurring post yet")).toBeVisible();
});

test("one that stopped by itself says why, and what to do", async () => {
  recurringWorld().series = [
    aSeries({ state: "paused", problem: "One of its files is gone.", next_at: null }),
  ];
  visit("/recurring");
  const shown = await card();
  expect(shown.getByText("Stopped by itself")).toBeVisible();
  expect(shown.getByText("One of its files is gone.")).toBeVisible();
  expect(shown.getByText(/Change what is in the way, then resume it/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("the coming dates tell what was moved or taken out, and lead to the single posts", async () => {
  recurringWorld().series = [aSeries()];
  recurringWorld().remarks = { notices: [], warnings: ["The same text would go out again within 48 hours."] };
  recurringWorld().dates = [
    { standing: "planned", post_id: "post_1" },
    { standing: "out" },
    { standing: "own", post_id: "post_3", planned_at: "2027-03-16T08:30:00Z" },
  ];
  const { user, router } = visit("/recurring");
  await user.click(await screen.findByRole("button", { name: "Coming dates of Bring your own jar" }));
  expect(router.state.location.pathname).toBe("/recurring/series_1");
  const sheet = within(await screen.findByRole("dialog", { name: "Bring your own jar" }));
  const dates = within(await sheet.findByRole("list", { name: "Coming dates" })).getAllByRole("listitem");
  expect(dates).toHaveLength(4);
  expect(within(dates[0] as HTMLElement).getByRole("link", { name: /Open the post of/ })).toHaveAttribute(
    "href",
    "/compose/post_1",
  );
  expect(dates[1]).toHaveTextContent("taken off the calendar");
  expect(dates[2]).toHaveTextContent("moved to Tue, Mar 16, 2027");
  expect(sheet.getByText(/within 48 hours/)).toBeVisible();
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/recurring"));
});

async function openChange() {
  const page = visit("/recurring");
  await page.user.click(await screen.findByRole("button", { name: "Change Bring your own jar" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Change this recurring post" }));
  await sheet.findByLabelText("Text");
  return { ...page, sheet };
}

test("text, accounts, rule and labels are changed at once, and what was left alone is told", async () => {
  recurringWorld().series = [aSeries({ media: [], options: { made_with_ai: true } })];
  recurringWorld().told = ["1 post that was changed or moved by hand stays as it is."];
  const { user, sheet } = await openChange();
  expect(sheet.getByText(/Stays as it is: the options of the platforms/)).toBeVisible();
  await user.clear(sheet.getByLabelText("Text"));
  await user.type(sheet.getByLabelText("Text"), "Bring two jars");
  await user.click(sheet.getByRole("checkbox", { name: "Friday" }));
  await user.click(sheet.getByRole("button", { name: "Add a text" }));
  await user.type(sheet.getByLabelText("Text 2"), "And a lid");
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  await user.click(sheet.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/changed or moved by hand stays as it is/)).toBeVisible();
  expect(recurringWorld().series[0]).toMatchObject({
    text: "Bring two jars",
    texts: ["And a lid"],
    rule: "FREQ=WEEKLY;BYDAY=MO,TH,FR",
    local: "2027-03-01T09:30",
    options: { made_with_ai: true },
    version: 1,
  });
  expect(recurringWorld().wish).toMatchObject({ series_id: "series_1" });
});

test("a change that somebody else was faster with is refused in words, and theirs is shown on demand", async () => {
  recurringWorld().series = [aSeries()];
  const { user, sheet } = await openChange();
  Object.assign(recurringWorld().series[0] ?? {}, { text: "Theirs", version: 5 });
  await user.type(sheet.getByLabelText("Text"), "!");
  await user.click(sheet.getByRole("button", { name: "Save" }));
  expect(await sheet.findByText(/changed elsewhere meanwhile/)).toBeVisible();
  expect(sheet.getByLabelText("Text")).toHaveValue("Bring your own jar!");
  await user.click(sheet.getByRole("button", { name: "See how it is now" }));
  await waitFor(() => expect(screen.getByLabelText("Text")).toHaveValue("Theirs"));
});

test("a rule that cannot be chosen here is kept as it is unless a new one is wanted", async () => {
  recurringWorld().series = [aSeries({ rule: "FREQ=DAILY;BYHOUR=8,20" })];
  const { user, sheet } = await openChange();
  expect(sheet.getByText("FREQ=DAILY;BYHOUR=8,20")).toBeVisible();
  expect(sheet.queryByRole("radio", { name: "Weekly" })).not.toBeInTheDocument();
  await user.type(sheet.getByLabelText("Text"), "!");
  await user.click(sheet.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(recurringWorld().series[0]?.version).toBe(1));
  expect(recurringWorld().series[0]?.rule).toBe("FREQ=DAILY;BYHOUR=8,20");
});

test("what stopped by itself goes on with the change that mends it", async () => {
  recurringWorld().series = [
    aSeries({ state: "paused", problem: "One of its files is gone.", next_at: null }),
  ];
  const { user, sheet } = await openChange();
  expect(sheet.getByRole("checkbox", { name: "Resume it with this change" })).toBeChecked();
  await user.click(sheet.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Changed.")).toBeVisible();
  expect(recurringWorld().series[0]).toMatchObject({ state: "active", problem: "" });
});

test("pictures and the like are changed in the composer, which knows what it is for", async () => {
  recurringWorld().series = [aSeries({ options: { made_with_ai: true } })];
  const { user, sheet, router } = await openChange();
  await user.click(sheet.getByRole("button", { name: "Change it in the composer" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/compose/post_1"));
  expect(router.state.location.search).toBe("?series=series_1");
  expect(writtenPosts()).toMatchObject([{ text: "Bring your own jar", options: { made_with_ai: true } }]);
});

test("where the list does not come it says so, and tries again", async () => {
  server.use(http.get("/api/series", () => problem(503, "unavailable", "Not available right now")));
  const { user } = visit("/recurring");
  const again = await screen.findByRole("button", { name: "Try again" });
  server.use(http.get("/api/series", () => HttpResponse.json({ series: [aSeries()], next_cursor: null })));
  await user.click(again);
  expect(await screen.findByRole("region", { name: "Bring your own jar" })).toBeVisible();
});
