import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Passage, Source } from "./contract";
import { keys } from "./keys";

/** What can be read, and how large each kind may be, as the API says at `POST /api/sources`. */
export const sourceKinds = [
  { kind: "pdf", megabytes: 10 },
  { kind: "docx", megabytes: 5 },
  { kind: "pptx", megabytes: 20 },
  { kind: "text", megabytes: 2 },
  { kind: "picture", megabytes: 5 },
] as const;

export const sourceTypes = ".pdf,.docx,.pptx,.txt,.md,.jpg,.jpeg,.png";

const at = (id: string) => `/sources/${encodeURIComponent(id)}`;
const patience = 10 * 60_000;
const whileReading = 1_000;

export const isBeingRead = ({ state }: Source) => state === "queued" || state === "reading";

interface UploadOptions {
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Uploads a document; it is then read by itself. */
export async function uploadSource(file: File, { signal, onProgress }: UploadOptions): Promise<Source> {
  const form = new FormData();
  form.append("file", file, file.name);
  const { data } = await api.post<{ source: Source }>("/sources", form, {
    signal,
    timeout: patience,
    onUploadProgress: ({ loaded, total }) => total && onProgress(loaded / total),
  });
  return data.source;
}

interface SourcePage {
  sources: Source[];
  next_cursor: string | null;
}

/** The workspace's documents, newest first; asked again while one is being read. */
export function useSources() {
  return useInfiniteQuery({
    queryKey: [...keys.sources, "list"],
    queryFn: async ({ pageParam }) =>
      (await api.get<SourcePage>("/sources", { params: { limit: 30, cursor: pageParam } })).data,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ sources }) => sources.some(isBeingRead)) ? whileReading : false,
  });
}

/** One document, kept current while it is being read. */
export function useSource(id: string | null) {
  return useQuery({
    queryKey: keys.source(id ?? ""),
    queryFn: async () => (await api.get<{ source: Source }>(at(id ?? ""))).data.source,
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isBeingRead(state.data) ? whileReading : false),
  });
}

/** Removes a document for good; if it is being read, that ends. */
export function useDeleteSource() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(at(id)),
    onSuccess: (_answer, id) => {
      client.removeQueries({ queryKey: keys.source(id) });
      return client.invalidateQueries({ queryKey: [...keys.sources, "list"] });
    },
  });
}

interface PassagePage {
  passages: Passage[];
  next_cursor: string | null;
}

/** Which passages: those with these ids, those that answer to words, or those from a number on. */
export type PassageFilter =
  { ids: string[] } | { words: string; limit: number } | { from: number; limit: number };

function asked(filter: PassageFilter): Record<string, string | number> {
  if ("ids" in filter) return { ids: filter.ids.join(",") };
  if ("words" in filter) return { words: filter.words, limit: filter.limit };
  return { cursor: filter.from, limit: filter.limit };
}

/** Passages of a document; null asks for none. */
export function usePassages(sourceId: string, filter: PassageFilter | null) {
  return useQuery({
    queryKey: keys.passages(sourceId, filter ?? {}),
    queryFn: async () =>
      (await api.get<PassagePage>(`${at(sourceId)}/passages`, { params: filter ? asked(filter) : {} })).data
        .passages,
    enabled: filter !== null,
    // A document that was read does not change.
    staleTime: Infinity,
  });
}

/** All passages of a document, page by page, in reading order. */
export function useAllPassages(sourceId: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: keys.passages(sourceId, { all: true }),
    queryFn: async ({ pageParam }) =>
      (await api.get<PassagePage>(`${at(sourceId)}/passages`, { params: { cursor: pageParam, limit: 50 } }))
        .data,
    initialPageParam: "0",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    enabled,
    staleTime: Infinity,
  });
}

/** The address of the file as it was uploaded. */
export const originalOf = (id: string) => `/api/sources/${encodeURIComponent(id)}/original`;
