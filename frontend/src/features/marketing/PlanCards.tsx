import { Link } from "react-router";

import { NoPayment, PlanLines, usePlanPrice } from "@/components/plan-lines";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useMeta } from "@/lib/api/meta";
import { usePlanWords } from "@/lib/strings/en/plans";

/** The plans of this installation, with their limits and the way to register. */
export function PlanCards({ heading: Heading = "h3" }: { heading?: "h2" | "h3" }) {
  const words = usePlanWords();
  const meta = useMeta();
  const priceOf = usePlanPrice();
  if (meta.isPending) {
    return (
      <Loading className="grid gap-4 md:grid-cols-3">
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
      </Loading>
    );
  }
  if (meta.isError) return <ErrorState error={meta.error} onRetry={() => void meta.refetch()} />;
  return (
    <>
      <ul className="grid gap-4 md:grid-cols-3">
        {meta.data.plans.map((plan) => (
          <li key={plan.key} className="flex">
            <Card className="flex flex-1 flex-col p-6">
              <Heading className="text-base font-semibold">{plan.name}</Heading>
              <p className="mt-1 mb-5 text-lg tabular-nums">{priceOf(plan)}</p>
              <PlanLines plan={plan} className="mb-8" />
              <Button
                variant={plan.price_usd_month === 0 ? "primary" : "secondary"}
                className="mt-auto"
                asChild
              >
                <Link to={`/register?plan=${plan.key}`}>{words("choose", { plan: plan.name })}</Link>
              </Button>
            </Card>
          </li>
        ))}
      </ul>
      <NoPayment className="mt-4 text-sm" />
    </>
  );
}
