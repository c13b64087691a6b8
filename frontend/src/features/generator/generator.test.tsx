import "./GeneratorPage";

import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";

import { eventsIn } from "@/lib/api/generation";
import { accessibilityFaults } from "@/testing/axe";
import { aSource, aSuggestion, events, writingWorld } from "@/testing/handlers/generation";
import { writtenPosts } from "@/testing/handlers/posts";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, aUser, world } from "@/testing/world";

beforeEach(() => {
  world.user = aUser({ plan_type: "pro" });
  world.connections = [aConnection()];
});

const card = () => screen.findByRole("region", { name: "Text for X" });
const prompt = () => screen.findByLabelText("What should it be about?");

async function generated() {
  const page = visit("/content-generator");
  fireEvent.change(await prompt(), { target: { value: "Our October" } });
  await waitFor(() => expect(screen.getByRole("button", { name: "X", pressed: true })).toBeVisible());
  await page.user.click(screen.getByRole("button", { name: "Generate" }));
  await within(await card()).findByText("drafted without a model");
  return page;
}

test("events are cut where they end, and half of one waits for the rest", () => {
  const { events: whole, rest } = eventsIn('event: text\ndata: {"text":"a"}\n\nevent: do');
  expect(whole).toEqual([{ name: "text", data: { text: "a" } }]);
  expect(eventsIn(`${rest}ne\ndata: {}\n\n`).events).toEqual([{ name: "done", data: {} }]);
});

test("a text is written for each chosen platform, and says that no model wrote it", async () => {
  await generated();
  expect(writingWorld().asked).toMatchObject([
    { domain: "tech", platforms: ["x"], custom_prompt: "Our October", include_emojis: true },
  ]);
  expect(await card()).toHaveTextContent("The bakery sold 4,820 loaves in October.");
  expect(await card()).toHaveTextContent("Not enough data for a prediction");
  expect(screen.getByText(/No model has a key here/)).toBeVisible();
  expect(await accessibilityFaults()).toEqual([]);
});

test("without a subject nothing is asked for", async () => {
  const { user } = visit("/content-generator");
  await prompt();
  await user.click(await screen.findByRole("button", { name: "X", pressed: true }));
  await user.click(screen.getByRole("button", { name: "Generate" }));
  expect(await screen.findByText("Choose at least one platform.")).toBeVisible();
  expect(writingWorld().asked).toEqual([]);
});

test("a sentence shows its passage, and one without shows what is missing", async () => {
  writingWorld().sources = [aSource()];
  const { user } = visit("/content-generator?document=source_1");
  expect(await screen.findByText(/Read: 5 passages/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Generate" }));
  const sentence = await screen.findByRole("button", { name: /sold 4,820 loaves/ });
  expect(sentence).toHaveAccessibleDescription(/Rests on the document/);
  sentence.focus();
  await user.keyboard("{Enter}");
  const source = await screen.findByRole("dialog", { name: "Where this sentence comes from" });
  expect(await within(source).findByText("page 1, paragraph 1")).toBeVisible();
  expect(source.querySelector("mark")).toHaveTextContent("The bakery sold 4,820 loaves in October.");
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: /3 prizes/ }));
  const lacking = await screen.findByRole("dialog", { name: "This is not in the document" });
  expect(within(lacking).getByText("3")).toBeVisible();
  expect(within(lacking).getByText("The document names no prizes.")).toBeVisible();
});

test("a changed text is the one that goes into the composer", async () => {
  const { user, router } = await generated();
  await user.click(within(await card()).getByRole("button", { name: "Edit" }));
  const field = screen.getByRole("textbox", { name: "Text for X" });
  fireEvent.change(field, { target: { value: "My own words." } });
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(await card()).toHaveTextContent("Changed by you");
  await user.click(screen.getByRole("button", { name: "Open in the composer" }));
  // The way there is enough; the composer's code need not be waited for.
  const going = () => router.state.navigation.location ?? router.state.location;
  await waitFor(() => expect(going().pathname).toBe("/compose/post_1"));
  expect(writtenPosts()).toMatchObject([{ text: "My own words.", connection_ids: ["con_1"] }]);
});

test("saving twice keeps one post, and the answer leads to it", async () => {
  const { user, router } = await generated();
  await user.click(screen.getByRole("button", { name: "Save to library" }));
  await waitFor(() => expect(writtenPosts()).toHaveLength(1));
  await waitFor(() => expect(screen.getByRole("button", { name: "Save to library" })).not.toBeDisabled());
  await user.click(screen.getByRole("button", { name: "Save to library" }));
  expect(await screen.findAllByText("Saved to your drafts.")).not.toHaveLength(0);
  expect(writtenPosts()).toHaveLength(1);
  const [way] = screen.getAllByRole("button", { name: "See the drafts" });
  if (way) await user.click(way);
  await waitFor(() =>
    expect(router.state.location.pathname + router.state.location.search).toBe("/compose?drafts=open"),
  );
});

test("posting now asks first and names the account", async () => {
  const { user } = await generated();
  await user.click(screen.getByRole("button", { name: "Post now" }));
  const question = await screen.findByRole("dialog", { name: "Post this now?" });
  expect(question).toHaveTextContent("@ada_makes");
  await user.click(within(question).getByRole("button", { name: "Post now" }));
  expect(await screen.findByText("On its way")).toBeVisible();
});

test("a variation tells what stood there before, and takes its place", async () => {
  const { user } = await generated();
  await user.click(screen.getByRole("button", { name: "Variation" }));
  await waitFor(async () => expect(await card()).toHaveTextContent("Something else entirely."));
  expect(writingWorld().asked.at(-1)).toMatchObject({ platform: "x", earlier: [aSuggestion().content] });
});

test("a broken stream keeps what had come and says what happened", async () => {
  server.use(
    http.post("/api/ai/generate-content/stream", () =>
      events(["suggestion", { platform: "x", ...aSuggestion() }]),
    ),
  );
  await generated();
  expect(await screen.findByText("The connection was lost while the texts were written.")).toBeVisible();
  expect(await card()).toHaveTextContent("The bakery sold");
});

test("a refusal is said in its own words", async () => {
  server.use(
    http.post("/api/ai/generate-content/stream", () =>
      problem(403, "pro_required", "This is part of the Pro plan", { detail: "Nothing was written." }),
    ),
  );
  const { user } = visit("/content-generator");
  fireEvent.change(await prompt(), { target: { value: "Our October" } });
  await screen.findByRole("button", { name: "X", pressed: true });
  await user.click(screen.getByRole("button", { name: "Generate" }));
  expect(await screen.findByText("This is part of the Pro plan")).toBeVisible();
});

test("what was typed and written is there again after coming back", async () => {
  const { unmount } = await generated();
  unmount();
  visit("/content-generator");
  expect(await prompt()).toHaveValue("Our October");
  expect(await card()).toHaveTextContent("The bakery sold");
});

test("the free plan sees what documents would give", async () => {
  world.user = aUser();
  visit("/content-generator");
  expect(await screen.findByText("Documents are part of the Pro plan")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Choose a file" })).toBeNull();
});
