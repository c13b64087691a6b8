import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Batch, BatchDecision, BatchDraft } from "./contract";
import type { Wish } from "./generation";
import { keys } from "./keys";

/** So many posts a day for so many days, each for all these platforms. The shares add up to 100. */
export interface BatchWish extends Wish {
  days: number;
  posts_per_day: number;
  platforms: string[];
  domains: { domain: string; percent: number }[];
  /** A day, as 2026-11-24; null is tomorrow. */
  starts_on: string | null;
}

interface BatchAnswer {
  batch: Batch;
}

const at = (id: string) => `/ai/batches/${encodeURIComponent(id)}`;
const whileWriting = 1_500;

export const isBeingWritten = ({ state }: Batch) => state === "waiting" || state === "running";

/** The batches, newest first. */
export function useBatches() {
  return useQuery({
    queryKey: [...keys.batches, "list"],
    queryFn: async () =>
      (await api.get<{ batches: Batch[] }>("/ai/batches", { params: { limit: 50 } })).data.batches,
    refetchInterval: ({ state }) => (state.data?.some(isBeingWritten) ? 3 * whileWriting : false),
  });
}

/** One batch, kept current while it is being written. */
export function useBatch(id: string) {
  return useQuery({
    queryKey: keys.batch(id),
    queryFn: async () => (await api.get<BatchAnswer>(at(id))).data.batch,
    refetchInterval: ({ state }) => (state.data && isBeingWritten(state.data) ? whileWriting : false),
  });
}

function useBatchCommand<T>(run: (argument: T) => Promise<Batch>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (batch) => {
      client.setQueryData(keys.batch(batch.id), batch);
      void client.invalidateQueries({ queryKey: [...keys.batches, "list"] });
    },
  });
}

export const useBeginBatch = () =>
  useBatchCommand(async (wish: BatchWish) => (await api.post<BatchAnswer>("/ai/batches", wish)).data.batch);

/** Writes no more of it; what is written stays. */
export const useCancelBatch = () =>
  useBatchCommand(async (id: string) => (await api.post<BatchAnswer>(`${at(id)}/cancel`, {})).data.batch);

interface DraftPage {
  drafts: BatchDraft[];
  next_cursor: string | null;
}

async function fetchDrafts(id: string): Promise<BatchDraft[]> {
  const found: BatchDraft[] = [];
  for (let cursor: string | null = null; ;) {
    const params: Record<string, string | number | null> = { limit: 200, cursor };
    const { data } = await api.get<DraftPage>(`${at(id)}/drafts`, { params });
    found.push(...data.drafts);
    cursor = data.next_cursor;
    if (cursor === null) return found;
  }
}

/** What a batch has written so far; read again while more comes, and once more when it has ended. */
export function useBatchDrafts(id: string, running: boolean) {
  return useQuery({
    queryKey: [...keys.batchDrafts(id), running],
    queryFn: () => fetchDrafts(id),
    placeholderData: (before: BatchDraft[] | undefined) => before,
    // A large batch is a large answer.
    refetchInterval: ({ state }) =>
      running ? ((state.data?.length ?? 0) > 400 ? 6 * whileWriting : whileWriting) : false,
  });
}

function keepDraft(client: QueryClient, batchId: string, draft: BatchDraft): void {
  client.setQueriesData<BatchDraft[]>({ queryKey: keys.batchDrafts(batchId) }, (drafts) =>
    drafts?.map((one) => (one.id === draft.id ? draft : one)),
  );
}

/** Another text in a draft's place. */
export function useRegenerateDraft(batchId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      const path = `/ai/drafts/${encodeURIComponent(id)}/regenerate`;
      return (await api.post<{ draft: BatchDraft }>(path, {}, { timeout: 120_000 })).data.draft;
    },
    onSuccess: (draft) => keepDraft(client, batchId, draft),
  });
}

/** A person's own words in a draft's place; it is judged anew. */
export function useEditDraft(batchId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, content, version }: { id: string; content: string; version: number }) => {
      const path = `/ai/drafts/${encodeURIComponent(id)}`;
      return (await api.patch<{ draft: BatchDraft }>(path, { content, version })).data.draft;
    },
    onSuccess: (draft) => keepDraft(client, batchId, draft),
  });
}

/** What was decided about a batch's posts, on whichever device. */
export function useBatchDecisions(id: string) {
  return useQuery({
    queryKey: keys.batchDecisions(id),
    queryFn: async () =>
      (await api.get<{ decisions: BatchDecision[] }>(`${at(id)}/decisions`)).data.decisions,
  });
}

export interface Decided {
  decisions: BatchDecision[];
  left: { slot: number; message: string }[];
}

/** The same decision about each of these posts; what is approved becomes a post. */
export function useDecideBatch(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (told: { slots: number[]; decision: "approved" | "discarded" | "open" }) =>
      (await api.post<Decided>(`${at(id)}/decisions`, told, { timeout: 60_000 })).data,
    onSuccess: ({ decisions, left }, { slots }) => {
      const untouched = new Set(left.map(({ slot }) => slot));
      const settled = new Set(slots.filter((slot) => !untouched.has(slot)));
      client.setQueryData<BatchDecision[]>(keys.batchDecisions(id), (known = []) => [
        ...known.filter(({ slot }) => !settled.has(slot)),
        ...decisions,
      ]);
    },
  });
}
