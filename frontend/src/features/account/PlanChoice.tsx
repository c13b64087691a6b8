import { RadioCards } from "@/components/ui/radio-cards";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { NoPayment, usePlanLines, usePlanPrice } from "@/components/plan-lines";
import type { PlanKey } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { usePlanWords } from "@/lib/strings/en/plans";

interface PlanChoiceProps {
  value: PlanKey;
  onChange: (plan: PlanKey) => void;
}

/** The plans of this installation, one of them chosen. */
export function PlanChoice({ value, onChange }: PlanChoiceProps) {
  const words = usePlanWords();
  const meta = useMeta();
  const linesOf = usePlanLines();
  const priceOf = usePlanPrice();
  if (!meta.data) {
    return (
      <Loading className="grid gap-2">
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </Loading>
    );
  }
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{words("label")}</legend>
      <RadioCards
        label={words("label")}
        value={value}
        onChange={onChange}
        cards={meta.data.plans.map((plan) => ({
          value: plan.key,
          title: plan.name,
          aside: priceOf(plan),
          detail: linesOf(plan)
            .map(({ text }) => text)
            .join(" · "),
        }))}
      />
      <NoPayment className="mt-2 text-xs" />
    </fieldset>
  );
}
