import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { AccountChoice, Connection, Health } from "./contract";
import { keys } from "./keys";

async function fetchConnections(): Promise<Connection[]> {
  return (await api.get<{ connections: Connection[] }>("/connections")).data.connections;
}

/** Every authorised account of the workspace. */
export function useConnections() {
  return useQuery({ queryKey: keys.connections, queryFn: fetchConnections });
}

/** How every account stands: what is broken, what will be, and when. */
export function useHealth() {
  return useQuery({
    queryKey: keys.health,
    queryFn: async () => (await api.get<{ health: Health[] }>("/connections/health")).data.health,
  });
}

/** Asks the service now how an account stands. */
export function useCheckConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      (await api.post<{ health: Health }>(`/connections/${encodeURIComponent(id)}/check`, {})).data.health,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.connections }),
  });
}

interface ConnectRequest {
  platform: string;
  /** Where the person lands afterwards; a path of ours. */
  returnTo: string;
  /** The server of a federated service. */
  instance?: string;
}

async function fetchAuthUrl({ platform, returnTo, instance }: ConnectRequest): Promise<string> {
  const { data } = await api.get<{ auth_url: string }>(`/oauth/auth-url/${encodeURIComponent(platform)}`, {
    params: { return_to: returnTo, instance },
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

interface SignIn {
  platform: string;
  name: string;
  password: string;
  instance: string;
}

/** What came of a way in: the account, or the choice among several that is still to be made. */
export interface Connected {
  connection: Connection | null;
  choice: AccountChoice | null;
  return_to: string;
  renewed: boolean;
}

/** Connects an account by its name and an app password. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ platform, ...body }: SignIn) =>
      (await api.post<Connected>(`/oauth/sign-in/${encodeURIComponent(platform)}`, body)).data,
    onSuccess: () =>
      Promise.all([keys.connections, keys.usage].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
