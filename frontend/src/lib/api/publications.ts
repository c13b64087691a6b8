import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { PublicationState } from "./contract";
import { keys } from "./keys";

/** A file as a post carries it. */
export interface AttachedFile {
  media_id: string;
  alt: string;
  url: string;
  thumbnail_url: string;
}

export type HoldCode = "paused" | "too_late" | "reconnect" | "waiting_for_previous" | "previous_failed";

export interface Hold {
  code: HoldCode;
  message: string;
}

export interface Planned {
  /** Wall-clock time, 2026-11-24T09:30. */
  local: string;
  zone: string;
  at: string;
}

/** Numbers that the platform tells; what it does not tell is null. */
export interface Metrics {
  likes: number | null;
  replies: number | null;
  reposts: number | null;
  impressions: number | null;
  bookmarks: number | null;
  fetched_at: string;
}

export interface Attempt {
  number: number;
  /** `look`: only asked the platform whether it has the post. */
  kind: "publish" | "look";
  started_at: string;
  write_began_at: string | null;
  ended_at: string | null;
  fingerprint: string | null;
  bytes: number | null;
  status: number | null;
  /** Whether the platform has the post; "" while no answer is in. */
  outcome: "" | "written" | "not_written" | "unknown" | "duplicate";
  came_back: string;
  decision: string;
  why: string;
}

export interface PublicationFailure {
  kind: string;
  title: string;
  detail: string;
  what_to_do: string;
  code: string;
}

export interface Publication {
  id: string;
  post_id: string;
  connection_id: string;
  platform: string;
  username: string;
  /** 0 for the post itself, 1… for the further parts of its thread. */
  position: number;
  state: PublicationState;
  hold: Hold | null;
  due_at: string;
  planned: Planned;
  published_at: string | null;
  late_seconds: number | null;
  late: boolean;
  url: string | null;
  platform_post_id: string | null;
  confirmed_by: "answer" | "look" | "person" | null;
  text: string;
  media: AttachedFile[];
  error: PublicationFailure | null;
  metrics: Metrics | null;
  attempts: Attempt[];
  version: number;
}

export interface Reply {
  id: string;
  text: string;
  author_name: string;
  author_username: string;
  created_at: string;
  url: string | null;
}

const passing = new Set<PublicationState>(["publishing", "processing"]);
const whileMoving = 1_500;

interface Moving {
  state: PublicationState;
  due_at: string;
  hold: Hold | null;
}

/** Whether something is about to change by itself, so that waiting for the live stream alone would be careless. */
export function isMoving({ state, due_at, hold }: Moving, now = Date.now()): boolean {
  return passing.has(state) || (state === "scheduled" && !hold && new Date(due_at).getTime() <= now + 1_000);
}

export async function fetchPublication(id: string): Promise<Publication> {
  const path = `/publications/${encodeURIComponent(id)}`;
  return (await api.get<{ publication: Publication }>(path)).data.publication;
}

export const publicationQuery = (id: string) => ({
  queryKey: keys.publication(id),
  queryFn: () => fetchPublication(id),
});

/** One publication, kept current while it moves. */
export function usePublication(id: string) {
  return useQuery({
    ...publicationQuery(id),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? whileMoving : false),
  });
}

/** What people said under a published post. */
export function useReplies(id: string, enabled: boolean) {
  return useQuery({
    queryKey: keys.replies(id),
    queryFn: async () =>
      (await api.get<{ replies: Reply[] }>(`/publications/${encodeURIComponent(id)}/replies`)).data.replies,
    enabled,
  });
}

async function command(id: string, verb: string, body: object = {}): Promise<Publication> {
  const path = `/publications/${encodeURIComponent(id)}/${verb}`;
  return (await api.post<{ publication: Publication }>(path, body)).data.publication;
}

/** The person says: leave it. */
export const dropPublication = (id: string) => command(id, "drop");

/** Puts fresh data into the cache and marks what else shows it as out of date. */
export function keepPublication(client: QueryClient, publication: Publication): void {
  client.setQueryData(keys.publication(publication.id), publication);
  for (const queryKey of [keys.calendar, keys.posts]) void client.invalidateQueries({ queryKey });
}

function useCommand<T>(run: (argument: T) => Promise<Publication>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (publication) => keepPublication(client, publication),
    // A refusal means that the page showed an older state than the server's.
    onError: () => void client.invalidateQueries({ queryKey: keys.publications }),
  });
}

/** Sends it (again): it failed, is held, or is not there. */
export const useRetry = () => useCommand((id: string) => command(id, "retry"));

/** "It is there", with its address if the person has it. */
export const useConfirm = () =>
  useCommand(({ id, url }: { id: string; url: string | null }) => command(id, "confirm", { url }));

/** "Leave it." */
export const useDrop = () => useCommand(dropPublication);

/** Asks the platform for fresh numbers. */
export function useRefreshMetrics() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command(id, "refresh-metrics"),
    onSuccess: (publication) => client.setQueryData(keys.publication(publication.id), publication),
  });
}
