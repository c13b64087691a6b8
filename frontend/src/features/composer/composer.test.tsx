// Fetched here, so that no test has to wait for the page's code.
import "./ComposePage";
import "./LabelsLine";
import "./WhenPanel";
import "./PlannedNote";
import "./OutcomeActions";
import "./Outcome";

import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import { aCampaign, campaigns } from "@/testing/handlers/labels";
import media from "@/testing/handlers/media";
import posts, { aPost, holdPosts, writtenPosts } from "@/testing/handlers/posts";
import { aFailed, aScheduled, hold, inMinutes, publications } from "@/testing/handlers/publications";
import { aQueue, queued } from "@/testing/handlers/queues";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  server.use(...posts, ...media);
  world.connections = [aConnection()];
  URL.createObjectURL = () => "blob:picture";
  URL.revokeObjectURL = () => undefined;
});

// A page that goes away still saves; that must not reach into the next test.
afterEach(async () => {
  cleanup();
  await waitFor(() => expect(keptCopies()).toEqual([]), { timeout: 5_000 });
});

const keptCopies = () => Object.keys(localStorage).filter((key) => key.startsWith("vp.writing."));
const textField = () => screen.findByRole("textbox", { name: "Post text" });
const preview = () => screen.findByRole("figure", { name: "Preview on X" });
const saved = () => screen.findByText("Saved", undefined, { timeout: 3_000 });
const aPicture = (name = "loaf.png", type = "image/png") => new File(["picture"], name, { type });

async function choose(...files: File[]) {
  await textField();
  const picker = document.querySelector("input[type=file]");
  if (picker) fireEvent.change(picker, { target: { files } });
}

function firstPost() {
  const [post] = writtenPosts();
  if (!post) throw new Error("Nothing was written.");
  return post;
}

test("what is typed is kept as a draft and shown as followers will see it", async () => {
  const { user, router } = visit("/compose");
  await user.type(await textField(), "Fresh rye @ada #bread");
  expect(await preview()).toHaveTextContent("Fresh rye @ada #bread");
  await saved();
  expect(writtenPosts()).toMatchObject([{ text: "Fresh rye @ada #bread", connection_ids: ["con_1"] }]);
  expect(router.state.location.pathname).toBe("/compose/post_1");
  await user.type(await textField(), ", still warm");
  await waitFor(() => expect(writtenPosts()[0]?.text).toBe("Fresh rye @ada #bread, still warm"), {
    timeout: 3_000,
  });
  expect(writtenPosts()).toHaveLength(1);
});

test("text that never reached the server is there again after a reload", async () => {
  let tries = 0;
  server.use(
    http.post("/api/posts", () => {
      tries += 1;
      return HttpResponse.error();
    }),
  );
  const first = visit("/compose");
  await first.user.type(await textField(), "On a train");
  expect(await screen.findByText("Kept in this browser", undefined, { timeout: 3_000 })).toBeVisible();
  first.unmount();
  await waitFor(() => expect(tries).toBe(2));
  server.use(...posts);
  visit("/compose");
  expect(await textField()).toHaveValue("On a train");
  await saved();
  expect(writtenPosts()).toMatchObject([{ text: "On a train" }]);
});

test("a draft that was changed elsewhere is told in words, and the person chooses", async () => {
  holdPosts(aPost({ text: "First" }));
  const { user } = visit("/compose/post_1");
  await user.type(await textField(), " mine");
  Object.assign(firstPost(), { text: "Theirs", version: 7 });
  const alert = await screen.findByText("This post was changed somewhere else", undefined, {
    timeout: 3_000,
  });
  expect(alert).toBeVisible();
  expect(await textField()).toHaveValue("First mine");
  await user.click(screen.getByRole("button", { name: "Keep mine" }));
  await saved();
  expect(writtenPosts()).toMatchObject([{ text: "First mine", version: 8 }]);
});

test("taking the other text replaces what is shown", async () => {
  holdPosts(aPost({ text: "First" }));
  const { user } = visit("/compose/post_1");
  await user.type(await textField(), " mine");
  Object.assign(firstPost(), { text: "Theirs", version: 7 });
  await user.click(await screen.findByRole("button", { name: "Take the other one" }, { timeout: 3_000 }));
  await waitFor(async () => expect(await textField()).toHaveValue("Theirs"));
});

test("the count follows X's rule", async () => {
  const { user } = visit("/compose");
  await user.type(await textField(), "👍 https://example.com/a/long/address");
  expect(screen.getByText("254 characters left")).toBeInTheDocument();
});

test("a problem stands at the part that has it, and publishing says it too", async () => {
  const { user } = visit("/compose");
  fireEvent.change(await textField(), { target: { value: "a".repeat(290) } });
  const message = "X takes 280 characters and counts 290 here: 10 too many.";
  await waitFor(async () => expect(await textField()).toHaveAccessibleDescription(message));
  expect(await textField()).toBeInvalid();
  expect(screen.getByText("10 characters too many")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Publish now" }));
  const refusal = await screen.findByRole("alert");
  expect(refusal).toHaveTextContent("Nothing was scheduled or sent.");
  expect(refusal).toHaveTextContent(message);
  expect(publications()).toEqual([]);
});

test("the price is known before anything is sent", async () => {
  const { user } = visit("/compose");
  await user.type(await textField(), "Hello");
  expect(await screen.findByText("X charges $0.015 for this post.")).toBeVisible();
  await user.type(await textField(), " https://example.com");
  expect(await screen.findByText("X charges $0.20 for this post.")).toBeVisible();
});

test("publishing now turns from sending to published without leaving the page", async () => {
  const { user } = visit("/compose");
  await user.type(await textField(), "Out it goes");
  await user.click(screen.getByRole("button", { name: "Publish now" }));
  const outcome = await screen.findByRole("region", { name: "What happened to it" });
  expect(outcome).toHaveTextContent("Sending…");
  expect(await within(outcome).findByText("Published", undefined, { timeout: 4_000 })).toBeVisible();
  expect(within(outcome).getByRole("link", { name: "Open on X" })).toHaveAttribute(
    "href",
    publications()[0]?.url,
  );
  expect(within(outcome).getByRole("link", { name: "Details" })).toHaveAttribute(
    "href",
    `/publications/${publications()[0]?.id ?? ""}`,
  );
  expect(await textField()).toHaveAttribute("readonly");
  expect(publications()).toHaveLength(1);
});

test("Ctrl and Enter publish from the text field", async () => {
  const { user } = visit("/compose");
  await user.type(await textField(), "By key{Control>}{Enter}{/Control}");
  await screen.findByRole("region", { name: "What happened to it" });
  expect(publications()).toMatchObject([{ text: "By key" }]);
});

test("nothing is sent from an empty page or without an account, and it says why", async () => {
  world.connections = [aConnection(), aConnection({ id: "con_2", username: "second" })];
  const { user } = visit("/compose");
  await textField();
  await user.click(screen.getByRole("button", { name: "Publish now" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Write something or add a picture first.");
  await user.type(await textField(), "Hello");
  await user.click(screen.getByRole("button", { name: "Publish now" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Choose where it should go.");
  await user.click(screen.getByRole("button", { name: /second/ }));
  await user.click(screen.getByRole("button", { name: "Publish now" }));
  await screen.findByRole("region", { name: "What happened to it" });
  expect(publications()).toMatchObject([{ connection_id: "con_2" }]);
});

test("a picked time is one of the person's own clock, and the post says when it goes out", async () => {
  const { user } = visit("/compose?at=2027-03-01T09:00");
  await user.type(await textField(), "Spring");
  await user.click(screen.getByRole("button", { name: /^Schedule for/ }));
  expect(await screen.findByText(/^Scheduled for Mon, Mar 1, (2027, )?9:00 AM$/)).toBeVisible();
  expect(writtenPosts()[0]?.planned).toEqual({
    local: "2027-03-01T09:00",
    zone: "Europe/Berlin",
    at: "2027-03-01T08:00:00.000Z",
  });
});

test("what was wrong with a time is no longer said once another is chosen", async () => {
  server.use(
    http.post("/api/posts/:id/schedule", () =>
      problem(422, "validation_failed", "Some fields need another look", { detail: "This is in the past." }),
    ),
  );
  const { user } = visit("/compose?at=2020-01-01T09:00");
  await user.type(await textField(), "Late");
  await user.click(screen.getByRole("button", { name: /^Schedule for/ }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This is in the past.");
  fireEvent.change(screen.getByLabelText("Day and time"), { target: { value: "2031-01-01T09:00" } });
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("an hour that the clocks skip is told before scheduling", async () => {
  visit("/compose?at=2027-03-28T02:30");
  expect(await screen.findByText(/Europe\/Berlin skips this hour.*3:30 AM/)).toBeVisible();
});

test("a scheduled post changes only when its author saves, and can be taken back", async () => {
  const publication = aScheduled({ post_id: "post_1", text: "Planned" });
  holdPosts(
    aPost({
      text: "Planned",
      state: "scheduled",
      connection_ids: ["con_1"],
      planned: publication.planned,
      publications: [publication],
    }),
  );
  const { user } = visit("/compose/post_1");
  await user.type(await textField(), " anew");
  expect(await screen.findByText("Changes not applied yet")).toBeVisible();
  expect(writtenPosts()[0]?.text).toBe("Planned");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(writtenPosts()[0]?.text).toBe("Planned anew"));
  await user.click(screen.getByRole("button", { name: "Cancel the schedule" }));
  expect(await screen.findByRole("button", { name: "Publish now" })).toBeVisible();
  expect(writtenPosts()[0]?.state).toBe("draft");
});

test("a refused post can be edited and tried again", async () => {
  const refused = aFailed({ id: "pub_9", post_id: "post_1", text: "Bad" });
  hold(refused);
  holdPosts(aPost({ text: "Bad", state: "failed", connection_ids: ["con_1"], publications: [refused] }));
  server.use(
    http.post("/api/publications/pub_9/drop", () => {
      refused.state = "cancelled";
      Object.assign(firstPost(), { state: "draft", version: 2 });
      return HttpResponse.json({ publication: refused });
    }),
  );
  const { user } = visit("/compose/post_1");
  const outcome = await screen.findByRole("region", { name: "What happened to it" });
  expect(outcome).toHaveTextContent("X says that the link in this post is not allowed.");
  await user.click(within(outcome).getByRole("button", { name: "Edit and try again" }));
  await waitFor(async () => expect(await textField()).not.toHaveAttribute("readonly"));
});

test("pictures are uploaded, described, put in order and removed", async () => {
  const { user } = visit("/compose");
  await choose(aPicture("one.png"), aPicture("two.png"));
  const rows = await screen.findByRole("list", { name: "Files" });
  await user.type(await within(rows).findByLabelText("Describe picture 1"), "A loaf of rye");
  expect(await preview()).toHaveTextContent("ALT");
  expect(within(rows).getAllByText(/No description yet/)).toHaveLength(1);
  await user.click(within(rows).getByRole("button", { name: "Move picture 1 to the back" }));
  expect(within(rows).getByLabelText("Describe picture 2")).toHaveValue("A loaf of rye");
  await saved();
  expect(writtenPosts()[0]?.media.map(({ alt }) => alt)).toEqual(["", "A loaf of rye"]);
  await user.click(within(rows).getByRole("button", { name: "Remove picture 1" }));
  await waitFor(() => expect(writtenPosts()[0]?.media).toHaveLength(1), { timeout: 3_000 });
});

test("a pasted picture is taken", async () => {
  visit("/compose");
  fireEvent.paste(await textField(), { clipboardData: { files: [aPicture()] } });
  expect(await screen.findByLabelText("Describe picture 1")).toBeVisible();
});

test("a file that cannot be posted is refused in words, before and after its upload", async () => {
  const { user } = visit("/compose");
  await screen.findByRole("button", { name: "Add pictures or video" });
  await choose(aPicture("notes.pdf", "application/pdf"), aPicture("broken.png"));
  expect(await screen.findByText(/notes\.pdf is not a file that can be posted/)).toBeVisible();
  expect(await screen.findByText(/It is no picture, although its name says so/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Dismiss broken.png" }));
  expect(screen.queryByText(/It is no picture/)).not.toBeInTheDocument();
});

test("a thread has a count and a preview for each part", async () => {
  const { user } = visit("/compose");
  await user.type(await textField(), "First");
  await user.click(screen.getByRole("button", { name: "Add to thread" }));
  const second = await screen.findByRole("textbox", { name: "Text of part 2" });
  expect(second).toHaveFocus();
  await user.type(second, "Second");
  expect(
    within(screen.getByRole("group", { name: "Part 2" })).getByText("274 characters left"),
  ).toBeInTheDocument();
  expect(await preview()).toHaveTextContent(/First.*Second/);
  await saved();
  expect(writtenPosts()[0]?.follow_ups).toMatchObject([{ text: "Second" }]);
  await user.click(screen.getByRole("button", { name: "Remove part 2" }));
  expect(screen.queryByRole("textbox", { name: "Text of part 2" })).not.toBeInTheDocument();
  await waitFor(() => expect(firstPost().follow_ups).toEqual([]), { timeout: 3_000 });
});

test("drafts can be opened, and a deleted one comes back", async () => {
  holdPosts(aPost({ text: "Older" }), aPost({ id: "post_2", text: "Newer" }));
  const { user, router } = visit("/compose");
  await user.click(await screen.findByRole("button", { name: "Drafts" }));
  const sheet = await screen.findByRole("dialog", { name: "Drafts" });
  await within(sheet).findByText("Newer");
  const [newer, ...others] = within(sheet).getAllByRole("listitem");
  expect(others).toHaveLength(1);
  if (!newer) throw new Error("The draft is not listed.");
  await user.click(within(newer).getByRole("button", { name: "Delete draft" }));
  await waitFor(() => expect(within(sheet).queryByText("Newer")).not.toBeInTheDocument());
  expect(within(sheet).getByText("Older")).toBeVisible();
  fireEvent.click(await screen.findByText("Undo"));
  expect(await within(sheet).findByText("Newer")).toBeVisible();
  await user.click(within(sheet).getByText("Older"));
  expect(router.state.location.pathname).toBe("/compose/post_1");
  await waitFor(async () => expect(await textField()).toHaveValue("Older"));
});

test("a deleted draft comes back with its labels, and drafts are found by them", async () => {
  campaigns().push(aCampaign());
  const labels = { tags: ["bread"], campaign_id: "campaign_1", version: 3 };
  holdPosts(aPost({ text: "Older" }), aPost({ id: "post_2", text: "Newer", labels }));
  const { user } = visit("/compose");
  await user.click(await screen.findByRole("button", { name: "Drafts" }));
  const sheet = within(await screen.findByRole("dialog", { name: "Drafts" }));
  const [newer] = (await sheet.findAllByRole("listitem")).filter((row) => within(row).queryByText("Newer"));
  if (!newer) throw new Error("The draft is not listed.");
  await user.click(within(newer).getByRole("button", { name: "Delete draft" }));
  fireEvent.click(await screen.findByText("Undo"));
  await waitFor(() =>
    expect(writtenPosts().find(({ text }) => text === "Newer")?.labels).toMatchObject({
      tags: ["bread"],
      campaign_id: "campaign_1",
    }),
  );
  await user.click(await sheet.findByRole("combobox", { name: "Tag" }));
  await user.click(await screen.findByRole("option", { name: "bread" }));
  await waitFor(() => expect(sheet.queryByText("Older")).not.toBeInTheDocument());
  expect(sheet.getByText("Newer")).toBeVisible();
});

test("which drafts are shown is kept in the address, through a reload, a draft and the way back", async () => {
  const labels = { tags: ["bread"], campaign_id: null, version: 1 };
  holdPosts(aPost({ text: "Older" }), aPost({ id: "post_2", text: "Newer", labels }));
  const { user, router } = visit("/compose?at=2027-03-01T09:00&drafts=open&tag=bread");
  const sheet = async () => within(await screen.findByRole("dialog", { name: "Drafts" }));
  expect(await (await sheet()).findByText("Newer")).toBeVisible();
  expect((await sheet()).queryByText("Older")).not.toBeInTheDocument();
  await user.click((await sheet()).getByText("Newer"));
  expect(router.state.location).toMatchObject({ pathname: "/compose/post_2", search: "?tag=bread" });
  await waitFor(async () => expect(await textField()).toHaveValue("Newer"));
  expect(screen.queryByRole("dialog", { name: "Drafts" })).not.toBeInTheDocument();
  await act(() => router.navigate(-1));
  expect(await (await sheet()).findByRole("combobox", { name: "Tag" })).toHaveTextContent("bread");
  await user.click((await sheet()).getByRole("combobox", { name: "Tag" }));
  await user.click(await screen.findByRole("option", { name: "All tags" }));
  expect(await (await sheet()).findByText("Older")).toBeVisible();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(router.state.location.search).toBe("?at=2027-03-01T09%3A00"));
});

test("the list of drafts stays open when what is written is stored for the first time", async () => {
  const { user, router } = visit("/compose");
  await user.type(await textField(), "Early bird");
  await user.click(screen.getByRole("button", { name: "Drafts" }));
  await screen.findByRole("dialog", { name: "Drafts" });
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/compose\/post_/), {
    timeout: 5_000,
  });
  expect(router.state.location.search).toBe("?drafts=open");
  expect(screen.getByRole("dialog", { name: "Drafts" })).toBeVisible();
});

test("a new post starts empty, whatever was written before", async () => {
  holdPosts(aPost({ text: "Before" }));
  const { user } = visit("/compose/post_1");
  await waitFor(async () => expect(await textField()).toHaveValue("Before"));
  await user.click(screen.getByRole("link", { name: "New post" }));
  await waitFor(async () => expect(await textField()).toHaveValue(""));
});

test("without accounts it leads to connecting one, and the text is kept all the same", async () => {
  world.connections = [];
  const { user } = visit("/compose");
  await user.type(await textField(), "Early bird");
  expect(screen.getByRole("link", { name: "Connect an account" })).toHaveAttribute("href", "/platforms");
  await saved();
  expect(writtenPosts()).toMatchObject([{ text: "Early bird" }]);
});

test("a post that does not exist is told", async () => {
  server.use(
    http.get("/api/posts/gone", () =>
      problem(404, "not_found", "There is nothing here", { detail: "There is no such post." }),
    ),
  );
  visit("/compose/gone");
  expect(await screen.findByRole("heading", { name: "This post is gone" })).toBeVisible();
});

test("the page has no accessibility faults, empty, full and after sending", async () => {
  const { user, client } = visit("/compose");
  const quiet = () => waitFor(() => expect(client.isFetching() + client.isMutating()).toBe(0));
  await preview();
  await quiet();
  expect(await accessibilityFaults()).toEqual([]);
  await choose(aPicture());
  await screen.findByLabelText("Describe picture 1");
  await user.type(await textField(), "All of it https://example.com");
  await user.click(screen.getByRole("button", { name: "Add to thread" }));
  await user.click(screen.getByRole("button", { name: "Pick a time" }));
  await screen.findByText(/^X charges/);
  await saved();
  await quiet();
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Send now instead" }));
  await user.click(screen.getByRole("button", { name: "Remove part 2" }));
  await user.click(screen.getByRole("button", { name: "Publish now" }));
  const outcome = await screen.findByRole("region", { name: "What happened to it" });
  await within(outcome).findByText("Published", undefined, { timeout: 4_000 });
  await quiet();
  expect(await accessibilityFaults()).toEqual([]);
});

test("a held post says what it waits for", async () => {
  const publication = aScheduled({
    post_id: "post_1",
    due_at: inMinutes(-5),
    hold: { code: "paused", message: "Publishing was paused before anything was sent." },
  });
  holdPosts(
    aPost({
      text: "Waits",
      state: "scheduled",
      connection_ids: ["con_1"],
      planned: publication.planned,
      publications: [publication],
    }),
  );
  visit("/compose/post_1");
  expect(await screen.findByText(/Publishing was paused before anything was sent/)).toBeVisible();
});

test("a post is added to the queue whose next free slot the button names", async () => {
  queued().queues = [aQueue()];
  const { user } = visit("/compose");
  fireEvent.change(await textField(), { target: { value: "Fresh rye" } });
  await user.click(await screen.findByRole("button", { name: /^Add to queue · .*10:00/ }));
  expect(await screen.findByText("Skipped 1 March: it is full.")).toBeVisible();
  expect(queued().asked).toEqual([{ path: "/api/queues/queue_1/posts", body: { post_id: "post_1" } }]);
  expect(firstPost().planned?.local).toBe("2027-03-02T10:00");
});
