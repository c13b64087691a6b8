import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Clicks, LinkSettings } from "./contract";
import { keys } from "./keys";

interface Answer {
  settings: LinkSettings;
}

/** What becomes of the links of this workspace's posts. */
export function useLinkSettings() {
  return useQuery({
    queryKey: keys.linkSettings,
    queryFn: async () => (await api.get<Answer>("/links/settings")).data.settings,
  });
}

export type LinkWishes = Pick<LinkSettings, "tags" | "shortens" | "source" | "medium" | "version">;

/** Chooses it. What is scheduled stays as it is. */
export function usePutLinkSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (wishes: LinkWishes) =>
      (await api.put<Answer>("/links/settings", wishes)).data.settings,
    onSuccess: (settings) => {
      client.setQueryData(keys.linkSettings, settings);
      void client.invalidateQueries({ queryKey: [...keys.posts, "check"] });
    },
    onError: () => void client.invalidateQueries({ queryKey: keys.linkSettings }),
  });
}

/** How often the short links of a post were followed. */
export function useClicks(postId: string) {
  return useQuery({
    queryKey: keys.clicks(postId),
    queryFn: async () => (await api.get<Clicks>(`/posts/${encodeURIComponent(postId)}/clicks`)).data,
  });
}
