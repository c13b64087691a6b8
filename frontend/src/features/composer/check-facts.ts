import type { Check, CheckProblem } from "@/lib/api/contract";

/** What the platforms' checks come to, sorted by where it is shown. */
export interface CheckFacts {
  first: CheckProblem[];
  thread: CheckProblem[];
  /** What belongs to no field of the page. */
  other: CheckProblem[];
  hasErrors: boolean;
  cost: { amount: number; currency: string; platform: string | null } | null;
}

const inFirstPart = new Set(["text", "media", "alt"]);

/** Sums up the checks of all chosen accounts. */
export function factsOf(checks: Check[]): CheckFacts {
  const problems = checks.flatMap((check) => check.problems);
  const costs = checks.flatMap(({ cost, platform }) => (cost ? [{ ...cost, platform }] : []));
  const platforms = new Set(costs.map(({ platform }) => platform));
  return {
    first: problems.filter(({ field }) => inFirstPart.has(field)),
    thread: problems.filter(({ field }) => field === "follow_ups"),
    other: problems.filter(({ field }) => !inFirstPart.has(field) && field !== "follow_ups"),
    hasErrors: problems.some(({ severity }) => severity === "error"),
    cost: costs[0]
      ? {
          amount: costs.reduce((sum, { amount }) => sum + Number(amount), 0),
          currency: costs[0].currency,
          platform: platforms.size === 1 ? costs[0].platform : null,
        }
      : null,
  };
}
