import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Hold, Publication, PublicationState, Reply } from "./contract";
import { keys } from "./keys";

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

const readMetrics = (id: string) => command(id, "refresh-metrics");

/** Asks the platform for fresh numbers. */
export function useRefreshMetrics() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: readMetrics,
    onSuccess: (publication) => client.setQueryData(keys.publication(publication.id), publication),
  });
}
