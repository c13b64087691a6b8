import type { QueryClient, QueryKey } from "@tanstack/react-query";

import { api } from "./api/client";
import type { LiveChange } from "./api/contract";
import { keys } from "./api/keys";

const firstDelay = 1_000;
const longestDelay = 30_000;

const publicationKeys: QueryKey[] = [
  keys.publications,
  keys.calendar,
  keys.posts,
  keys.punctuality,
  keys.dashboard,
  keys.automationStatus,
  keys.queues,
  keys.series,
];

/** What a change makes out of date. */
const touched = new Map<string, QueryKey[]>(
  Object.entries({
    "publication.changed": publicationKeys,
    "post.changed": [keys.posts, keys.calendar, keys.publications],
    "connection.changed": [keys.connections, keys.usage],
    "workspace.changed": [keys.user, keys.automation, ...publicationKeys],
    "metrics.changed": [keys.publications, keys.posts, ["replies"]],
    "source.changed": [keys.sources],
    "batch.changed": [keys.batches],
    "automation.changed": [keys.automation, keys.dashboard],
    "notice.told": [keys.notices],
    "queue.changed": [keys.queues],
    "import.changed": [keys.imports],
    "feed.changed": [keys.feeds],
    "series.changed": [keys.series],
    "note.changed": [keys.notes],
  } satisfies Record<LiveChange["type"], QueryKey[]>),
);

const all: QueryKey[] = [
  ...publicationKeys,
  keys.automation,
  keys.notices,
  keys.connections,
  keys.notes,
  keys.user,
  keys.usage,
  ["replies"],
];

export type StreamState = "connecting" | "open" | "waiting" | "closed";

interface LiveOptions {
  client: QueryClient;
  open?: (url: string) => EventSource;
  /** Asked after a break: renews the session if it ran out, so that the next try is let in. */
  knock?: () => Promise<unknown>;
  onState?: (state: StreamState) => void;
}

/**
 * Listens to `/api/stream` and marks cached data as out of date when the server says so.
 * After a break it waits (1 s doubling to 30 s), connects again and is told what was missed, or to read it all anew.
 * Returns the way to stop.
 */
export function listen({ client, open, knock, onState }: LiveOptions): () => void {
  const connectTo = open ?? ((url: string) => new EventSource(url, { withCredentials: true }));
  let seen = "";
  const ask = knock ?? (() => api.get("/auth/me"));
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delay = firstDelay;
  let missed = false;
  let stopped = false;

  const invalidate = (queryKeys: QueryKey[]) => {
    for (const queryKey of queryKeys) void client.invalidateQueries({ queryKey });
  };

  const again = () => {
    source?.close();
    source = null;
    missed = true;
    onState?.("waiting");
    timer = setTimeout(() => {
      void ask()
        .catch(() => undefined)
        .then(connect);
    }, delay);
    delay = Math.min(delay * 2, longestDelay);
  };

  const connect = () => {
    if (stopped) return;
    onState?.("connecting");
    source = connectTo(seen ? `/api/stream?after=${seen}` : "/api/stream");
    source.onopen = () => {
      delay = firstDelay;
      onState?.("open");
      // Where nothing was seen yet there is nothing to go on after.
      if (missed && !seen) invalidate(all);
      missed = false;
    };
    source.onerror = again;
    source.addEventListener("reset", () => invalidate(all));
    source.addEventListener("change", (event: MessageEvent<string>) => {
      seen = event.lastEventId || seen;
      const change = JSON.parse(event.data) as LiveChange;
      // An older page may meet a newer server: what it does not know touches everything.
      invalidate(touched.get(change.type) ?? all);
    });
  };

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source?.close();
    onState?.("closed");
  };
}
