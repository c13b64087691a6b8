import type { Publication } from "@/lib/api/contract";
import { isMoving } from "@/lib/api/publications";

export type Standing =
  | "scheduled"
  | "held"
  | "due"
  | "publishing"
  | "processing"
  | "published"
  | "publishedLook"
  | "publishedPerson"
  | "failed"
  | "unconfirmed"
  | "cancelled"
  | "dropped";

/** What left and was never clearly answered. A post that was looked for in vain may still be there. */
export function doubtfulAttempts({ attempts }: Publication) {
  return attempts.filter(
    ({ write_began_at, outcome }) =>
      write_began_at !== null && ["", "unknown", "absent"].includes(outcome as string),
  );
}

const publishedBy = { answer: "published", look: "publishedLook", person: "publishedPerson" } as const;

/** Where it stands, finer than its state: in what sense it is published or cancelled, and whether it waits. */
export function standingOf(publication: Publication): Standing {
  const { state, hold, confirmed_by } = publication;
  if (state === "scheduled") return hold ? "held" : isMoving(publication) ? "due" : "scheduled";
  if (state === "published") return publishedBy[confirmed_by ?? "answer"];
  if (state === "cancelled") return doubtfulAttempts(publication).length ? "dropped" : "cancelled";
  return state;
}

/** Whether the doubt about an attempt is being cleared by looking. */
export function isLooking({ state, attempts }: Publication): boolean {
  return state === "publishing" && attempts.at(-1)?.decision === "look";
}
