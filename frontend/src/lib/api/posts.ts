import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { api } from "./client";
import type { AttachedFile, Check, FollowUp, Labelling, Post } from "./contract";
import { keys } from "./keys";
import { dropPublication, isMoving } from "./publications";
import { toProblem } from "./problem";

/** What the platforms want to be told beside the text: each names its own. */
export type Options = Record<string, unknown>;

/** A file of the library as a post uses it. `focus` is what must stay where a platform cuts, from 0 to 1. */
export interface MediaUse {
  media_id: string;
  alt: string;
  focus?: [number, number] | null;
}

export interface WritingPart {
  text: string;
  media: MediaUse[];
}

/** What is different for one account; what is null is as in the post. */
export interface TailoredWriting {
  text: string | null;
  media: MediaUse[] | null;
  follow_ups: WritingPart[] | null;
  options: Options;
}

/** What an author types, as the API takes it. */
export interface Writing extends WritingPart {
  connection_ids: string[];
  follow_ups: WritingPart[];
  options: Options;
  tailored: Record<string, TailoredWriting>;
}

/** An answer about one post; `notices` are what the person should know, such as a change of the clocks. */
export interface PostAnswer {
  post: Post;
  notices: string[];
}

const at = (id: string) => `/posts/${encodeURIComponent(id)}`;
const whileMoving = 1_000;

export const fetchPost = async (id: string) => (await api.get<PostAnswer>(at(id))).data.post;
/** With an id of its own it is safe to repeat where the answer was lost: what is typed now is what is kept. */
export async function createPost(writing: Writing, id?: string, labels?: Labelling): Promise<Post> {
  try {
    return (await api.post<PostAnswer>("/posts", { ...writing, ...labels, id })).data.post;
  } catch (error) {
    if (!id || toProblem(error).code !== "conflict") throw error;
    return rewritePost(id, writing, (await fetchPost(id)).version);
  }
}
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
  // Labels change apart from the text, so that the answer to a change of the text may bring older ones.
  client.setQueryData(keys.post(post.id), (known: Post | undefined) =>
    known && known.labels.version > post.labels.version ? { ...post, labels: known.labels } : post,
  );
  for (const publication of post.publications)
    client.setQueryData(keys.publication(publication.id), publication);
  void client.invalidateQueries({ queryKey: [...keys.posts, "list"] });
  void client.invalidateQueries({ queryKey: keys.calendar });
}

const turning = new Set<string>();

/** The post is becoming something else: news of it must not lead to asking for what is gone. Gives the way back. */
export function stopAsking(id: string): () => void {
  turning.add(id);
  return () => turning.delete(id);
}

/** One post, kept current while any of it moves. */
export function usePost(id: string | undefined) {
  return useQuery({
    queryKey: keys.post(id ?? ""),
    queryFn: () => fetchPost(id ?? ""),
    enabled: () => id !== undefined && !turning.has(id),
    refetchInterval: ({ state }) =>
      state.data?.publications.some((publication) => isMoving(publication)) ? whileMoving : false,
  });
}

/** The labels that a copy of a post begins with. */
export const labelsOf = ({ labels }: Pick<Post, "labels">): Labelling => ({
  tags: labels.tags,
  campaign_id: labels.campaign_id,
});

/** The newest drafts: those with this tag, of this campaign. */
export function useDrafts(tag = "", campaign = "") {
  const filter = {
    state: "draft",
    limit: 30,
    ...(tag && { tag }),
    ...(campaign && { campaign_id: campaign }),
  };
  return useQuery({
    queryKey: keys.postList(filter),
    queryFn: async () => (await api.get<{ posts: Post[] }>("/posts", { params: filter })).data.posts,
  });
}

/** What a writing is for: both say what becomes of its links. */
interface CheckedFor {
  post_id?: string | null;
  campaign_id?: string | null;
}

/**
 * What the chosen accounts' platforms say about a writing, and of which writing they say it:
 * the last answer stays until the next is there.
 */
export function useCheck(writing: Writing, enabled: boolean, about: CheckedFor = {}) {
  return useQuery({
    queryKey: [...keys.posts, "check", writing, about],
    queryFn: async ({ signal }) => {
      const asked = { ...writing, ...about };
      const { data } = await api.post<{ checks: Check[] }>("/posts/check", asked, { signal });
      return { writing, checks: data.checks };
    },
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

/** How the API is told of files that it gave. */
export const referTo = (files: AttachedFile[]): MediaUse[] =>
  files.map(({ media_id, alt, focus }) => (focus ? { media_id, alt, focus } : { media_id, alt }));

const partsOf = (parts: FollowUp[]): WritingPart[] =>
  parts.map(({ text, media }) => ({ text, media: referTo(media) }));

/** What the API takes of a post that it gave. */
export function writingOf({
  text,
  media,
  connection_ids,
  follow_ups,
  options,
  tailored,
}: Pick<Post, "text" | "media" | "connection_ids" | "follow_ups" | "options" | "tailored">): Writing {
  return {
    text,
    media: referTo(media),
    connection_ids,
    follow_ups: partsOf(follow_ups),
    options,
    tailored: Object.fromEntries(
      Object.entries(tailored).map(([account, own]) => [
        account,
        {
          text: own.text,
          media: own.media && referTo(own.media),
          follow_ups: own.follow_ups && partsOf(own.follow_ups),
          options: own.options,
        },
      ]),
    ),
  };
}

/** The same writing for these accounts only. */
export const forAccounts = (writing: Writing, accounts: string[]): Writing => ({
  ...writing,
  connection_ids: accounts,
  tailored: Object.fromEntries(
    Object.entries(writing.tailored).filter(([account]) => accounts.includes(account)),
  ),
});

const editable = new Set(["failed", "cancelled", "scheduled"]);

/**
 * Makes a refused post writable again and gives the id of the post to edit.
 * Where a part of it is out already, that is a copy for the accounts that refused it.
 */
export async function reopenPost(post: Post): Promise<string> {
  const refused = post.publications.filter(({ state }) => state === "failed");
  const whole = post.publications.every(({ state }) => editable.has(state));
  const again = [...new Set(refused.map(({ connection_id }) => connection_id))];
  const copy = whole
    ? null
    : await createPost(forAccounts(writingOf(post), again), undefined, labelsOf(post));
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
