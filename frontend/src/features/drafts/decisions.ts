import { useState } from "react";

/** What was decided about a post of a batch. `post` is the post that came of it. */
export type Decision =
  { kind: "approved"; post: string } | { kind: "planned"; post: string } | { kind: "discarded" };

export type Decisions = Record<number, Decision>;

const place = (batchId: string) => `vp.batch.${batchId}`;

function read(batchId: string): Decisions {
  try {
    return JSON.parse(localStorage.getItem(place(batchId)) ?? "{}") as Decisions;
  } catch {
    return {};
  }
}

/** What was decided about a batch's posts, by slot. This browser remembers it. */
export function useDecisions(batchId: string) {
  const [decisions, setDecisions] = useState(() => read(batchId));
  const decide = (slot: number, decision: Decision | null) =>
    setDecisions((current) => {
      const others = Object.entries(current).filter(([key]) => Number(key) !== slot);
      const next: Decisions = Object.fromEntries(decision ? [...others, [slot, decision]] : others);
      try {
        localStorage.setItem(place(batchId), JSON.stringify(next));
      } catch {
        // Then it is forgotten with the page.
      }
      return next;
    });
  return { decisions, decide };
}
