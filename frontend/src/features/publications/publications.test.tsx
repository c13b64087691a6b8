import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import { accessibilityFaults } from "@/testing/axe";
import imitated, {
  aFailed,
  anAttempt,
  anUnconfirmed,
  aPublication,
  aScheduled,
  hold,
  holdReplies,
  publications,
} from "@/testing/handlers/publications";
import { manyPlatforms } from "@/testing/many-platforms";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world } from "@/testing/world";

beforeEach(() => {
  server.use(...imitated);
  world.connections = [aConnection()];
});

const region = (name: string | RegExp) => screen.findByRole("region", { name });
const doubt = /We sent it and got no clear answer\. Here is what we found on X/;

test("a post without a clear answer shows the facts and the three things that a person can say", async () => {
  hold(anUnconfirmed());
  visit("/publications/pub_1");
  const state = await region(doubt);
  expect(state).toHaveTextContent("We sent it Nov 23, 9:30:00 AM.");
  expect(state).toHaveTextContent("What came back: X did not answer within 30 seconds.");
  expect(state).toHaveTextContent("We looked on X once, last Nov 23, 9:31:00 AM: X does not show it.");
  expect(state).toHaveTextContent("X does not show it, which proves nothing there.");
  for (const name of ["Post it again", "It is there", "Drop it"])
    expect(within(state).getByRole("button", { name })).toBeVisible();
  expect(await within(state).findByRole("link", { name: "Look on X" })).toBeVisible();
});

test("posting again asks whether the person looked, and sends only then", async () => {
  hold(anUnconfirmed());
  const { user } = visit("/publications/pub_1");
  await user.click(await screen.findByRole("button", { name: "Post it again" }));
  const dialog = await screen.findByRole("dialog", { name: "Is it really not there?" });
  expect(dialog).toHaveTextContent("only if you looked at @ada_makes on X and it is not there");
  expect(publications()[0]?.state).toBe("unconfirmed");
  await user.click(within(dialog).getByRole("button", { name: "It is not there, post it again" }));
  expect(await region("It is being sent to X")).toBeVisible();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("“it is there” takes the address, refuses what is none, and counts as published", async () => {
  hold(anUnconfirmed());
  const { user } = visit("/publications/pub_1");
  await user.click(await screen.findByRole("button", { name: "It is there" }));
  const field = await screen.findByRole("textbox", { name: /Address of the post/ });
  await user.type(field, "somewhere");
  await user.click(screen.getByRole("button", { name: "Yes, it is there" }));
  expect(await screen.findByText("An address begins with https:// or http://.")).toBeVisible();
  await user.clear(field);
  await user.type(field, "https://x.example/1");
  await user.click(screen.getByRole("button", { name: "Yes, it is there" }));
  const state = await region("It is published, as you told us");
  expect(within(state).getByRole("link", { name: "Open on X" })).toHaveAttribute(
    "href",
    "https://x.example/1",
  );
});

test("a post that a person found without its link can be given it later, and not without one", async () => {
  hold(aPublication({ confirmed_by: "person", platform_post_id: null, url: null }));
  let told: unknown;
  server.use(
    http.post("/api/publications/:id/confirm", async ({ request }) => {
      told = await request.json();
      return HttpResponse.json({ publication: aPublication() });
    }),
  );
  const { user } = visit("/publications/pub_1");
  await user.click(await screen.findByRole("button", { name: "Give its link" }));
  await user.click(await screen.findByRole("button", { name: "Keep the link" }));
  expect(await screen.findByText("An address begins with https:// or http://.")).toBeVisible();
  await user.type(screen.getByRole("textbox", { name: /Address of the post/ }), "https://x.com/ada/status/1");
  await user.click(screen.getByRole("button", { name: "Keep the link" }));
  await waitFor(() => expect(told).toEqual({ url: "https://x.com/ada/status/1" }));
});

test("a dropped post without a clear answer never claims that nothing was sent", async () => {
  hold(anUnconfirmed());
  const { user } = visit("/publications/pub_1");
  await user.click(await screen.findByRole("button", { name: "Drop it" }));
  const dialog = await screen.findByRole("dialog", { name: "Drop this post?" });
  await user.click(within(dialog).getByRole("button", { name: "Drop it" }));
  expect(await region("You dropped it. X may have it all the same")).toBeVisible();
});

test("a refusal of a decision is told inside its question", async () => {
  server.use(
    http.post("/api/publications/:id/retry", () =>
      problem(409, "conflict", "Not possible now", { detail: "It is published already. Nothing was sent." }),
    ),
  );
  hold(anUnconfirmed());
  const { user } = visit("/publications/pub_1");
  await user.click(await screen.findByRole("button", { name: "Post it again" }));
  await user.click(await screen.findByRole("button", { name: "It is not there, post it again" }));
  const dialog = screen.getByRole("dialog");
  expect(await within(dialog).findByText("It is published already. Nothing was sent.")).toBeVisible();
});

test("a failed post says why and what mends it, and is tried again", async () => {
  hold(aFailed());
  const { user } = visit("/publications/pub_1");
  const state = await region("It was not published");
  expect(state).toHaveTextContent("X says that the link in this post is not allowed.");
  expect(state).toHaveTextContent("What to do: Take the link out and try again.");
  await user.click(within(state).getByRole("button", { name: "Try again" }));
  expect(await region("It is being sent to X")).toBeVisible();
});

test("editing a failed post takes it back and opens it in the composer", async () => {
  hold(aFailed());
  const { user, router } = visit("/publications/pub_1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/compose/post_1"));
  expect(publications()[0]?.state).toBe("cancelled");
});

test("the log tells each attempt in words", async () => {
  hold(anUnconfirmed());
  visit("/publications/pub_1");
  const log = await region("What was tried");
  const [sent, look] = within(log).getAllByRole("listitem");
  expect(sent).toHaveTextContent("Attempt 1: sending it");
  expect(sent).toHaveTextContent("Nov 23, 9:30:00 AM, took 30 seconds");
  expect(sent).toHaveTextContent("214 bytes, fingerprint 9f2c41d07a");
  expect(sent).toHaveTextContent("X did not answer within 30 seconds.");
  expect(sent).toHaveTextContent("Look whether it is there before sending again");
  expect(look).toHaveTextContent("Attempt 2: looking on X whether it is there");
  expect(look).toHaveTextContent("Nothing. It only looked");
  expect(look).toHaveTextContent("Ask youX does not show it, which proves nothing there");
});

test("an attempt that is under way claims no answer", async () => {
  hold(
    aScheduled({
      state: "publishing",
      attempts: [
        anAttempt({ ended_at: null, status: null, outcome: "", came_back: "", decision: "", why: "" }),
      ],
    }),
  );
  visit("/publications/pub_1");
  const log = await region("What was tried");
  expect(log).toHaveTextContent("still under way");
  expect(log).toHaveTextContent("No answer yet");
});

test("a published post shows its time, its lateness, its link, fresh numbers and replies", async () => {
  let asked = 0;
  server.use(http.post("/api/publications/:id/refresh-metrics", () => void (asked += 1)));
  const metrics = {
    ...{ likes: 1_204, replies: 1, reposts: 12, impressions: null, bookmarks: null },
    fetched_at: "2026-11-23T09:00:00Z",
  };
  hold(aPublication({ late_seconds: 754, late: true, metrics }));
  holdReplies({
    id: "r1",
    text: "Which radio was it?",
    author_name: "Grace",
    author_username: "grace",
    created_at: "2026-11-23T08:40:00Z",
    url: "http://127.0.0.1:5100/x/grace/status/2",
  });
  visit("/publications/pub_1");
  const state = await region("It is published");
  expect(state).toHaveTextContent(/After its time13 minutesLate/);
  expect(within(state).getByRole("link", { name: "Open on X" })).toBeVisible();
  const numbers = await region("Numbers");
  expect(numbers).toHaveTextContent(/Likes1,204Replies1Reposts12Impressionsnot told/);
  await waitFor(() => expect(asked).toBe(1));
  const replies = await region("Replies");
  await waitFor(() => expect(replies).toHaveTextContent("Which radio was it?"));
  expect(within(replies).getByRole("link", { name: /Open the reply of Grace/ })).toBeVisible();
});

test.each([
  ["paused", "Publishing is paused", "button", "Resume publishing"],
  ["too_late", "It is too late to send it unasked", "button", "Send it now"],
  ["reconnect", "The account has to be reconnected", "link", "Reconnect on the platforms page"],
  ["waiting_for_previous", "It waits for its turn", "link", "See the part before it"],
  ["previous_failed", "The part before it did not go out", "link", "See the part before it"],
  ["previous_without_link", "The link of the part before it is missing", "link", "See the part before it"],
  ["previous_without_link", "The link of the part before it is missing", "button", "Send it as a new thread"],
  ["preparing", "Its files are being prepared", "link", "Edit"],
] as const)("a post that waits (%s) says why and offers the way on", async (code, title, role, name) => {
  hold(
    aPublication({ id: "pub_0" }),
    aScheduled({ position: 1, hold: { code, message: "Nothing was sent." } }),
  );
  visit("/publications/pub_1");
  const state = await region("It waits");
  expect(within(state).getByText(title)).toBeVisible();
  expect(state).toHaveTextContent("Nothing was sent.");
  expect(await within(state).findByRole(role, { name })).toBeVisible();
});

test("a scheduled post can be edited, and cancelled after a question", async () => {
  hold(aScheduled());
  const { user } = visit("/publications/pub_1");
  const state = await region(/It goes out/);
  expect(within(state).getByRole("link", { name: "Edit" })).toHaveAttribute("href", "/compose/post_1");
  await user.click(within(state).getByRole("button", { name: "Cancel" }));
  const dialog = await screen.findByRole("dialog", { name: "Cancel this post?" });
  await user.click(within(dialog).getByRole("button", { name: "Cancel the post" }));
  expect(await region("It was cancelled. Nothing was sent")).toBeVisible();
});

test("the parts of a thread stand in order, each leading to its page", async () => {
  hold(
    aPublication({ id: "pub_a", position: 0, text: "First" }),
    aScheduled({
      position: 1,
      text: "Second",
      hold: { code: "waiting_for_previous", message: "It follows." },
    }),
    aPublication({ id: "pub_other", connection_id: "con_2", text: "Another account" }),
  );
  visit("/publications/pub_1");
  const thread = await region("The thread");
  const links = within(thread).getAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual([
    "/publications/pub_a",
    "/publications/pub_1",
  ]);
  expect(links[1]).toHaveAttribute("aria-current", "page");
});

test("a post that does not exist is told with a way out", async () => {
  visit("/publications/none");
  expect(await screen.findByRole("heading", { name: "This post is gone" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to the dashboard" })).toBeVisible();
});

test("the page has no accessibility fault in any state", async () => {
  hold(aPublication({ id: "p" }), anUnconfirmed({ id: "u" }), aFailed({ id: "f" }), aScheduled({ id: "s" }));
  for (const id of ["p", "u", "f", "s"]) {
    const { unmount } = visit(`/publications/${id}`);
    await region("What was tried");
    expect(await accessibilityFaults()).toEqual([]);
    unmount();
  }
});

test("what went to another platform than X is drawn as that platform shows it, under the account's name", async () => {
  world.platforms = manyPlatforms;
  const account = { platform: "linkedin", username: "Maple & Rye", name: "Maple & Rye" };
  world.connections = [aConnection(account)];
  hold(aPublication({ platform: "linkedin", username: "Maple & Rye", text: "We are hiring a baker." }));
  visit("/publications/pub_1");
  const post = await screen.findByRole("figure", { name: /LinkedIn/ });
  expect(within(post).getByText("We are hiring a baker.")).toBeVisible();
  expect(screen.queryByText(/@Maple/)).not.toBeInTheDocument();
  expect(await accessibilityFaults()).toEqual([]);
});
