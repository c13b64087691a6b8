import "./FeedsPage";

import { fireEvent, screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { aFeed, aFeedItem, feedWorld } from "@/testing/handlers/feeds";
import { visit } from "@/testing/render";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  world.connections = [aConnection()];
});

async function openForm() {
  const { user } = visit("/feeds");
  expect(await screen.findByText("No feed yet")).toBeVisible();
  await user.click(screen.getAllByRole("button", { name: "Follow a feed" })[0] as HTMLElement);
  const sheet = within(await screen.findByRole("dialog", { name: "Follow a feed" }));
  const type = (url: string) =>
    fireEvent.change(sheet.getByRole("textbox", { name: "Address" }), { target: { value: url } });
  return { user, sheet, type };
}

test("an address is looked at before it is followed", async () => {
  const { user, sheet, type } = await openForm();
  type("https://maple.example/page");
  await user.click(sheet.getByRole("button", { name: "Look" }));
  expect(await sheet.findByText(/neither an RSS nor an Atom feed/)).toBeVisible();
  type("https://maple.example/feed.xml");
  await user.click(sheet.getByRole("button", { name: "Look" }));
  expect(await sheet.findByText("Warm bread")).toBeVisible();
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
});

test("a feed is followed for the chosen accounts", async () => {
  const { user, sheet, type } = await openForm();
  type("https://maple.example/feed.xml");
  await user.click(sheet.getByRole("button", { name: "@ada_makes" }));
  await user.click(sheet.getByRole("radio", { name: /By an expert/ }));
  expect(sheet.getByRole("button", { name: "Follow" })).toBeDisabled();
  await user.click(sheet.getByRole("radio", { name: /Title and link/ }));
  await user.click(sheet.getByRole("button", { name: "Follow" }));
  expect(await screen.findByRole("region", { name: "Maple & Rye" })).toBeVisible();
  expect(feedWorld().feeds[0]).toMatchObject({
    url: "https://maple.example/feed.xml",
    connection_ids: ["con_1"],
    way: "plain",
  });
});

test("a feed that cannot be read says so, and is turned off", async () => {
  feedWorld().feeds = [aFeed({ problem: "There is nothing at this address (404)." })];
  const { user } = visit("/feeds");
  const card = within(await screen.findByRole("region", { name: "Maple & Rye" }));
  expect(card.getByText("Cannot be read")).toBeVisible();
  expect(card.getByText("There is nothing at this address (404).")).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(card.getByRole("switch", { name: "Follow Maple & Rye" }));
  await waitFor(() => expect(feedWorld().feeds[0]?.active).toBe(false));
  expect(await card.findByText("Off")).toBeVisible();
});

test("an entry that was passed over becomes a draft when it is wanted", async () => {
  feedWorld().feeds = [aFeed()];
  feedWorld().items = [
    aFeedItem(),
    aFeedItem({ id: "item_2", title: "Old bread", state: "passed", post_id: null }),
  ];
  const { user } = visit("/feeds");
  await user.click(await screen.findByRole("button", { name: "Entries of Maple & Rye" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Entries of Maple & Rye" }));
  expect(await sheet.findByRole("link", { name: "Open the draft of Warm bread" })).toHaveAttribute(
    "href",
    "/compose/post_1",
  );
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(sheet.getByRole("button", { name: "Make a draft of Old bread" }));
  expect(await sheet.findByRole("link", { name: "Open the draft of Old bread" })).toHaveAttribute(
    "href",
    "/compose/post_9",
  );
});

test("removing asks first, and a feed is edited", async () => {
  feedWorld().feeds = [aFeed()];
  const { user } = visit("/feeds");
  await user.click(await screen.findByRole("button", { name: "Edit Maple & Rye" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Edit this feed" }));
  await user.click(sheet.getByRole("button", { name: "@ada_makes" }));
  await user.type(sheet.getByLabelText(/^Tags/), "#Blog, rye bread");
  await user.click(sheet.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(feedWorld().feeds[0]?.connection_ids).toEqual(["con_1"]));
  expect(feedWorld().feeds[0]?.labels).toEqual({ tags: ["blog", "rye bread"], campaign_id: null });
  await user.click(await screen.findByRole("button", { name: "Remove Maple & Rye" }));
  const question = within(await screen.findByRole("dialog", { name: "Follow this feed no more?" }));
  await user.click(question.getByRole("button", { name: "Remove" }));
  expect(await screen.findByText("No feed yet")).toBeVisible();
});
