import { useMemo } from "react";

import { useBatchDecisions } from "@/lib/api/batches";
import type { BatchDecision } from "@/lib/api/contract";

export type Decisions = ReadonlyMap<number, BatchDecision>;

/** Whether nothing holds about a post of the batch: nobody decided, or the post that came of it was deleted. */
export const isOpen = (decision: BatchDecision | undefined) => !decision || decision.standing === "gone";

/** The post that came of it, if there is one. */
export const postFrom = (decision: BatchDecision | undefined) =>
  decision && !isOpen(decision) ? decision.post_id : null;

/** What was decided about a batch's posts, by slot. */
export function useDecisions(batchId: string): Decisions {
  const { data } = useBatchDecisions(batchId);
  return useMemo(() => new Map(data?.map((decision) => [decision.slot, decision])), [data]);
}
