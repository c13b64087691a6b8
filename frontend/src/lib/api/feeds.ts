import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Feed, FeedFound, FeedItem, Labelling } from "./contract";
import { keys } from "./keys";

/** For which accounts a feed's drafts are, and who writes them. */
export interface FeedChoices {
  connection_ids: string[];
  way: Feed["way"];
  domain: string;
  labels: Labelling;
}

const patience = 60_000;
const at = (id: string) => `/feeds/${encodeURIComponent(id)}`;

/** The feeds that are followed. */
export function useFeeds() {
  return useQuery({
    queryKey: [...keys.feeds, "list"],
    queryFn: async () => (await api.get<{ feeds: Feed[] }>("/feeds")).data.feeds,
  });
}

/** What a feed says, before it is followed. */
export const useLookAtFeed = () =>
  useMutation({
    mutationFn: async (url: string) =>
      (await api.post<FeedFound>("/feeds/look", { url }, { timeout: patience })).data,
  });

function useFeedChange<T>(run: (argument: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: keys.feeds }),
  });
}

export const useFollowFeed = () =>
  useFeedChange(
    async ({ url, choices }: { url: string; choices: FeedChoices }) =>
      (await api.post<{ feed: Feed }>("/feeds", { url, ...choices }, { timeout: patience })).data.feed,
  );

export const useChangeFeed = () =>
  useFeedChange(
    async ({ feed, changes }: { feed: Feed; changes: Partial<FeedChoices> & { active?: boolean } }) =>
      (await api.patch<{ feed: Feed }>(at(feed.id), { version: feed.version, ...changes })).data.feed,
  );

/** Its drafts stay. */
export const useRemoveFeed = () => useFeedChange((id: string) => api.delete(at(id)));

/** Lets it be looked at now. */
export const usePollFeed = () => useFeedChange((id: string) => api.post(`${at(id)}/poll`, {}));

/** Makes a draft of an entry that became none. */
export const useDraftItem = () =>
  useFeedChange(
    async ({ feedId, itemId }: { feedId: string; itemId: string }) =>
      (
        await api.post<{ item: FeedItem }>(
          `${at(feedId)}/items/${encodeURIComponent(itemId)}/draft`,
          {},
          {
            timeout: patience,
          },
        )
      ).data.item,
  );

interface ItemPage {
  items: FeedItem[];
  next_cursor: string | null;
}

/** A feed's entries and what became of them, newest first. */
export function useFeedItems(id: string) {
  return useInfiniteQuery({
    queryKey: keys.feedItems(id),
    queryFn: async ({ pageParam }) =>
      (await api.get<ItemPage>(`${at(id)}/items`, { params: { limit: 20, cursor: pageParam } })).data,
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}
