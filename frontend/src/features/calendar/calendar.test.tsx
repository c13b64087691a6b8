import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import type { CalendarItem } from "@/lib/api/contract";
import { accessibilityFaults } from "@/testing/axe";
import imitated, { aNote, anItem, pin, plan } from "@/testing/handlers/calendar";
import { problem } from "@/testing/problems";
import { visit } from "@/testing/render";
import { server } from "@/testing/server";
import { aConnection, world, xPlatform } from "@/testing/world";

import { daysOf, step, writePath } from "./days";

// Far ahead, so that no day of the test is over before the test is.
const month = "/calendar?day=2031-05-14&view=month";

const on = (at: string, planned_local: string, changes: Partial<CalendarItem> = {}) =>
  anItem({ at, planned_local, ...changes });

const may15 = (changes: Partial<CalendarItem> = {}) =>
  on("2031-05-15T08:30:00Z", "2031-05-15T10:30", changes);

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    may15({ publication_id: `pub_${index}`, post_id: `post_${index}`, text: `Post ${index}` }),
  );

/** The cell of a day in the month. */
async function cellOf(name: string) {
  const button = await screen.findByRole("button", { name });
  const cell = button.closest("li");
  if (!cell) throw new Error(`${name} has no cell`);
  return cell;
}

/** Takes the way back that the news with this text offers. */
async function undo(user: ReturnType<typeof visit>["user"], text: string | RegExp) {
  const news = (await screen.findByText(text)).closest("li");
  if (!news) throw new Error(`${String(text)} is not news`);
  await user.click(within(news).getByRole("button", { name: "Undo" }));
}

function drop(entry: HTMLElement, cell: HTMLElement) {
  const dataTransfer = { setData: () => undefined, effectAllowed: "none", dropEffect: "none" };
  fireEvent.dragStart(entry, { dataTransfer });
  fireEvent.dragOver(cell, { dataTransfer });
  fireEvent.drop(cell, { dataTransfer });
  fireEvent.dragEnd(entry, { dataTransfer });
}

beforeEach(() => {
  server.use(...imitated);
  world.connections = [aConnection()];
});

test("a post stands on its day and at its time in the person's zone", async () => {
  world.user = { ...world.user, time_zone: "Asia/Tokyo" };
  plan(on("2031-05-15T20:15:00Z", "2031-05-15T22:15"));
  visit(month);
  const cell = await cellOf("Friday, May 16");
  expect(
    await within(cell).findByRole("button", { name: /^5:15 AM ?Scheduled, x @ada_makes: ?Three things/ }),
  ).toBeVisible();
  expect(screen.getByText("Times in Asia/Tokyo")).toBeVisible();
});

test("a full day shows some posts and how many more there are, which opens the day", async () => {
  plan(...many(9));
  const { user, router } = visit(month);
  const cell = await cellOf("Thursday, May 15");
  expect(await within(cell).findAllByRole("button", { name: /Scheduled/ })).toHaveLength(3);
  await user.click(within(cell).getByRole("button", { name: /^6 more on Thursday, May 15/ }));
  expect(router.state.location.search).toContain("view=day");
  expect(await screen.findAllByRole("button", { name: /Scheduled/ })).toHaveLength(9);
});

test("what needs the person says so, is counted and can be seen alone", async () => {
  plan(
    may15({ publication_id: "pub_f", post_id: "post_f", state: "failed", text: "Refused" }),
    may15({ publication_id: "pub_u", post_id: "post_u", state: "unconfirmed", text: "Doubtful" }),
    may15({ publication_id: "pub_h", post_id: "post_h", hold: "reconnect", text: "Held" }),
    may15({ publication_id: "pub_p", post_id: "post_p", state: "published", late: true, text: "Overslept" }),
  );
  const { user } = visit(month);
  expect(await screen.findByText("3 posts here need you.")).toBeVisible();
  expect(screen.getByRole("button", { name: /Failed, needs you.*Refused/ })).toBeVisible();
  expect(screen.getByRole("button", { name: /Unconfirmed, needs you.*Doubtful/ })).toBeVisible();
  expect(screen.getByRole("button", { name: /reconnect the account, needs you.*Held/ })).toBeVisible();
  expect(screen.getByRole("button", { name: /Published, went out late.*Overslept/ })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Show only those" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /Overslept/ })).not.toBeInTheDocument());
  expect(screen.getByRole("button", { name: /Refused/ })).toBeVisible();
});

test("a dropped post keeps its time, moves before the server has answered, and can be put back", async () => {
  plan(may15());
  const asked: unknown[] = [];
  let answer: (() => void) | undefined;
  server.use(
    http.post("/api/posts/:id/schedule", async ({ request }) => {
      asked.push(await request.clone().json());
      if (asked.length === 1) await new Promise<void>((resolve) => (answer = resolve));
      return undefined;
    }),
  );
  const { user } = visit(month);
  const [from, to] = [await cellOf("Thursday, May 15"), await cellOf("Tuesday, May 20")];
  drop(await within(from).findByRole("button", { name: /Three things/ }), to);
  expect(await within(to).findByRole("button", { name: /^10:30 AM/ })).toBeVisible();
  await waitFor(() => expect(answer).toBeDefined());
  answer?.();
  await undo(user, /^Moved to Tue, May 20/);
  expect(await within(from).findByRole("button", { name: /^10:30 AM/ })).toBeVisible();
  expect(asked).toEqual([
    { local: "2031-05-20T10:30", zone: "Europe/Berlin" },
    { local: "2031-05-15T10:30", zone: "Europe/Berlin" },
  ]);
});

test("a move that the server refuses is told in words and the post is put back", async () => {
  plan(may15());
  server.use(
    http.post("/api/posts/:id/schedule", () =>
      problem(409, "already_published", "This is published already", {
        detail: "It left a moment ago. Nothing was changed.",
      }),
    ),
  );
  visit(month);
  const [from, to] = [await cellOf("Thursday, May 15"), await cellOf("Tuesday, May 20")];
  drop(await within(from).findByRole("button", { name: /Three things/ }), to);
  expect(await screen.findByText("It left a moment ago. Nothing was changed.")).toBeVisible();
  expect(await within(from).findByRole("button", { name: /Three things/ })).toBeVisible();
  expect(within(to).queryByRole("button", { name: /Three things/ })).not.toBeInTheDocument();
});

test("what is out already is not even asked about", async () => {
  plan(may15({ state: "published" }));
  const asked = vi.fn();
  server.use(
    http.post("/api/posts/:id/schedule", () => {
      asked();
      return HttpResponse.json({});
    }),
  );
  visit(month);
  const [from, to] = [await cellOf("Thursday, May 15"), await cellOf("Tuesday, May 20")];
  drop(await within(from).findByRole("button", { name: /Three things/ }), to);
  expect(await screen.findByText("This post is out already, so it stays where it is.")).toBeVisible();
  expect(within(from).getByRole("button", { name: /Three things/ })).toBeVisible();
  expect(asked).not.toHaveBeenCalled();
});

test("by keyboard alone a post is opened, moved to another time, and the focus comes back", async () => {
  plan(may15());
  const { user } = visit(month);
  const entry = await screen.findByRole("button", { name: /Three things/ });
  entry.focus();
  await user.keyboard("{Enter}");
  const details = await screen.findByRole("dialog", { name: "Scheduled" });
  expect(within(details).getByRole("link", { name: "Open" })).toHaveAttribute("href", "/publications/pub_1");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(entry).toHaveFocus());
  await user.keyboard("{Enter}");
  (await screen.findByRole("button", { name: "Move to…" })).focus();
  await user.keyboard("{Enter}");
  fireEvent.change(await screen.findByLabelText("New time"), { target: { value: "2031-05-22T07:45" } });
  screen.getByRole("button", { name: "Move" }).focus();
  await user.keyboard("{Enter}");
  const cell = await cellOf("Thursday, May 22");
  expect(await within(cell).findByRole("button", { name: /^7:45 AM/ })).toBeVisible();
});

test("keys go through time and between the views", async () => {
  plan(may15());
  const { user } = visit(month);
  expect(await screen.findByRole("heading", { name: "May 2031" })).toBeVisible();
  await user.keyboard("{ArrowRight}");
  expect(await screen.findByRole("heading", { name: "June 2031" })).toBeVisible();
  await user.keyboard("{ArrowLeft}l");
  expect(await screen.findByRole("heading", { name: "Thursday, May 15" })).toBeVisible();
  await user.keyboard("d");
  expect(await screen.findByRole("heading", { name: "Thursday, May 1, 2031" })).toBeVisible();
});

test("a post taken off the calendar vanishes and can be scheduled again", async () => {
  plan(may15());
  const { user } = visit(month);
  await user.click(await screen.findByRole("button", { name: /Three things/ }));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /Three/ })).not.toBeInTheDocument());
  await undo(user, "Taken off the calendar. It is kept as a draft.");
  expect(await screen.findByRole("button", { name: /Three things/ })).toBeVisible();
});

test("an empty month says what to do, and a day offers to write for it", async () => {
  plan();
  visit(month);
  expect(await screen.findByText("Nothing planned here yet")).toBeVisible();
  expect(screen.getByRole("link", { name: "New post on Thursday, May 15" })).toHaveAttribute(
    "href",
    "/compose?at=2031-05-15T09:00",
  );
  expect(screen.queryByRole("combobox", { name: "State" })).not.toBeInTheDocument();
});

test("posts are seen by platform and by account, and an account of another platform is not offered", async () => {
  world.platforms = [...world.platforms, { ...xPlatform, key: "linkedin", name: "LinkedIn" }];
  const shop = { platform: "linkedin", username: "Maple & Rye" };
  world.connections = [
    aConnection(),
    aConnection({ id: "con_2", ...shop }),
    aConnection({ id: "con_3", username: "ada_bakes" }),
  ];
  plan(
    may15({ text: "For X" }),
    may15({
      publication_id: "pub_2",
      post_id: "post_2",
      connection_id: "con_2",
      text: "For LinkedIn",
      ...shop,
    }),
  );
  const { user, router } = visit(month);
  // A name is no handle.
  expect(await screen.findByRole("button", { name: /linkedin Maple & Rye: ?For LinkedIn/ })).toBeVisible();
  await user.click(screen.getByRole("combobox", { name: "Platform" }));
  await user.click(await screen.findByRole("option", { name: "X" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /For LinkedIn/ })).not.toBeInTheDocument());
  expect(screen.getByRole("button", { name: /For X/ })).toBeVisible();
  expect(router.state.location.search).toContain("platform=x");
  await user.click(screen.getByRole("combobox", { name: "Account" }));
  expect((await screen.findAllByRole("option")).map(({ textContent }) => textContent)).toEqual([
    "All accounts",
    "@ada_makes",
    "@ada_bakes",
  ]);
});

test("a post is dropped on another day of the list", async () => {
  plan(
    may15(),
    may15({ publication_id: "pub_2", post_id: "post_2", at: "2031-05-20T08:30:00Z", text: "Later" }),
  );
  visit("/calendar?day=2031-05-14&view=list");
  const entry = await screen.findByRole("button", { name: /Three things/ });
  const target = screen.getByRole("heading", { name: "Tuesday, May 20" }).closest("section");
  if (!target) throw new Error("the day has no place");
  drop(entry, target);
  expect(await within(target).findByRole("button", { name: /Three things/ })).toBeVisible();
});

test("a busy hour of the week shows some and leads to the day, which shows all", async () => {
  plan(...many(9));
  const { user, router } = visit("/calendar?day=2031-05-15&view=week");
  expect(await screen.findAllByRole("button", { name: /Scheduled/ })).toHaveLength(3);
  await user.click(screen.getByRole("button", { name: /^6 more on Thursday, May 15/ }));
  expect(router.state.location.search).toContain("view=day");
  expect(await screen.findAllByRole("button", { name: /Scheduled/ })).toHaveLength(9);
});

test("what a pause keeps back is told as on hold, in every view", async () => {
  plan(may15({ held: true, text: "Kept back" }));
  for (const view of ["month", "week", "day", "list"]) {
    const { unmount } = visit(`/calendar?day=2031-05-15&view=${view}`);
    expect(
      await screen.findByRole("button", { name: /On hold.*Kept back|Kept back.*On hold/s }),
    ).toBeVisible();
    unmount();
  }
});

test("on a phone the week begins with today, and the days that are over come last", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) => ({ media, matches: true, addEventListener() {}, removeEventListener() {} }) as never,
  );
  world.user = { ...world.user, time_zone: "UTC" };
  visit("/calendar?view=week");
  const days = await screen.findAllByRole("heading", { name: /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, / });
  expect(days).toHaveLength(7);
  expect(days[0]).toHaveTextContent("Today");
  vi.restoreAllMocks();
});

test("a long list draws only what is near the window, and says how long it is", async () => {
  // jsdom has no layout.
  const height = vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(70);
  onTestFinished(() => height.mockRestore());
  plan(...many(200));
  visit("/calendar?day=2031-05-15&view=list");
  const heading = await screen.findByText("Thursday, May 15");
  const drawn = document.querySelectorAll("[data-publication]");
  expect(drawn.length).toBeGreaterThan(5);
  expect(drawn.length).toBeLessThan(40);
  expect(heading.closest("li")).toHaveAttribute("aria-setsize", "201");
  expect(await accessibilityFaults()).toEqual([]);
});

test("a note is written on a day, changed, deleted, and put back", async () => {
  plan(may15());
  const { user } = visit(month);
  const cell = await cellOf("Thursday, May 15");
  await user.click(within(cell).getByRole("button", { name: "Note on Thursday, May 15" }));
  await user.type(await screen.findByLabelText("Text"), "Advent boxes leave");
  await user.click(screen.getByRole("radio", { name: "Red" }));
  expect(await accessibilityFaults()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await within(cell).findByRole("button", { name: "Red note: Advent boxes leave" }));
  fireEvent.change(within(await screen.findByRole("dialog")).getByLabelText("Day"), {
    target: { value: "2031-05-20" },
  });
  await user.click(screen.getByRole("button", { name: "Save" }));
  const other = await cellOf("Tuesday, May 20");
  await user.click(await within(other).findByRole("button", { name: /Advent boxes leave/ }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: /Advent/ })).not.toBeInTheDocument());
  await undo(user, "The note is deleted.");
  expect(await within(other).findByRole("button", { name: "Red note: Advent boxes leave" })).toBeVisible();
});

test("what was typed into a note outlives a refusal and a window closed by mistake", async () => {
  plan(may15());
  pin(aNote({ id: "note_kept", day: "2031-05-15", text: "Mila is away" }));
  const { user } = visit(month);
  const open = async () => user.click(await screen.findByRole("button", { name: /Mila is away/ }));
  await open();
  await user.type(await screen.findByLabelText("Text"), " until noon");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await open();
  expect(await screen.findByLabelText("Text")).toHaveValue("Mila is away until noon");
  server.use(
    http.patch("/api/calendar/notes/:id", () =>
      problem(409, "conflict", "Changed meanwhile", { detail: "Nothing was overwritten." }),
    ),
  );
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/Nothing was overwritten/)).toBeVisible();
  expect(screen.getByLabelText("Text")).toHaveValue("Mila is away until noon");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await open();
  expect(await screen.findByLabelText("Text")).toHaveValue("Mila is away");
});

test("posts are shown although the notes did not come, and that is said", async () => {
  plan(may15());
  server.use(
    http.get("/api/calendar/notes", () => problem(404, "not_found", "Not there", { detail: "No notes." })),
  );
  visit(month);
  expect(await screen.findByRole("button", { name: /Three things/ })).toBeVisible();
  expect(await screen.findByText("The notes could not be loaded.")).toBeVisible();
});

test("a fault is told with a way to try again", async () => {
  server.use(
    http.get("/api/calendar", () =>
      problem(503, "unavailable", "Not available right now", { detail: "The database does not answer." }),
    ),
  );
  visit(month);
  expect(await screen.findByText("The database does not answer.", {}, { timeout: 10_000 })).toBeVisible();
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});

test.each(["month", "week", "day", "list"])("the %s has no accessibility fault", async (view) => {
  plan(...many(5), may15({ publication_id: "pub_f", post_id: "post_f", state: "failed", text: "Refused" }));
  visit(`/calendar?day=2031-05-15&view=${view}`);
  await screen.findAllByRole("button", { name: /Post 0|Refused/ });
  expect(await accessibilityFaults()).toEqual([]);
});

test("no view asks for more than the 62 days that the server answers", () => {
  for (let day = "2031-01-15"; day < "2032-01-15"; day = step("month", day, 1))
    for (const view of ["month", "week", "day", "list"] as const)
      expect(daysOf(view, day, 1).length).toBeLessThanOrEqual(42);
});

test("a post is not begun for an hour that is over", () => {
  expect(writePath("2031-05-15T09:00", "2031-05-15T15:00")).toBe("/compose?at=2031-05-15T15:00");
  expect(writePath("2031-05-16T09:00", "2031-05-15T15:00")).toBe("/compose?at=2031-05-16T09:00");
});
