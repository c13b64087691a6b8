import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Campaign, CampaignPage, Post } from "./contract";
import { keys } from "./keys";

const at = (id: string) => `/campaigns/${encodeURIComponent(id)}`;
const perPage = 30;

/** Every campaign: those under way first, the newest first. */
export function useCampaigns(enabled = true) {
  return useQuery({
    queryKey: keys.campaigns,
    queryFn: async () => (await api.get<{ campaigns: Campaign[] }>("/campaigns")).data.campaigns,
    enabled,
  });
}

/** One campaign, and what came of it. */
export function useCampaign(id: string) {
  return useQuery({
    queryKey: keys.campaign(id),
    queryFn: async () => (await api.get<CampaignPage>(at(id))).data,
  });
}

/** The posts of a campaign, newest first, page by page. */
export function useCampaignPosts(id: string) {
  return useInfiniteQuery({
    queryKey: keys.postList({ campaign: id }),
    queryFn: async ({ pageParam, signal }) => {
      const params = { campaign_id: id, limit: perPage, cursor: pageParam };
      return (await api.get<{ posts: Post[]; next_cursor: string | null }>("/posts", { params, signal }))
        .data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** What a person says of a campaign. */
export type CampaignFields = Pick<
  Campaign,
  "name" | "colour" | "starts_on" | "ends_on" | "tags_links" | "utm" | "archived"
>;

export const fieldsOf = ({
  name,
  colour,
  starts_on,
  ends_on,
  tags_links,
  utm,
  archived,
}: Campaign): CampaignFields => ({ name, colour, starts_on, ends_on, tags_links, utm, archived });

/** Makes a campaign, or changes the one that was read. */
export function useKeepCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ known, fields }: { known: Campaign | null; fields: CampaignFields }) => {
      const answer = known
        ? await api.patch<{ campaign: Campaign }>(at(known.id), { ...fields, version: known.version })
        : await api.post<{ campaign: Campaign }>("/campaigns", fields);
      return answer.data.campaign;
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.campaigns }),
  });
}

/** Forgets a campaign; its posts stay. How many there were. */
export function useDeleteCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => (await api.delete<{ posts: number }>(at(id))).data.posts,
    onSuccess: (_posts, id) => {
      client.removeQueries({ queryKey: keys.campaign(id) });
      for (const queryKey of [keys.campaigns, keys.posts]) void client.invalidateQueries({ queryKey });
    },
  });
}
