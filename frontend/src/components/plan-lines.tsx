import { Check, Minus } from "lucide-react";

import type { Plan } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { cn } from "@/lib/cn";
import { formatMoney } from "@/lib/numbers";
import { usePlanWords } from "@/lib/strings/en/plans";

export interface PlanLine {
  text: string;
  /** Whether the plan has it; what it lacks is said too. */
  included: boolean;
}

/** What a plan allows and what it lacks, in words, from what this installation says of its plans. */
export function usePlanLines() {
  const words = usePlanWords();
  const plans = useMeta().data?.plans ?? [];
  const names = new Intl.ListFormat("en");
  const special = [...new Set(plans.flatMap(({ without_platforms }) => without_platforms))];
  return (plan: Plan): PlanLine[] => [
    {
      text:
        plan.max_platforms < 0 ? words("platformsAny") : words("platforms", { count: plan.max_platforms }),
      included: true,
    },
    ...(special.length > 0
      ? [
          plan.without_platforms.length > 0
            ? { text: words("without", { names: names.format(plan.without_platforms) }), included: false }
            : { text: words("with", { names: names.format(special) }), included: true },
        ]
      : []),
    {
      text:
        plan.max_posts_per_day < 0 ? words("postsAny") : words("posts", { count: plan.max_posts_per_day }),
      included: true,
    },
    {
      text: plan.advanced_ai
        ? words("advanced", { count: plan.domains.length })
        : words("basic", { names: names.format(plan.domains) }),
      included: true,
    },
    { text: words(plan.file_upload ? "documents" : "noDocuments"), included: plan.file_upload },
  ];
}

/** "$29 a month". */
export function usePlanPrice() {
  const words = usePlanWords();
  return ({ price_usd_month: price }: Plan) => words("price", { amount: formatMoney(price) });
}

/** The limits of a plan as a list, ticked where it has them. */
export function PlanLines({ plan, className }: { plan: Plan; className?: string }) {
  const linesOf = usePlanLines();
  return (
    <ul className={cn("flex flex-col gap-2 text-sm", className)}>
      {linesOf(plan).map(({ text, included }) => (
        <li key={text} className={cn("flex items-start gap-2", !included && "text-ink-faint")}>
          {included ? (
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
          ) : (
            <Minus aria-hidden className="mt-0.5 size-4 shrink-0" />
          )}
          {text}
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
