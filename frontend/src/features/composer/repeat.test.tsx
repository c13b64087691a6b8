import "./ComposePage";
import "./LabelsLine";
import "./RepeatPost";
import "@/components/recurring/part-of-series";

import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import media from "@/testing/handlers/media";
import posts, { aPost, holdPosts, writtenPosts } from "@/testing/handlers/posts";
import { aSeries, recurringWorld } from "@/testing/handlers/series";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  server.use(...posts, ...media);
  world.connections = [aConnection()];
});

// A page that goes away still saves; that must not reach into the next test.
afterEach(async () => {
  cleanup();
  await waitFor(() => expect(kept()).toEqual([]), { timeout: 5_000 });
});

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("vp.writing."));
const repeat = () => screen.findByRole("button", { name: "Repeat…" });

async function openSheet(path = "/compose") {
  const page = visit(path);
  fireEvent.change(await screen.findByRole("textbox", { name: "Post text" }), {
    target: { value: "Fresh rye" },
  });
  await page.user.click(await repeat());
  const sheet = within(await screen.findByRole("dialog", { name: "Repeat this post" }));
  return { ...page, sheet };
}

test("what is written recurs by the chosen rule, and its draft is gone", async () => {
  const { user, router, sheet } = await openSheet();
  fireEvent.change(sheet.getByLabelText("Starting on"), { target: { value: "2027-03-02" } });
  fireEvent.change(sheet.getByLabelText("At"), { target: { value: "18:15" } });
  expect(sheet.getByRole("checkbox", { name: "Tuesday" })).toBeChecked();
  await user.click(sheet.getByRole("checkbox", { name: "Friday" }));
  const dates = within(await sheet.findByRole("list", { name: "Coming dates" }));
  expect((await dates.findAllByText(/2027, 6:15 PM/)).length).toBeGreaterThan(1);
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  await user.click(sheet.getByRole("button", { name: "Start repeating" }));
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/recurring\/series_/));
  expect(await screen.findByText("It repeats from now on.")).toBeVisible();
  expect(recurringWorld().series).toMatchObject([
    { text: "Fresh rye", rule: "FREQ=WEEKLY;BYDAY=TU,FR", local: "2027-03-02T18:15", zone: "Europe/Berlin" },
  ]);
  expect(writtenPosts()).toEqual([]);
});

test("by month, with an end, and with texts that take turns", async () => {
  const { user, sheet } = await openSheet();
  await user.click(sheet.getByRole("radio", { name: "Monthly" }));
  fireEvent.change(sheet.getByLabelText("Starting on"), { target: { value: "2027-03-31" } });
  await user.click(sheet.getByRole("checkbox", { name: "31" }));
  await user.click(sheet.getByRole("button", { name: "Start repeating" }));
  expect(await sheet.findByText("Choose at least one date.")).toBeVisible();
  await user.click(sheet.getByRole("checkbox", { name: "Last day" }));
  await user.click(sheet.getByRole("radio", { name: "After" }));
  fireEvent.change(sheet.getByLabelText("times in all"), { target: { value: "0" } });
  expect(await sheet.findByText("Choose a whole number from 1 to 1000.")).toBeVisible();
  fireEvent.change(sheet.getByLabelText("times in all"), { target: { value: "6" } });
  await user.click(sheet.getByRole("button", { name: "Add a text" }));
  await user.click(sheet.getByRole("button", { name: "Start repeating" }));
  expect(await sheet.findByText("Write something, or take this text out.")).toBeVisible();
  fireEvent.change(sheet.getByLabelText("Text 2"), { target: { value: "x".repeat(300) } });
  await user.click(sheet.getByRole("button", { name: "Start repeating" }));
  expect(await sheet.findByText("X takes 280 characters.")).toBeVisible();
  fireEvent.change(sheet.getByLabelText("Text 2"), { target: { value: "Fresh spelt" } });
  await user.click(sheet.getByRole("button", { name: "Start repeating" }));
  await waitFor(() =>
    expect(recurringWorld().series).toMatchObject([
      { rule: "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=6", texts: ["Fresh spelt"] },
    ]),
  );
});

test("the dates go away while something is missing, and come back with it", async () => {
  const { user, sheet } = await openSheet();
  expect(await sheet.findByRole("list", { name: "Coming dates" })).toBeVisible();
  await user.click(sheet.getByRole("radio", { name: "Monthly" }));
  const first = sheet.getByLabelText("Starting on");
  fireEvent.change(first, { target: { value: "" } });
  expect(await sheet.findByText("Choose when it comes, and its dates appear here.")).toBeVisible();
  await waitFor(() => expect(sheet.queryByRole("list", { name: "Coming dates" })).not.toBeInTheDocument());
  await new Promise((done) => setTimeout(done, 400));
  fireEvent.change(first, { target: { value: "2027-03-02" } });
  expect(await sheet.findByRole("list", { name: "Coming dates" })).toBeVisible();
});

test("what takes no turns is said where it is chosen, and remarks of the server stand above the dates", async () => {
  const own = { text: "For X only", media: null, follow_ups: null, options: {} };
  holdPosts(aPost({ text: "Fresh rye", connection_ids: ["con_1"], tailored: { con_1: own } }));
  recurringWorld().remarks = { notices: ["Months without a 31st day are left out."], warnings: [] };
  const { user } = visit("/compose/post_1");
  await user.click(await repeat());
  const sheet = within(await screen.findByRole("dialog", { name: "Repeat this post" }));
  expect(await sheet.findByText("Months without a 31st day are left out.")).toBeVisible();
  expect(sheet.getByText(/Each post gets what is different for single accounts, too/)).toBeVisible();
  await user.click(sheet.getByRole("button", { name: "Add a text" }));
  expect(await sheet.findByText(/@ada_makes has words of its own/)).toBeVisible();
  expect(recurringWorld().wish).toMatchObject({ own_text: true });
});

test("without a text or an account nothing can repeat, and Ctrl Enter in the sheet sends nothing", async () => {
  const { user } = visit("/compose?repeat");
  await user.click(await repeat());
  expect(await screen.findByText("Write something or add a picture first.")).toBeVisible();
  fireEvent.change(screen.getByRole("textbox", { name: "Post text" }), { target: { value: "Fresh rye" } });
  await user.click(await repeat());
  const sheet = within(await screen.findByRole("dialog", { name: "Repeat this post" }));
  sheet.getByLabelText("Every").focus();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(writtenPosts()).toMatchObject([{ state: "draft" }]));
});

test("a draft that was written for a recurring post changes that one", async () => {
  recurringWorld().series = [aSeries({ text: "Old", rule: "FREQ=DAILY" })];
  holdPosts(aPost({ text: "New", connection_ids: ["con_1"] }));
  const { user, router } = visit("/compose/post_1?series=series_1");
  await user.click(await repeat());
  const sheet = within(await screen.findByRole("dialog", { name: "Change this recurring post" }));
  expect(await sheet.findByText("New")).toBeVisible();
  await user.click(await sheet.findByRole("button", { name: "Save" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/recurring/series_1"));
  expect(recurringWorld().series).toMatchObject([{ text: "New", rule: "FREQ=DAILY", version: 1 }]);
  expect(writtenPosts()).toEqual([]);
});

test("a post of a recurring one says so, and that only it changes", async () => {
  holdPosts(aPost({ text: "Fresh rye", series_id: "series_1", connection_ids: ["con_1"] }));
  visit("/compose/post_1");
  expect(await screen.findByText(/Part of a recurring post/)).toHaveTextContent("concerns only this one");
  expect(screen.getByRole("link", { name: "See the recurring post" })).toHaveAttribute(
    "href",
    "/recurring/series_1",
  );
});
