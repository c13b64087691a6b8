import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { api } from "./client";
import type { Labelling, Series, SeriesAnswer, SeriesPreview, SeriesState } from "./contract";
import { keys } from "./keys";
import type { Writing } from "./posts";

/** When a series goes out: a rule by RFC 5545 that begins at a time of the clock in a zone. */
export interface SeriesTime {
  rule: string;
  local: string;
  zone: string;
}

/** A whole series, as the API takes it. `texts` take turns with the writing's own. */
export interface SeriesFields extends Writing, SeriesTime, Labelling {
  texts: string[];
  /** The draft that it comes of; it is deleted. */
  draft_id?: string;
}

export interface PreviewWish extends SeriesTime {
  text: string;
  texts: string[];
  /** An account says its own text each time. */
  own_text: boolean;
  /** The series that is to have this rule: its beginning may be past. */
  series_id: string | null;
  count: number;
}

interface Halted {
  series: Series;
  taken_back: number;
}

const at = (id: string) => `/series/${encodeURIComponent(id)}`;
const perPage = 20;
// Its first posts are made before it answers, and there may be many.
const patience = 90_000;

/** The recurring posts, newest first, page by page; all, or those in one state. */
export function useSeriesList(state: SeriesState | "all") {
  return useInfiniteQuery({
    queryKey: keys.seriesList(state),
    queryFn: async ({ pageParam, signal }) => {
      const params = { limit: perPage, cursor: pageParam, state: state === "all" ? undefined : state };
      return (await api.get<{ series: Series[]; next_cursor: string | null }>("/series", { params, signal }))
        .data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** One recurring post, with its next times. */
export function useSeries(id: string, enabled = true) {
  return useQuery({
    queryKey: keys.seriesOf(id),
    queryFn: async () => (await api.get<SeriesAnswer>(at(id))).data,
    enabled,
  });
}

/**
 * The next times of a rule before it runs, with the wish that they answer: the ones before stay until new ones come.
 * A wish that is null is not asked.
 */
export function useSeriesPreview(wish: PreviewWish | null) {
  return useQuery({
    queryKey: keys.seriesPreview(wish ?? {}),
    queryFn: async ({ signal }) => {
      if (wish === null) throw new Error("There is no wish.");
      return { ...(await api.post<SeriesPreview>("/series/preview", wish, { signal })).data, wish };
    },
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** What recurs stands on the calendar, and its posts are posts. The draft that it came of is not asked for again. */
async function stale(client: QueryClient): Promise<void> {
  void client.invalidateQueries({ queryKey: keys.posts, refetchType: "none" });
  await Promise.all(
    [keys.series, keys.calendar, [...keys.posts, "list"], keys.publications, keys.dashboard].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}

function useSeriesCommand<Variables, Answer>(run: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: run, onSettled: () => void stale(client) });
}

/** Lets a post recur. With the same `id` it is safe to repeat where the answer was lost. */
export const useBeginSeries = () =>
  useSeriesCommand(
    async ({ id, fields }: { id: string; fields: SeriesFields }) =>
      (await api.post<SeriesAnswer>("/series", { ...fields, id }, { timeout: patience })).data,
  );

/** Makes it anew, from now on; `version` is the one that was read. */
export const useChangeSeries = () =>
  useSeriesCommand(
    async ({ id, version, fields }: { id: string; version: number; fields: SeriesFields }) =>
      (await api.patch<SeriesAnswer>(at(id), { ...fields, version }, { timeout: patience })).data,
  );

/** Its posts to come are drafts until it is resumed. */
export const usePauseSeries = () =>
  useSeriesCommand(async (id: string) => (await api.post<Halted>(`${at(id)}/pause`, {})).data);

export const resumeSeries = async (id: string) =>
  (await api.post<SeriesAnswer>(`${at(id)}/resume`, {}, { timeout: patience })).data;

export const useResumeSeries = () => useSeriesCommand(resumeSeries);

/** As pausing it, for good. */
export const useEndSeries = () =>
  useSeriesCommand(async (id: string) => (await api.post<Halted>(`${at(id)}/end`, {})).data);

/** Forgets one that has ended; its posts stay. */
export const useDeleteSeries = () => useSeriesCommand((id: string) => api.delete(at(id)));
