import { useQuery } from "@tanstack/react-query";

import { api } from "./client";
import type { Platform } from "./contract";
import { keys } from "./keys";

async function fetchPlatforms(): Promise<Platform[]> {
  return (await api.get<{ platforms: Platform[] }>("/platforms")).data.platforms;
}

/** Every platform that this installation knows, with its limits and capabilities. */
export function usePlatforms() {
  return useQuery({ queryKey: keys.platforms, queryFn: fetchPlatforms, staleTime: 5 * 60_000 });
}
