import "./BatchPage";

import { screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { aBatch, aDraft, writingWorld } from "@/testing/handlers/generation";
import { writtenPosts } from "@/testing/handlers/posts";
import { visit } from "@/testing/render";
import { aConnection, world } from "@/testing/world";

import { daysOf, timesOf } from "./slots";

beforeEach(() => {
  world.connections = [aConnection()];
});

function hasABatch() {
  writingWorld().batches = [aBatch()];
  writingWorld().drafts = [aDraft(0, "Monday text"), aDraft(1, "Tuesday text")];
}

const ofMonday = () => within(screen.getByRole("region", { name: /^Mon/ }));

/** Where the router goes, without waiting for the page's code. */
const goingTo = ({ state }: ReturnType<typeof visit>["router"]) =>
  (state.navigation.location ?? state.location).pathname;

test("times are spread over the day", () => {
  expect(timesOf(1)).toEqual(["09:00"]);
  expect(timesOf(3)).toEqual(["09:00", "14:00", "19:00"]);
});

test("the texts of one post for several platforms stand together", () => {
  const [first, second] = [aDraft(0, "a"), { ...aDraft(0, "b"), id: "draft_b", platform: "bluesky" }];
  const days = daysOf([second, aDraft(1, "c"), first]);
  expect(days.map(({ slots }) => slots.map(({ drafts }) => drafts.length))).toEqual([[2], [1]]);
});

test("a batch is asked for with shares that make up the whole", async () => {
  const { user, router } = visit("/content/drafts/new");
  const days = await screen.findByLabelText("Days");
  await user.clear(days);
  await user.type(days, "3");
  const percent = screen.getByLabelText("Percent for Technology");
  await user.clear(percent);
  await user.type(percent, "80");
  await user.click(screen.getByRole("button", { name: "Begin" }));
  expect(await screen.findByText("Together 80 %. It must be 100 %.")).toBeVisible();
  expect(writingWorld().asked).toEqual([]);
  await user.clear(percent);
  await user.type(percent, "100");
  await user.click(screen.getByRole("button", { name: "Begin" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/content/drafts/batch_1"));
  expect(writingWorld().asked).toMatchObject([{ days: 3, posts_per_day: 2, platforms: ["x"] }]);
});

test("a batch that is being written shows how far it is and can be stopped", async () => {
  writingWorld().batches = [aBatch({ state: "running", total: 60, done: 12, composed: 0 })];
  const { user } = visit("/content/drafts/batch_1");
  expect(await screen.findByText("12 of 60 drafts")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Stop writing" }));
  expect(await screen.findByText("Stopped")).toBeVisible();
});

test("chosen drafts go on the calendar on their own days", async () => {
  hasABatch();
  const { user } = visit("/content/drafts/batch_1");
  await user.click(await screen.findByLabelText("Choose all"));
  await user.click(screen.getByRole("button", { name: "Put on the calendar" }));
  const dialog = await screen.findByRole("dialog", { name: "When should they go out?" });
  await user.click(within(dialog).getByRole("button", { name: "Schedule" }));
  expect(await screen.findByText("2 posts are on the calendar.")).toBeVisible();
  expect(writtenPosts().map(({ text, planned }) => [text, planned?.local])).toEqual([
    ["Monday text", "2027-03-01T09:00"],
    ["Tuesday text", "2027-03-02T09:00"],
  ]);
  expect(screen.getAllByText("On the calendar")).toHaveLength(2);
});

test("what is approved is made into a post once", async () => {
  hasABatch();
  const { user, router } = visit("/content/drafts/batch_1");
  await screen.findByText("Monday text");
  await user.click(screen.getByLabelText(/Choose the post of Mon/));
  await user.click(screen.getByRole("button", { name: "Approve" }));
  expect(await screen.findByText("Approved")).toBeVisible();
  await user.click(ofMonday().getByRole("button", { name: "Open" }));
  await waitFor(() => expect(goingTo(router)).toBe("/compose/post_1"));
  expect(writtenPosts()).toHaveLength(1);
});

test("a discarded draft can be brought back", async () => {
  hasABatch();
  const { user } = visit("/content/drafts/batch_1");
  await screen.findByText("Monday text");
  await user.click(ofMonday().getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(screen.queryByText("Monday text")).toBeNull());
  await user.click(screen.getByRole("button", { name: "Show 1 discarded" }));
  await user.click(await screen.findByRole("button", { name: "Bring back" }));
  expect(await screen.findByText("Monday text")).toBeVisible();
});

test("a draft is written anew in its place", async () => {
  hasABatch();
  const { user } = visit("/content/drafts/batch_1");
  await screen.findByText("Monday text");
  await user.click(ofMonday().getByRole("button", { name: "Write anew" }));
  expect(await screen.findByText("Written anew.")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("what was decided on another device is seen here", async () => {
  hasABatch();
  const told = { decided_by: "user_1", decided_at: "2026-11-23T09:00:00Z" };
  writingWorld().decisions = [
    { ...told, slot: 0, standing: "gone", post_id: "post_0" },
    { ...told, slot: 1, standing: "discarded", post_id: null },
  ];
  visit("/content/drafts/batch_1");
  expect(await screen.findByText("Its post was deleted")).toBeVisible();
  expect(await screen.findByRole("button", { name: "Show 1 discarded" })).toBeVisible();
  expect(screen.queryByText("Tuesday text")).toBeNull();
});

test("a draft is edited in its place", async () => {
  hasABatch();
  const { user } = visit("/content/drafts/batch_1");
  await screen.findByText("Monday text");
  await user.click(ofMonday().getByRole("button", { name: "Edit" }));
  const text = await ofMonday().findByRole("textbox", { name: /^Text for/ });
  expect(text).toHaveFocus();
  await user.clear(text);
  await user.type(text, "My own words");
  await user.click(ofMonday().getByRole("button", { name: "Save" }));
  expect(await ofMonday().findByText("My own words")).toBeVisible();
  expect(ofMonday().getByText("Edited")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});
