import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { Connection } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";

export interface PlatformAnswer {
  platform: string;
  code?: string;
  state: string;
  error?: string;
  error_description?: string;
}

interface Connected {
  connection: Connection;
  return_to: string;
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

/** Takes VelocityPost's access to an account away. */
export function useDisconnect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/connections/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.connections }),
  });
}
