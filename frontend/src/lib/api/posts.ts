import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { api } from "./client";
import type { AttachedFile, Check, Post } from "./contract";
import { keys } from "./keys";
import { dropPublication, isMoving } from "./publications";

/** What the platforms want to be told beside the text. */
export interface Options {
  made_with_ai?: boolean;
  paid_partnership?: boolean;
}

/** What an author types, as the API takes it. */
export interface Writing {
  text: string;
  media: { media_id: string; alt: string }[];
  connection_ids: string[];
  follow_ups: { text: string; media: { media_id: string; alt: string }[] }[];
  options: Options;
}

/** An answer about one post; `notices` are what the person should know, such as a change of the clocks. */
export interface PostAnswer {
  post: Post;
  notices: string[];
}

const at = (id: string) => `/posts/${encodeURIComponent(id)}`;
const whileMoving = 1_000;

export const fetchPost = async (id: string) => (await api.get<PostAnswer>(at(id))).data.post;
export const createPost = async (writing: Writing) =>
  (await api.post<PostAnswer>("/posts", writing)).data.post;
export const rewritePost = async (id: string, writing: Writing, version: number) =>
  (await api.patch<PostAnswer>(at(id), { ...writing, version })).data.post;
export const deletePost = (id: string) => api.delete(at(id));
export const publishPost = async (id: string) => (await api.post<PostAnswer>(`${at(id)}/publish`, {})).data;
export const cancelPost = async (id: string) => (await api.post<PostAnswer>(`${at(id)}/cancel`, {})).data;

export interface When {
  local: string;
  zone: string;
  /** 1 means the second of an hour that happens twice. */
  fold?: 0 | 1;
}

export const schedulePost = async (id: string, when: When) =>
  (await api.post<PostAnswer>(`${at(id)}/schedule`, when)).data;

/** Puts a fresh post into the cache and marks what else shows it as out of date. */
export function keepPost(client: QueryClient, post: Post): void {
  client.setQueryData(keys.post(post.id), post);
  for (const publication of post.publications)
    client.setQueryData(keys.publication(publication.id), publication);
  void client.invalidateQueries({ queryKey: [...keys.posts, "list"] });
  void client.invalidateQueries({ queryKey: keys.calendar });
}

/** One post, kept current while any of it moves. */
export function usePost(id: string | undefined) {
  return useQuery({
    queryKey: keys.post(id ?? ""),
    queryFn: () => fetchPost(id ?? ""),
    enabled: id !== undefined,
    refetchInterval: ({ state }) =>
      state.data?.publications.some((publication) => isMoving(publication)) ? whileMoving : false,
  });
}

/** The newest drafts. */
export function useDrafts() {
  const filter = { state: "draft", limit: 30 };
  return useQuery({
    queryKey: keys.postList(filter),
    queryFn: async () => (await api.get<{ posts: Post[] }>("/posts", { params: filter })).data.posts,
  });
}

/** What the chosen accounts' platforms say about a writing; the last answer stays until the next is there. */
export function useCheck(writing: Writing, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.posts, "check", writing],
    queryFn: async ({ signal }) =>
      (await api.post<{ checks: Check[] }>("/posts/check", writing, { signal })).data.checks,
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

function usePostCommand<T>(run: (argument: T) => Promise<PostAnswer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: ({ post }) => keepPost(client, post),
    onError: () => {
      void client.invalidateQueries({ queryKey: keys.calendar });
      void client.invalidateQueries({ queryKey: keys.posts });
    },
  });
}

/** Plans a post for a wall-clock time in a zone. */
export const useSchedule = () =>
  usePostCommand(({ id, when }: { id: string; when: When }) => schedulePost(id, when));

/** Takes back what has not left; the post stays as a draft. */
export const useCancelPost = () => usePostCommand(cancelPost);

/** What the API takes of a post that it gave. */
export function writingOf({ text, media, connection_ids, follow_ups, options }: Omit<Post, "id">): Writing {
  const refer = (files: AttachedFile[]) => files.map(({ media_id, alt }) => ({ media_id, alt }));
  return {
    text,
    media: refer(media),
    connection_ids,
    follow_ups: follow_ups.map((part) => ({ text: part.text, media: refer(part.media) })),
    options,
  };
}

const editable = new Set(["failed", "cancelled", "scheduled"]);

/**
 * Makes a refused post writable again and gives the id of the post to edit.
 * Where a part of it is out already, that is a copy for the accounts that refused it.
 */
export async function reopenPost(post: Post): Promise<string> {
  const refused = post.publications.filter(({ state }) => state === "failed");
  const whole = post.publications.every(({ state }) => editable.has(state));
  const copy = whole
    ? null
    : await createPost({
        ...writingOf(post),
        connection_ids: [...new Set(refused.map(({ connection_id }) => connection_id))],
      });
  for (const { id } of refused) await dropPublication(id);
  return copy?.id ?? post.id;
}

/** `reopenPost` for a button. */
export function useReopen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (postId: string) => reopenPost(await fetchPost(postId)),
    onSettled: () => {
      for (const queryKey of [keys.posts, keys.publications, keys.calendar])
        void client.invalidateQueries({ queryKey });
    },
  });
}
