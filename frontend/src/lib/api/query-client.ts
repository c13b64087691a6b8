import { QueryClient } from "@tanstack/react-query";

import { onSignedOut } from "./client";
import { hearOtherTabs } from "../other-tabs";
import { forgetPerson } from "./person";
import { toProblem } from "./problem";
import { seeWhoIsIn } from "./user";

function shouldRetry(failures: number, error: unknown): boolean {
  const { status } = toProblem(error);
  return failures < 2 && (status === 0 || status === 429 || status >= 500);
}

function retryDelay(failures: number, error: unknown): number {
  const asked = toProblem(error).retryAfter;
  return asked === null ? Math.min(1_000 * 2 ** failures, 30_000) : asked * 1_000;
}

/** The cache of server data. Reads are retried where another try can help; writes never are. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, gcTime: 30 * 60_000, retry: shouldRetry, retryDelay },
      mutations: { retry: false },
    },
  });
  onSignedOut(() => forgetPerson(client));
  hearOtherTabs((news) => {
    if (news === "signed-out") forgetPerson(client);
    else void seeWhoIsIn(client);
  });
  return client;
}
