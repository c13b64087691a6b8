import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { Punctuality } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";

async function fetchPunctuality(days: number): Promise<Punctuality> {
  return (await api.get<Punctuality>("/publishing/punctuality", { params: { days } })).data;
}

/** The figures of the last days. Live updates renew them; the clock does too, because a queue grows by itself. */
export function usePunctuality(days: number) {
  return useQuery({
    queryKey: [...keys.punctuality, days],
    queryFn: () => fetchPunctuality(days),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}
