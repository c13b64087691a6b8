import type { Check, CheckProblem } from "@/lib/api/contract";

import { tailoredAspects, type Aspect, type View } from "./tailoring";
import type { Sheet } from "./writing";

/** Something that speaks against the post, with the accounts whose platforms say it. */
export interface Said {
  problem: CheckProblem;
  accounts: string[];
}

/** What the platforms' checks come to, sorted by where it is shown. */
export interface CheckFacts {
  text: Said[];
  files: Said[];
  more: Said[];
  options: Said[];
}

export interface Costs {
  amount: number;
  currency: string;
  platform: string | null;
}

type Place = keyof CheckFacts;

const placeOf = ({ field }: CheckProblem): Place => {
  if (field === "media" || field === "alt") return "files";
  if (field === "follow_ups") return "more";
  return field === "text" ? "text" : "options";
};
const aspectOf: Partial<Record<Place, Aspect>> = { text: "text", files: "files", more: "more" };

export const isError = ({ problem }: Said) => problem.severity === "error";

/** What is to be said in this view: of all accounts that get the common words there, or of the one. */
export function factsOf(checks: Check[], sheet: Sheet, view: View): CheckFacts {
  const facts: CheckFacts = { text: [], files: [], more: [], options: [] };
  for (const { connection_id: account, problems } of checks) {
    if (view !== null && account !== view) continue;
    const own = view === null ? tailoredAspects(sheet, account) : [];
    for (const problem of problems) {
      const place = placeOf(problem);
      const aspect = aspectOf[place];
      if (aspect && own.includes(aspect)) continue;
      const same = facts[place].find(
        (said) => said.problem.message === problem.message && said.problem.severity === problem.severity,
      );
      if (same) same.accounts = [...new Set([...same.accounts, account])];
      else facts[place].push({ problem, accounts: [account] });
    }
  }
  return facts;
}

/** What the platforms charge in all; null where none does. */
export function costOf(checks: Check[]): Costs | null {
  const costs = checks.flatMap(({ cost, platform }) => (cost ? [{ ...cost, platform }] : []));
  const [first] = costs;
  if (!first) return null;
  return {
    amount: costs.reduce((sum, { amount }) => sum + Number(amount), 0),
    currency: first.currency,
    platform: new Set(costs.map(({ platform }) => platform)).size === 1 ? first.platform : null,
  };
}
