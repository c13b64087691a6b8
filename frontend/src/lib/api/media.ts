import { useInfiniteQuery, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Fitted, Media, MediaKind, MediaTag, MediaUseShown } from "./contract";
import { keys } from "./keys";

interface UploadOptions {
  signal: AbortSignal;
  /** Called with 0 to 1 as the bytes leave. */
  onProgress: (share: number) => void;
  /** Called when a large file stands still because there is no connection, and when it goes on. */
  onPause?: (paused: boolean) => void;
}

// A large file on a slow line takes minutes, and that is not a fault.
const patience = 10 * 60_000;
/** From here on a file goes piece by piece, so that a lost connection costs one piece. */
export const largeFrom = 5 * 1024 * 1024;

/** Stores a file in the library; large ones piece by piece. */
export async function uploadMedia(file: File, options: UploadOptions): Promise<Media> {
  if (file.size > largeFrom) {
    const { uploadInPieces } = await import("./large-upload");
    return uploadInPieces(file, options);
  }
  const form = new FormData();
  form.append("file", file, file.name || "picture");
  const { data } = await api.post<{ media: Media }>("/media", form, {
    signal: options.signal,
    timeout: patience,
    onUploadProgress: ({ loaded, total }) => total && options.onProgress(loaded / total),
  });
  return data.media;
}

const at = (id: string) => `/media/${encodeURIComponent(id)}`;

export const fetchMedia = async (id: string) => (await api.get<{ media: Media }>(at(id))).data.media;

/** What the library knows of these files, by id, as far as it has answered. */
export function useMediaFacts(ids: string[]): Record<string, Media> {
  const once = [...new Set(ids)];
  return useQueries({
    queries: once.map((id) => ({
      queryKey: keys.mediaFile(id),
      queryFn: () => fetchMedia(id),
      staleTime: 5 * 60_000,
    })),
    combine: (answers) =>
      Object.fromEntries(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  });
}

export interface MediaFilter {
  kind: MediaKind | null;
  words: string;
  /** One of the files' own tags; empty for all. */
  tag: string;
  /** Only what its posts hold; empty for all. */
  campaign: string;
}

export const anyMedia: MediaFilter = { kind: null, words: "", tag: "", campaign: "" };

interface MediaPage {
  media: Media[];
  next_cursor: string | null;
}

const perPage = 40;

/** The library's files, newest first, page by page. */
export function useLibrary({ kind, words, tag, campaign }: MediaFilter) {
  const filter = { kind, words: words || null, tag: tag || null, campaign_id: campaign || null };
  return useInfiniteQuery({
    queryKey: [...keys.media, "list", filter],
    queryFn: async ({ pageParam, signal }) => {
      const params = { limit: perPage, cursor: pageParam, ...filter };
      return (await api.get<MediaPage>("/media", { params, signal })).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** Every tag of files, the most used first. */
export function useMediaTags() {
  return useQuery({
    queryKey: [...keys.media, "list", "tags"],
    queryFn: async () => (await api.get<{ tags: MediaTag[] }>("/media/tags")).data.tags,
  });
}

/** The posts that show a file. */
export function useMediaUses(id: string) {
  return useQuery({
    queryKey: [...keys.mediaFile(id), "uses"],
    queryFn: async () => (await api.get<{ uses: MediaUseShown[] }>(`${at(id)}/uses`)).data.uses,
  });
}

interface FittedFor {
  mediaId: string;
  connectionId: string;
  format: string;
  focus: [number, number] | null;
}

const stillMaking = 2_000;

/** How an account's platform will be sent a file; asked again while a film is being converted. */
export function useFitted({ mediaId, connectionId, format, focus }: FittedFor) {
  const params = {
    connection_id: connectionId,
    format: format || null,
    focus_x: focus?.[0],
    focus_y: focus?.[1],
  };
  return useQuery({
    queryKey: [...keys.mediaFile(mediaId), "fitted", params],
    queryFn: async ({ signal }) => (await api.get<Fitted>(`${at(mediaId)}/fitted`, { params, signal })).data,
    refetchInterval: ({ state }) => (state.data?.url === null ? stillMaking : false),
  });
}

/** Puts a file that just came into everything that lists files. */
export function useKeepMedia() {
  const client = useQueryClient();
  return (media: Media) => {
    client.setQueryData(keys.mediaFile(media.id), media);
    void client.invalidateQueries({ queryKey: [...keys.media, "list"] });
  };
}

/** Changes a file's words. */
export function useDescribeMedia() {
  const keep = useKeepMedia();
  return useMutation({
    mutationFn: async ({ id, ...changes }: { id: string; alt?: string; tags?: string[] }) =>
      (await api.patch<{ media: Media }>(at(id), changes)).data.media,
    onSuccess: keep,
  });
}

/** Gives tags to several files and takes tags away: all of them, or none. */
export function useTagMedia() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (wish: { ids: string[]; add: string[]; drop: string[] }) =>
      (await api.post<{ media: Media[] }>("/media/tags", wish)).data.media,
    onSuccess: (changed) => {
      changed.forEach((media) => client.setQueryData(keys.mediaFile(media.id), media));
      void client.invalidateQueries({ queryKey: [...keys.media, "list"] });
    },
  });
}

/** Removes several files for good; those that a waiting post needs are kept and named. */
export function useRemoveMedia() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: string[]) =>
      (await api.post<{ removed: string[]; kept: Media[] }>("/media/removal", { ids })).data,
    onSuccess: () => client.invalidateQueries({ queryKey: [...keys.media, "list"] }),
  });
}

/** Removes a file for good; refused while a post that has yet to go out needs it. */
export function useDeleteMedia() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(at(id)),
    onSuccess: () => client.invalidateQueries({ queryKey: [...keys.media, "list"] }),
  });
}
