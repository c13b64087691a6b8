import { useQuery } from "@tanstack/react-query";

import { api } from "./client";
import type { Meta, Plan, PlanKey } from "./contract";
import { keys } from "./keys";

async function fetchMeta(): Promise<Meta> {
  return (await api.get<Meta>("/meta")).data;
}

/** Name, mode (sandbox or live), plans and rules of this installation. */
export function useMeta() {
  return useQuery({ queryKey: keys.meta, queryFn: fetchMeta, staleTime: 5 * 60_000 });
}

/** The plan with this key, once known. */
export function usePlan(key: PlanKey | undefined): Plan | undefined {
  return useMeta().data?.plans.find((plan) => plan.key === key);
}
