import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Labels, Post, TagCount } from "./contract";
import { keys } from "./keys";

/** The most tags that a post has, and the most characters of one. */
export const tagsMost = 20;
export const tagLengthMost = 40;

/** A tag as the server keeps it; empty where it is none. */
export const asTag = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKC")
    .split(/\s+/)
    .filter(Boolean)
    .join(" ")
    .replace(/^[# ]+/, "")
    .slice(0, tagLengthMost)
    .trimEnd();

/** Every tag in use, the most used first. */
export function useTags(enabled = true) {
  return useQuery({
    queryKey: keys.tags,
    queryFn: async () => (await api.get<{ tags: TagCount[] }>("/tags")).data.tags,
    enabled,
  });
}

interface LabelsAnswer {
  labels: Labels;
  notices: string[];
}

/** Gives a post other labels. Its text, and what of it is scheduled, stay as they are. */
export function usePutLabels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ postId, labels }: { postId: string; labels: Labels }) =>
      (await api.put<LabelsAnswer>(`/posts/${encodeURIComponent(postId)}/labels`, labels)).data,
    onSuccess: ({ labels }, { postId }) => {
      client.setQueryData(keys.post(postId), (post: Post | undefined) => post && { ...post, labels });
      for (const queryKey of [keys.tags, keys.campaigns, keys.calendar, [...keys.posts, "list"]])
        void client.invalidateQueries({ queryKey });
    },
    onError: (_error, { postId }) => void client.invalidateQueries({ queryKey: keys.post(postId) }),
  });
}

function useTagCommand<T>(run: (argument: T) => Promise<{ data: { posts: number } }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (argument: T) => (await run(argument)).data.posts,
    onSettled: () => {
      // What labels posts that are still to be made is renamed with them.
      for (const queryKey of [keys.tags, keys.posts, keys.calendar, keys.feeds, keys.automation, keys.queues])
        void client.invalidateQueries({ queryKey });
    },
  });
}

/** Renames a tag in every post; how many there were. */
export const useRenameTag = () =>
  useTagCommand((names: { tag: string; new: string }) => api.post("/tags/rename", names));

/** Takes a tag from every post; how many there were. */
export const useRemoveTag = () => useTagCommand((tag: string) => api.post("/tags/remove", { tag }));
