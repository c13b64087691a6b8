import { QueryClient } from "@tanstack/react-query";

import { listen } from "./live";

/** Stands in for the browser's EventSource; the test decides what happens on it. */
class Stream extends EventTarget {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
  }
  say(change: object) {
    this.dispatchEvent(new MessageEvent("change", { data: JSON.stringify(change) }));
  }
}

function setUp() {
  const client = new QueryClient();
  const names = ["calendar", "posts", "publications", "connections", "user"];
  for (const name of names) client.setQueryData([name], "cached");
  const streams: Stream[] = [];
  const knock = vi.fn(() => Promise.resolve());
  const states: string[] = [];
  const stop = listen({
    client,
    knock,
    onState: (state) => states.push(state),
    open: () => {
      streams.push(new Stream());
      return streams.at(-1) as unknown as EventSource;
    },
  });
  const outOfDate = () => names.filter((name) => client.getQueryState([name])?.isInvalidated);
  return { streams, knock, states, stop, outOfDate };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a changed publication makes the lists that show it out of date, and nothing else", () => {
  const { streams, outOfDate } = setUp();
  streams[0]?.say({ type: "publication.changed", id: "pub_1" });
  expect(outOfDate()).toEqual(["calendar", "posts", "publications"]);
});

test("a change of a kind that this page does not know makes everything out of date", () => {
  const { streams, outOfDate } = setUp();
  streams[0]?.say({ type: "something.new", id: "x" });
  expect(outOfDate()).toHaveLength(5);
});

test("after a break it asks for the session, connects again and refetches what it may have missed", async () => {
  const { streams, knock, states, outOfDate } = setUp();
  streams[0]?.onopen?.();
  expect(outOfDate()).toEqual([]);
  streams[0]?.onerror?.();
  expect(streams[0]?.closed).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(knock).toHaveBeenCalledOnce();
  streams[1]?.onopen?.();
  expect(outOfDate()).toHaveLength(5);
  expect(states).toEqual(["connecting", "open", "waiting", "connecting", "open"]);
});

test("it waits twice as long after each failure, but never longer than half a minute", async () => {
  const { streams } = setUp();
  for (const wait of [1, 2, 4, 8, 16, 30, 30]) {
    const before = streams.length;
    streams.at(-1)?.onerror?.();
    await vi.advanceTimersByTimeAsync(wait * 1_000 - 1);
    expect(streams).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(streams).toHaveLength(before + 1);
  }
});

test("once stopped it connects no more", async () => {
  const { streams, stop } = setUp();
  streams[0]?.onerror?.();
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams).toHaveLength(1);
});
