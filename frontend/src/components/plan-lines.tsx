import { Check } from "lucide-react";

import type { Plan } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { cn } from "@/lib/cn";
import { formatMoney } from "@/lib/numbers";
import { usePlanWords } from "@/lib/strings/en/plans";

/** What a plan allows, in words, from its figures. */
export function usePlanLines() {
  const words = usePlanWords();
  return (plan: Plan): string[] => [
    plan.max_platforms < 0 ? words("platformsAny") : words("platforms", { count: plan.max_platforms }),
    plan.max_posts_per_day < 0 ? words("postsAny") : words("posts", { count: plan.max_posts_per_day }),
  ];
}

/** "$29 a month". */
export function usePlanPrice() {
  const words = usePlanWords();
  return ({ price_usd_month: price }: Plan) => words("price", { amount: formatMoney(price) });
}

/** The limits of a plan as a ticked list. */
export function PlanLines({ plan, className }: { plan: Plan; className?: string }) {
  const linesOf = usePlanLines();
  return (
    <ul className={cn("flex flex-col gap-2 text-sm", className)}>
      {linesOf(plan).map((line) => (
        <li key={line} className="flex items-start gap-2">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
          {line}
        </li>
      ))}
    </ul>
  );
}

/** Says plainly that nothing is charged, and what that means for the chosen plan. */
export function NoPayment({ className }: { className?: string }) {
  const words = usePlanWords();
  const mode = useMeta().data?.mode;
  return mode && <p className={cn("text-ink-faint", className)}>{words(`noPayment.${mode}`)}</p>;
}
