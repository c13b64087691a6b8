import { QueryClient } from "@tanstack/react-query";

import { onSignedOut } from "./client";
import { keys } from "./keys";
import { toProblem } from "./problem";

function shouldRetry(failures: number, error: unknown): boolean {
  const { status } = toProblem(error);
  return failures < 2 && (status === 0 || status >= 500);
}

/** The cache of server data. Reads are retried where another try can help; writes never are. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, gcTime: 30 * 60_000, retry: shouldRetry },
      mutations: { retry: false },
    },
  });
  onSignedOut(() => client.setQueryData(keys.user, null));
  return client;
}
