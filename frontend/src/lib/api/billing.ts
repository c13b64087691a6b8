import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { PlanKey, Usage } from "./contract";
import { keys } from "./keys";

/** The plan, and what of it is used. */
export function useUsage() {
  return useQuery({
    queryKey: keys.usage,
    queryFn: async () => (await api.get<Usage>("/billing/usage")).data,
  });
}

interface PlanAnswer {
  current_plan: PlanKey;
  wanted_plan: PlanKey;
  message: string;
}

/** Asks for another plan. The answer's `message` says whether it holds already. */
export function useChangePlan() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (plan: PlanKey) => (await api.put<PlanAnswer>("/billing/plan", { plan })).data,
    onSuccess: () =>
      Promise.all(
        [keys.user, keys.usage, keys.domains].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
