import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { Connected } from "@/lib/api/connections";
import type { AccountChoice, Connection } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";

export interface PlatformAnswer {
  platform: string;
  code?: string;
  state: string;
  error?: string;
  error_description?: string;
}

/**
 * Hands the platform's answer to the API, which exchanges it for access.
 * An answer works once; so this asks once per `state` and never again by itself.
 */
export function useFinishConnecting({ platform, ...answer }: PlatformAnswer) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["oauth-callback", platform, answer.state],
    queryFn: async () => {
      const path = `/oauth/callback/${encodeURIComponent(platform)}`;
      const { data } = await api.post<Connected>(path, answer);
      await client.invalidateQueries({ queryKey: keys.connections });
      return data;
    },
    enabled: answer.state !== "",
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    retryOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

interface ChoiceAnswer {
  choice: AccountChoice;
  return_to: string;
}

/** The accounts behind a permission just given. */
export function useChoice(id: string) {
  return useQuery({
    queryKey: ["oauth-choice", id],
    queryFn: async () => (await api.get<ChoiceAnswer>(`/oauth/choices/${encodeURIComponent(id)}`)).data,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}

interface Chosen {
  connections: Connection[];
  return_to: string;
}

/** Connects the chosen accounts. */
export function useChoose(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (accounts: string[]) =>
      (
        await api.post<Chosen>(`/oauth/choices/${encodeURIComponent(id)}`, {
          platform_user_ids: accounts,
        })
      ).data,
    onSuccess: () =>
      Promise.all([keys.connections, keys.usage].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Takes VelocityPost's access to an account away. */
export function useDisconnect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/connections/${encodeURIComponent(id)}`),
    onSuccess: () =>
      Promise.all([keys.connections, keys.usage].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
