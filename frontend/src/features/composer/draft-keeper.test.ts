import type { Post } from "@/lib/api/contract";
import type { Writing } from "@/lib/api/posts";
import { ApiProblem } from "@/lib/api/problem";
import { aPost } from "@/testing/handlers/posts";

import { DraftKeeper } from "./draft-keeper";
import { findCopy } from "./kept-copy";
import { emptySheet, sheetOf, type Sheet } from "./writing";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const saying = (text: string): Sheet => sheetOf(aPost({ text }));
const unreachable = () => new ApiProblem({ status: 0, code: "answer_lost", title: "No answer.", detail: "" });
const conflict = () => new ApiProblem({ status: 409, code: "conflict", title: "Changed.", detail: "" });

/** A server that answers when it is told to, and writes down what it was asked. */
function aServer(has: Partial<Post> = {}) {
  const asked: { id: string | null; text: string; version: number | null }[] = [];
  const waiting: { resolve: (post: Post) => void; reject: (error: unknown) => void; writing: Writing }[] = [];
  const ask = (id: string | null, writing: Writing, version: number | null) => {
    asked.push({ id, text: writing.text, version });
    return new Promise<Post>((resolve, reject) => waiting.push({ resolve, reject, writing }));
  };
  const settle = async (act: (call: (typeof waiting)[number]) => void) => {
    const call = waiting.shift();
    if (!call) throw new Error("Nothing was asked.");
    act(call);
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    asked,
    create: (writing: Writing) => ask(null, writing, null),
    rewrite: (id: string, writing: Writing, version: number) => ask(id, writing, version),
    read: (id: string) => Promise.resolve(aPost({ id, ...has })),
    accepts: (version: number) =>
      settle(({ resolve, writing }) => resolve(aPost({ id: "post_9", text: writing.text, version }))),
    fails: (error: unknown) => settle(({ reject }) => reject(error)),
  };
}

function aKeeper(changes: { post?: Post; auto?: boolean; has?: Partial<Post> } = {}) {
  const server = aServer(changes.has);
  const { post = null, auto = true } = changes;
  const keeper = new DraftKeeper({
    server,
    sheet: post ? sheetOf(post) : emptySheet(),
    stored: post && sheetOf(post),
    post,
    auto,
    onSaved: () => undefined,
  });
  return { keeper, server };
}

const typingStops = () => vi.advanceTimersByTimeAsync(1_000);

test("what is typed is in this browser at once and on the server when the typing stops", async () => {
  const { keeper, server } = aKeeper();
  keeper.edit(saying("H"));
  keeper.edit(saying("Hello"));
  expect(findCopy(null)?.sheet.parts[0].text).toBe("Hello");
  expect(server.asked).toEqual([]);
  await typingStops();
  expect(server.asked).toEqual([{ id: null, text: "Hello", version: null }]);
  await server.accepts(1);
  expect(keeper.read()).toEqual({ kind: "saved" });
  expect(findCopy(null)).toBeNull();
});

test("what is typed during a save follows in a second one, on top of the first", async () => {
  const { keeper, server } = aKeeper();
  keeper.edit(saying("One"));
  await typingStops();
  keeper.edit(saying("One two"));
  await typingStops();
  expect(server.asked).toHaveLength(1);
  await server.accepts(1);
  expect(server.asked.at(-1)).toEqual({ id: "post_9", text: "One two", version: 1 });
  expect(findCopy("post_9")?.sheet.parts[0].text).toBe("One two");
  await server.accepts(2);
  expect(findCopy("post_9")).toBeNull();
  expect(keeper.read()).toEqual({ kind: "saved" });
});

test("without a connection the text stays in this browser and is sent again by itself", async () => {
  const { keeper, server } = aKeeper();
  keeper.edit(saying("On a train"));
  await typingStops();
  await server.fails(unreachable());
  expect(keeper.read().kind).toBe("here");
  expect(findCopy(null)?.sheet.parts[0].text).toBe("On a train");
  await vi.advanceTimersByTimeAsync(3_000);
  await server.accepts(1);
  expect(keeper.read()).toEqual({ kind: "saved" });
});

test("a change made elsewhere is never overwritten unasked, and the typed text stays", async () => {
  const { keeper, server } = aKeeper({ post: aPost({ text: "Old", version: 4 }) });
  keeper.edit(saying("Mine"));
  await typingStops();
  await server.fails(conflict());
  expect(keeper.read()).toEqual({ kind: "conflict" });
  keeper.edit(saying("Mine, longer"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked).toHaveLength(1);
  expect(findCopy("post_1")?.sheet.parts[0].text).toBe("Mine, longer");
  const kept = keeper.overwrite(5);
  expect(server.asked.at(-1)).toEqual({ id: "post_1", text: "Mine, longer", version: 5 });
  await server.accepts(6);
  await kept;
});

test("our own save whose answer was lost is not mistaken for somebody else's change", async () => {
  const { keeper, server } = aKeeper({
    post: aPost({ text: "Old", version: 4 }),
    has: { text: "New", version: 5 },
  });
  keeper.edit(saying("New"));
  await typingStops();
  await server.fails(unreachable());
  keeper.edit(saying("New and more"));
  await typingStops();
  await server.fails(conflict());
  expect(server.asked.at(-1)).toEqual({ id: "post_1", text: "New and more", version: 5 });
  await server.accepts(6);
  expect(keeper.read()).toEqual({ kind: "saved" });
});

test("a planned post is changed on the server only when its author says so", async () => {
  const { keeper, server } = aKeeper({ post: aPost({ text: "Planned", state: "scheduled" }), auto: false });
  keeper.edit(saying("Planned, but ha"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked).toEqual([]);
  expect(findCopy("post_1")?.sheet.parts[0].text).toBe("Planned, but ha");
  const saved = keeper.flush();
  await server.accepts(2);
  await saved;
  expect(server.asked).toHaveLength(1);
});

test("typing back to what is saved leaves nothing to save", async () => {
  const { keeper, server } = aKeeper({ post: aPost({ text: "Same" }) });
  keeper.edit(saying("Same!"));
  keeper.edit(saying("Same"));
  await typingStops();
  expect(server.asked).toEqual([]);
  expect(findCopy("post_1")).toBeNull();
});

test("leaving the page saves at once", () => {
  const { keeper, server } = aKeeper();
  keeper.edit(saying("Quick"));
  keeper.close();
  expect(server.asked).toEqual([{ id: null, text: "Quick", version: null }]);
  expect(findCopy(null)?.sheet.parts[0].text).toBe("Quick");
});

test("an empty page makes no draft", async () => {
  const { keeper, server } = aKeeper();
  keeper.edit(saying("  "));
  await typingStops();
  expect(server.asked).toEqual([]);
});
