import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { api } from "./client";
import type { Category, Evergreen, Labelling, Queue, QueueColour, QueuePlace, QueueSlot } from "./contract";
import { keys } from "./keys";
import type { PostAnswer } from "./posts";

/** A whole queue, as the API takes it. */
export interface QueueFields {
  name: string;
  colour: QueueColour;
  zone: string;
  connection_ids: string[];
  slots: QueueSlot[];
}

export const fieldsOf = ({ name, colour, zone, connection_ids, slots }: Queue): QueueFields => ({
  name,
  colour,
  zone,
  connection_ids,
  slots,
});

const at = (id: string) => `/queues/${encodeURIComponent(id)}`;

/** What stands in queues stands on the calendar, too. */
const stale = (client: QueryClient) =>
  Promise.all(
    [keys.queues, keys.calendar, [...keys.posts, "list"]].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );

function useQueueCommand<Variables, Answer>(run: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => void stale(client) });
}

/** For what answers with a queue: it is shown at once. */
function useQueueChange<Variables>(run: (variables: Variables) => Promise<Queue>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (kept) =>
      client.setQueryData<Queue[]>(keys.queues, (known = []) =>
        known.some(({ id }) => id === kept.id)
          ? known.map((one) => (one.id === kept.id ? kept : one))
          : [...known, kept],
      ),
    onSettled: () => void stale(client),
  });
}

export function useQueues() {
  return useQuery({
    queryKey: keys.queues,
    queryFn: async () => (await api.get<{ queues: Queue[] }>("/queues")).data.queues,
  });
}

/** The queues that serve all of these accounts, the one with the soonest free turn first. */
export function useNextTurns(accounts: string[]) {
  const asked = accounts.toSorted().join(",");
  return useQuery({
    queryKey: keys.nextTurns(asked),
    queryFn: async () =>
      (await api.get<{ queues: Queue[] }>("/queues/next", { params: { accounts: asked } })).data.queues,
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
}

const daysAhead = 60;

/** The coming times of a queue. Live updates renew them; the pace heals what a lost stream may have missed. */
export function useTurns(id: string) {
  return useQuery({
    queryKey: keys.queueTurns(id),
    queryFn: async () =>
      (await api.get<{ places: QueuePlace[] }>(`${at(id)}/turns`, { params: { days: daysAhead } })).data
        .places,
    refetchInterval: 60_000,
  });
}

export const useCreateQueue = () =>
  useQueueChange(
    async (fields: QueueFields) => (await api.post<{ queue: Queue }>("/queues", fields)).data.queue,
  );

export const useCreateDefaultQueue = () =>
  useQueueChange(async () => (await api.post<{ queue: Queue }>("/queues/default", {})).data.queue);

export const useChangeQueue = () =>
  useQueueChange(
    async ({ id, version, fields }: { id: string; version: number; fields: QueueFields }) =>
      (await api.put<{ queue: Queue }>(at(id), { ...fields, version })).data.queue,
  );

export const useDeleteQueue = () => useQueueCommand((id: string) => api.delete(at(id)));

export const usePauseQueue = () =>
  useQueueCommand(async (id: string) => (await api.post<{ taken_back: number }>(`${at(id)}/pause`, {})).data);

export const useResumeQueue = () =>
  useQueueCommand(
    async (id: string) =>
      (await api.post<{ placed: number; notices: string[] }>(`${at(id)}/resume`, {})).data,
  );

interface Moved {
  moved: number;
  notices: string[];
}

export const useOrderQueue = () =>
  useQueueCommand(
    async ({ id, post_ids }: { id: string; post_ids: string[] }) =>
      (await api.post<Moved>(`${at(id)}/order`, { post_ids })).data,
  );

export const useShuffleQueue = () =>
  useQueueCommand(async (id: string) => (await api.post<Moved>(`${at(id)}/shuffle`, {})).data);

/** Plans a post for the next free turn. */
export const addToQueue = async (queueId: string, post_id: string) =>
  (await api.post<PostAnswer>(`${at(queueId)}/posts`, { post_id })).data;

export function useCategories() {
  return useQuery({
    queryKey: keys.categories,
    queryFn: async () => (await api.get<{ categories: Category[] }>("/categories")).data.categories,
  });
}

const categoryAt = (id: string) => `/categories/${encodeURIComponent(id)}`;
const evergreenAt = (id: string) => `/evergreens/${encodeURIComponent(id)}`;

interface CategoryFields {
  name: string;
  cooldown_days: number;
}

/** Makes a category, or changes the given one. */
export const useKeepCategory = () =>
  useQueueCommand(async ({ category, fields }: { category: Category | null; fields: CategoryFields }) => {
    const answer = category
      ? api.put<{ category: Category }>(categoryAt(category.id), { ...fields, version: category.version })
      : api.post<{ category: Category }>("/categories", fields);
    return (await answer).data.category;
  });

export const useDeleteCategory = () => useQueueCommand((id: string) => api.delete(categoryAt(id)));

const perPage = 50;

/** The evergreen posts of a category, newest first, page by page. */
export function useEvergreens(categoryId: string) {
  return useInfiniteQuery({
    queryKey: keys.evergreens(categoryId),
    queryFn: async ({ pageParam, signal }) => {
      const params = { limit: perPage, cursor: pageParam };
      return (
        await api.get<{ evergreens: Evergreen[]; next_cursor: string | null }>(
          `${categoryAt(categoryId)}/evergreens`,
          { params, signal },
        )
      ).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

interface EvergreenFields {
  text: string;
  texts: string[];
  /** Where they are not given, they stay as they are. */
  labels?: Labelling;
}

export const useMarkEvergreen = () =>
  useQueueCommand(
    async ({ category, ...fields }: EvergreenFields & { category: string; post_id?: string }) =>
      (await api.post<{ evergreen: Evergreen }>(`${categoryAt(category)}/evergreens`, fields)).data.evergreen,
  );

export const useChangeEvergreen = () =>
  useQueueCommand(
    async ({ evergreen, ...fields }: EvergreenFields & { evergreen: Evergreen }) =>
      (
        await api.put<{ evergreen: Evergreen }>(evergreenAt(evergreen.id), {
          ...fields,
          version: evergreen.version,
        })
      ).data.evergreen,
  );

export const useUnmarkEvergreen = () => useQueueCommand((id: string) => api.delete(evergreenAt(id)));
