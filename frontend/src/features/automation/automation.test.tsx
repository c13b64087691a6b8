import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";

import { accessibilityFaults } from "@/testing/axe";
import { anAutomation, anEntry, automated } from "@/testing/handlers/automation";
import { inMinutes } from "@/testing/handlers/publications";
import { visit } from "@/testing/render";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  world.connections = [aConnection()];
});

function runs(...entries: ReturnType<typeof anEntry>[]) {
  Object.assign(automated(), { automation: anAutomation(), entries });
}

test("without an automation the page says what it would do and leads to the set-up", async () => {
  visit("/auto-posting");
  expect(await screen.findByText("Nothing runs by itself yet")).toBeVisible();
  expect(screen.getByRole("link", { name: "Set up the automation" })).toHaveAttribute("href", "/scheduler");
});

test("it tells how it stands, what is to come and why, and what would go wrong", async () => {
  runs(anEntry());
  visit("/auto-posting");
  expect(await screen.findByText("It plans, writes and sends by itself.")).toBeVisible();
  expect(await screen.findByText(/answer 1.4 times the usual/)).toBeInTheDocument();
  expect(await screen.findByText("The sign-in ends on that day.")).toBeVisible();
  expect(screen.getByText("2 posts a day, as you wished.")).toBeVisible();
  expect(await screen.findByText(/Not enough data of this account/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("an hour without posts says that there is not enough data, and every hour is named", async () => {
  runs();
  visit("/auto-posting");
  const grid = await screen.findByRole("table", { name: /Responses by weekday and hour/ });
  expect(within(grid).getAllByRole("button")).toHaveLength(168);
  expect(screen.getAllByText(/Monday 9 AM: not enough data yet\./)[0]).toBeVisible();
  expect(within(grid).getByRole("button", { name: /Sunday 11 PM/ })).toBeInTheDocument();
});

test("it is paused and resumed", async () => {
  runs();
  const { user } = visit("/auto-posting");
  await user.click(await screen.findByRole("button", { name: "Pause" }));
  await user.click(await screen.findByRole("button", { name: "Resume" }));
  expect(await screen.findByText("It plans, writes and sends by itself.")).toBeVisible();
});

test("it is stopped with a question, and the stop is undone", async () => {
  runs(anEntry());
  const { user } = visit("/auto-posting");
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  const dialog = await screen.findByRole("dialog", { name: "Stop the automation?" });
  await user.click(within(dialog).getByRole("button", { name: "Stop and clear" }));
  expect(await screen.findByText("The automation is stopped. 1 post was cleared.")).toBeVisible();
  await user.click(await screen.findByRole("button", { name: "Undo the stop" }));
  expect(await screen.findByText("It plans, writes and sends by itself.")).toBeVisible();
});

test("the emergency stop asks once and halts", async () => {
  runs();
  const { user } = visit("/auto-posting");
  await user.click(await screen.findByRole("button", { name: "Emergency stop" }));
  const dialog = await screen.findByRole("dialog", { name: "Halt everything now?" });
  await user.click(within(dialog).getByRole("button", { name: "Emergency stop" }));
  expect(await screen.findByText("Everything is halted. Nothing was cancelled.")).toBeVisible();
});

function publishingIs(publishing: "paused" | "stopped") {
  world.user = { ...world.user, workspace: { ...world.user.workspace, publishing } };
}

test("while publishing is stopped nothing is said to run or to go out, and one press resumes it", async () => {
  runs(anEntry({ state: "scheduled" }));
  publishingIs("stopped");
  const { user } = visit("/auto-posting");
  expect(
    await screen.findByText("Publishing is stopped: nothing goes out until you resume it."),
  ).toBeVisible();
  expect(screen.queryByText(/by itself/)).not.toBeInTheDocument();
  expect(screen.queryByText("goes out")).not.toBeInTheDocument();
  await waitFor(() => expect(screen.getAllByText("on hold")).toHaveLength(2));
  expect(screen.queryByRole("button", { name: "Emergency stop" })).not.toBeInTheDocument();
  const controls = screen.getByRole("group", { name: "Automation" });
  await user.click(within(controls).getByRole("button", { name: "Resume publishing" }));
  expect(await screen.findByText("It plans, writes and sends by itself.")).toBeVisible();
  expect(await screen.findByText("goes out")).toBeVisible();
});

test("resuming the automation alone is possible, and then it says what is still stopped", async () => {
  runs();
  Object.assign(automated(), { automation: anAutomation({ state: "paused" }) });
  publishingIs("paused");
  const { user } = visit("/auto-posting");
  await user.click(await screen.findByRole("button", { name: "Resume" }));
  const dialog = await screen.findByRole("dialog", { name: "Resume publishing, too?" });
  await user.click(within(dialog).getByRole("button", { name: "Only the automation" }));
  expect(
    await screen.findByText("The automation is switched on. Nothing goes out until publishing is resumed."),
  ).toBeVisible();
  expect(screen.getByText("Publishing is paused: nothing goes out until you resume it.")).toBeVisible();
});

test("one account is paused by itself", async () => {
  runs();
  const { user } = visit("/auto-posting");
  await user.click(await screen.findByRole("button", { name: "Pause @ada_makes" }));
  expect(await screen.findByRole("button", { name: "Resume @ada_makes" })).toBeVisible();
});

test("by keys alone posts are looked at, written anew, edited, approved and rejected with a reason", async () => {
  runs(anEntry(), anEntry({ id: "ent_2", text: "The second one." }));
  const { user } = visit("/auto-posting/review");
  expect(await screen.findByText("1 of 2")).toBeVisible();
  await user.keyboard("j");
  expect(await screen.findByText("2 of 2")).toBeVisible();
  await user.keyboard("r");
  expect((await screen.findAllByText("Another text about an old radio."))[0]).toBeVisible();
  await user.keyboard("e");
  fireEvent.change(await screen.findByLabelText("Text"), { target: { value: "My own words." } });
  await user.click(screen.getByRole("button", { name: "Keep the text" }));
  await waitFor(() => expect(screen.queryByLabelText("Text")).not.toBeInTheDocument());
  expect((await screen.findAllByText("My own words."))[0]).toBeVisible();
  (document.activeElement as HTMLElement).blur();
  await user.keyboard("a");
  expect(await screen.findByText("1 of 1")).toBeVisible();
  await user.keyboard("x");
  await user.type(await screen.findByLabelText(/What is wrong with it/), "Too loud.");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Reject" }));
  expect(await screen.findByText("Nothing waits for you")).toBeVisible();
  expect(automated().asked.at(-1)?.body).toEqual({ entry_ids: ["ent_1"], reason: "Too loud." });
});

test("what was typed stays while others are looked at and when the page is left, and is not approved unsaved", async () => {
  sessionStorage.clear();
  runs(anEntry(), anEntry({ id: "ent_2", at: inMinutes(180), text: "The second one." }));
  const { user, router } = visit("/auto-posting/review");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  fireEvent.change(await screen.findByLabelText("Text"), { target: { value: "My own words." } });
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(screen.queryByLabelText("Text")).not.toBeInTheDocument();
  expect(screen.getByText("not saved")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Previous" }));
  expect(screen.getByLabelText("Text")).toHaveValue("My own words.");
  await act(() => router.navigate("/auto-posting"));
  await act(() => router.navigate("/auto-posting/review"));
  expect(await screen.findByLabelText("Text")).toHaveValue("My own words.");
  await user.click(screen.getByRole("button", { name: "Choose all" }));
  await user.click(screen.getByRole("button", { name: "Approve those" }));
  expect(await screen.findByText(/has a text that is not saved/)).toBeVisible();
  await waitFor(() => expect(automated().asked.at(-1)?.body).toEqual({ entry_ids: ["ent_2"] }));
  await user.click(await screen.findByRole("button", { name: "Leave it as it was" }));
  expect(screen.queryByText("not saved")).not.toBeInTheDocument();
});

test("more posts than come at once are all reached", async () => {
  const many = Array.from({ length: 130 }, (_, number) =>
    anEntry({ id: `ent_${number}`, at: inMinutes(120 + number), text: `Number ${number}.` }),
  );
  runs(...many);
  const { user } = visit("/auto-posting/review");
  expect(await screen.findByText("1 of 100 and more")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("1 of 130")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
});

test("several are chosen and approved at once", async () => {
  runs(anEntry(), anEntry({ id: "ent_2" }));
  const { user } = visit("/auto-posting/review");
  await user.click(await screen.findByRole("button", { name: "Choose all" }));
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Approve those" }));
  expect(await screen.findByText("2 posts approved.")).toBeVisible();
  expect(await screen.findByText("Nothing waits for you")).toBeVisible();
});
