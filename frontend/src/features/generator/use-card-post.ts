import { useQueryClient } from "@tanstack/react-query";

import { asWriting, type Written } from "@/components/generated/as-post";
import { useConnections } from "@/lib/api/connections";
import type { Connection, Post } from "@/lib/api/contract";
import { createPost, fetchPost, keepPost, rewritePost, type Writing } from "@/lib/api/posts";

import type { Card } from "./sheet";

/** The accounts that a text can go out through. */
export function useAccountsOf(platform: string): Connection[] {
  return (useConnections().data ?? []).filter((connection) => connection.platform === platform);
}

const fingerprint = (writing: Writing) => JSON.stringify(writing);

async function saved(writing: Writing, kept: Card["post"]): Promise<Post> {
  if (!kept) return createPost(writing);
  if (kept.text === fingerprint(writing)) return fetchPost(kept.id);
  return rewritePost(kept.id, writing, kept.version);
}

/** Keeps a card's text as a post: the same one each time, so that pressing twice makes no second. */
export function useCardPost(onKept: (post: NonNullable<Card["post"]>) => void) {
  const client = useQueryClient();
  const connections = useConnections().data ?? [];
  return async (card: Card): Promise<Post> => {
    if (!card.suggestion) throw new Error("There is no text to keep yet.");
    const writing = asWriting([{ platform: card.platform, suggestion: card.suggestion }], connections);
    const post = await saved(writing, card.post);
    keepPost(client, post);
    onKept({ id: post.id, version: post.version, text: fingerprint(writing) });
    return post;
  };
}

/** Keeps all texts as one post, each account with the words for its platform. */
export function useTogether() {
  const client = useQueryClient();
  const connections = useConnections().data ?? [];
  return async (written: Written[]): Promise<Post> => {
    const post = await createPost(asWriting(written, connections));
    keepPost(client, post);
    return post;
  };
}
