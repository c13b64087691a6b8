// Fetched here, so that no test has to wait for the code of the page and its windows.
import "./CategoryDialog";
import "./CategorySheet";
import "./QueueSheet";
import "./QueuesPage";
import "./SlotDialog";

import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { aCampaign, campaigns } from "@/testing/handlers/labels";
import { aCategory, anEvergreen, aPlace, aQueue, queued, standing } from "@/testing/handlers/queues";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  world.connections = [aConnection()];
});

const lastAsked = () => queued().asked.at(-1);

test("without a queue one press makes one", async () => {
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "Make one for me" }));
  expect(await screen.findByRole("heading", { name: "My queue" })).toBeVisible();
  expect(screen.getByText(/Next free: /)).toBeVisible();
});

test("without an account the page leads to connecting one", async () => {
  world.connections = [];
  visit("/queues");
  expect(await screen.findByRole("link", { name: "Connect an account" })).toHaveAttribute(
    "href",
    "/platforms",
  );
});

test("a page that cannot be read says so and is tried again", async () => {
  server.use(
    http.get("/api/queues", () => problem(503, "unavailable", "Not available right now"), { once: true }),
  );
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("You have no queue yet")).toBeVisible();
});

test("a queue shows its week and what stands in the coming slots, and why a slot is empty", async () => {
  Object.assign(queued(), {
    queues: [aQueue(), aQueue({ id: "queue_2", name: "Weekends", colour: "green", paused: true })],
    categories: [aCategory()],
    places: [
      standing("Good morning"),
      standing("From the shelf", {
        at: "2027-03-04T15:30:00Z",
        post: {
          post_id: "post_r",
          text: "From the shelf",
          state: "scheduled",
          connection_ids: ["con_1"],
          recycled: true,
        },
      }),
      aPlace({ at: "2027-03-11T15:30:00Z", category_id: "category_1", notes: ["Every post of Tips rests."] }),
      aPlace({ at: "2027-03-12T15:30:00Z", emptied: true }),
      aPlace({ at: "2027-03-13T15:30:00Z", full_day: true }),
    ],
  });
  const { user } = visit("/queues");
  expect(await screen.findByRole("button", { name: /^Thursday,.*filled from.*Tips/ })).toBeVisible();
  expect(await screen.findByRole("link", { name: /^Open the post:.*Good morning$/ })).toBeVisible();
  expect(screen.getByText("Sent again")).toBeVisible();
  expect(screen.getByText("Every post of Tips rests.")).toBeVisible();
  expect(screen.getByText(/You took the recycled post out/)).toBeVisible();
  expect(screen.getByText(/sends no more posts on this day/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: /Weekends/ }));
  expect(await screen.findByText(/This queue is paused/)).toBeVisible();
});

test("by keys alone a time is added to several days, changed, and removed with a way back", async () => {
  queued().queues = [aQueue()];
  const { user } = visit("/queues");
  (await screen.findByRole("button", { name: "Add a time" })).focus();
  await user.keyboard("{Enter}");
  let dialog = await screen.findByRole("dialog", { name: "Add a time" });
  expect(await accessibilityFaults(dialog)).toEqual([]);
  fireEvent.change(within(dialog).getByLabelText("Time"), { target: { value: "08:15" } });
  within(dialog).getByRole("checkbox", { name: "Monday" }).focus();
  await user.keyboard(" ");
  within(dialog).getByRole("button", { name: "Add" }).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(queued().queues[0]?.slots).toHaveLength(6));
  expect(queued().queues[0]?.slots.map(({ weekday }) => weekday)).toEqual([1, 1, 2, 3, 3, 4]);
  await user.click(await screen.findByRole("button", { name: /^Wednesday,/ }));
  dialog = await screen.findByRole("dialog", { name: "Change this time" });
  await user.click(within(dialog).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(queued().queues[0]?.slots).toHaveLength(5));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(queued().queues[0]?.slots).toHaveLength(6));
});

test("a time that is there already is refused before anything is sent", async () => {
  queued().queues = [aQueue()];
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "Add a time on Tuesday" }));
  await user.click(await screen.findByRole("button", { name: "Add" }));
  expect(await screen.findByText("There is a slot at this time already.")).toBeVisible();
  expect(queued().asked).toEqual([]);
});

test("the posts in line change their places, and one is taken out", async () => {
  Object.assign(queued(), {
    queues: [aQueue()],
    places: [standing("One"), standing("Two", { at: "2027-03-04T15:30:00Z" })],
  });
  const { user } = visit("/queues");
  const down = await screen.findByRole("button", { name: "Move down: One" });
  expect(screen.getByRole("button", { name: "Move up: One" })).toBeDisabled();
  await user.click(down);
  await waitFor(() => expect(screen.getByRole("button", { name: "Move up: One" })).toBeEnabled());
  expect(lastAsked()?.body).toEqual({ post_ids: ["post_Two", "post_One"] });
});

test("a queue is paused and resumed, and the page says what became of its posts", async () => {
  Object.assign(queued(), { queues: [aQueue()], places: [standing("One")] });
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "Pause" }));
  expect(
    await screen.findByText("The queue is paused. 1 post is a draft until you resume it."),
  ).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Resume" }));
  expect(await screen.findByText("The queue runs. 1 post has a time again.")).toBeVisible();
});

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test("a queue is made with a name, a colour and accounts, and is shown at once", async () => {
  queued().queues = [aQueue()];
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "New queue" }));
  const sheet = await screen.findByRole("dialog", { name: "New queue" });
  expect(await within(sheet).findByRole("checkbox", { name: /ada_makes/ })).toBeChecked();
  await user.click(within(sheet).getByRole("button", { name: "Make the queue" }));
  expect(await within(sheet).findByText("Give it a name.")).toBeVisible();
  expect(await accessibilityFaults(sheet)).toEqual([]);
  type("Name", "Evenings");
  fireEvent.click(within(sheet).getByRole("radio", { name: "Green" }));
  fireEvent.click(within(sheet).getByRole("button", { name: "Make the queue" }));
  expect(
    await screen.findByRole("button", { name: "Evenings", pressed: true }, { timeout: 5_000 }),
  ).toBeVisible();
  expect(lastAsked()?.body).toMatchObject({ name: "Evenings", colour: "green", connection_ids: ["con_1"] });
});

test("a queue is deleted after a question", async () => {
  queued().queues = [aQueue()];
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.click(await screen.findByRole("button", { name: "Delete the queue" }));
  const question = await screen.findByRole("dialog", { name: "Delete Weekdays?" });
  await user.click(within(question).getByRole("button", { name: "Delete the queue" }));
  expect(await screen.findByText("You have no queue yet")).toBeVisible();
});

test("a category is made, and an evergreen post is written with a variation and removed", async () => {
  queued().queues = [aQueue()];
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: "New category" }));
  const dialog = await screen.findByRole("dialog", { name: "New category" });
  type("Name", "Tips");
  fireEvent.click(within(dialog).getByRole("button", { name: "Make the category" }));
  await user.click(await screen.findByRole("button", { name: "Write one" }));
  type("Text", "Label both ends.");
  fireEvent.click(screen.getByRole("button", { name: "Add a variation" }));
  type("Variation 1", "Name your cables.");
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("1 variation")).toBeVisible();
  expect(lastAsked()?.body).toEqual({ text: "Label both ends.", texts: ["Name your cables."] });
  fireEvent.click(screen.getByRole("button", { name: "Remove: Label both ends." }));
  expect(await screen.findByText(/No posts yet/)).toBeVisible();
});

test("an evergreen post is given tags and a campaign, and keeps those that nobody touches", async () => {
  campaigns().push(aCampaign());
  Object.assign(queued(), {
    queues: [aQueue()],
    categories: [aCategory()],
    evergreens: [anEvergreen({ labels: { tags: ["bread"], campaign_id: null } })],
  });
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: /^Tips/ }));
  await user.click(await screen.findByRole("button", { name: /^Edit: Label/ }));
  expect(await screen.findByLabelText(/^Tags/)).toHaveValue("bread");
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: /^Edit: Label/ }));
  expect(lastAsked()?.body).not.toHaveProperty("labels");
  fireEvent.change(screen.getByLabelText(/^Tags/), { target: { value: "bread, #Rye " } });
  await user.click(screen.getByRole("combobox", { name: /Campaign/ }));
  await user.click(await screen.findByRole("option", { name: aCampaign().name }));
  expect(await accessibilityFaults(screen.getByRole("dialog"))).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(lastAsked()?.body).toMatchObject({
      labels: { tags: ["bread", "rye"], campaign_id: aCampaign().id },
    }),
  );
});

test("a category of more posts than a page holds shows them all, page by page", async () => {
  Object.assign(queued(), {
    queues: [aQueue()],
    categories: [aCategory()],
    evergreens: Array.from({ length: 120 }, (_, number) =>
      anEvergreen({ id: `evergreen_${number}`, text: `Tip ${number}.` }),
    ),
  });
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: /^Tips/ }));
  expect(await screen.findAllByRole("button", { name: /^Edit: Tip/ })).toHaveLength(50);
  await user.click(screen.getByRole("button", { name: "Show more" }));
  await waitFor(() => expect(screen.getAllByRole("button", { name: /^Edit: Tip/ })).toHaveLength(100));
  await user.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByRole("button", { name: "Edit: Tip 119." })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
});

test("an evergreen post that rests says until when, one with a problem says which", async () => {
  Object.assign(queued(), {
    queues: [aQueue()],
    categories: [aCategory()],
    evergreens: [
      anEvergreen({ last_at: "2027-02-01T10:00:00Z", ready_at: "2027-03-03T10:00:00Z" }),
      anEvergreen({ id: "evergreen_2", text: "Too long", problem: "It could not be planned." }),
    ],
  });
  const { user } = visit("/queues");
  await user.click(await screen.findByRole("button", { name: /^Tips/ }));
  expect(await screen.findByText(/Rests until/)).toBeVisible();
  expect(screen.getByText("It could not be planned.")).toBeVisible();
});
