import { useMutation, useQuery } from "@tanstack/react-query";

import { api } from "./client";
import type { Connection } from "./contract";
import { keys } from "./keys";

async function fetchConnections(): Promise<Connection[]> {
  return (await api.get<{ connections: Connection[] }>("/connections")).data.connections;
}

/** Every authorised account of the workspace. */
export function useConnections() {
  return useQuery({ queryKey: keys.connections, queryFn: fetchConnections });
}

interface ConnectRequest {
  platform: string;
  /** Where the person lands afterwards; a path of ours. */
  returnTo: string;
}

async function fetchAuthUrl({ platform, returnTo }: ConnectRequest): Promise<string> {
  const { data } = await api.get<{ auth_url: string }>(`/oauth/auth-url/${encodeURIComponent(platform)}`, {
    params: { return_to: returnTo },
  });
  return data.auth_url;
}

/** Sends the person to the platform's own consent page; they come back at `/auth/callback/<platform>`. */
export function useConnect() {
  return useMutation({
    mutationFn: fetchAuthUrl,
    onSuccess: (url) => window.location.assign(url),
  });
}
