import { PlanChange } from "@/components/plan-change";
import { NoPayment, PlanLines, usePlanPrice } from "@/components/plan-lines";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState, Note } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useUsage } from "@/lib/api/billing";
import type { Plan, Usage } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useBillingWords } from "@/lib/strings/en/billing";
import { formatMoment } from "@/lib/time";

import { UsageCard } from "./UsageCard";

function PlanCard({ usage, plans }: { usage: Usage; plans: Plan[] }) {
  const words = useBillingWords();
  const zone = useZone();
  const priceOf = usePlanPrice();
  const plan = plans.find(({ key }) => key === usage.current_plan);
  const wanted = plans.find(({ key }) => key === usage.wanted_plan);
  if (!plan) return null;
  return (
    <Card aria-labelledby="plan">
      <CardHeader
        id="plan"
        title={words("plan.title")}
        detail={words("plan.line", { plan: plan.name, price: priceOf(plan) })}
      />
      <CardBody className="flex flex-col gap-4">
        <PlanLines plan={plan} />
        <p className="text-sm text-ink-muted">
          {usage.next_billing_date
            ? words("plan.next", { date: formatMoment(usage.next_billing_date, zone, "date") })
            : words("plan.noNext")}
        </p>
        {wanted && wanted.key !== plan.key && (
          <Note tone="accent">{words("plan.wanted", { plan: wanted.name })}</Note>
        )}
      </CardBody>
    </Card>
  );
}

function Recommendations({ sentences }: { sentences: string[] }) {
  const words = useBillingWords();
  if (sentences.length === 0) return null;
  return (
    <Note tone="accent" title={words("recommendations")}>
      <ul className="flex list-disc flex-col gap-1 pl-4">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Note>
  );
}

function Plans({ current, plans }: { current: Plan["key"]; plans: Plan[] }) {
  const words = useBillingWords();
  const priceOf = usePlanPrice();
  return (
    <section aria-labelledby="plans">
      <h2 id="plans" className="mb-3 text-base font-semibold">
        {words("change.title")}
      </h2>
      <ul className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        {plans.map((plan) => (
          <li
            key={plan.key}
            className={cn(
              "flex flex-col gap-4 rounded-lg border bg-surface p-5 shadow-sm",
              plan.key === current ? "border-accent" : "border-line",
            )}
          >
            <div>
              <h3 className="text-base font-semibold">{plan.name}</h3>
              <p className="text-sm text-ink-muted">{priceOf(plan)}</p>
            </div>
            <PlanLines plan={plan} />
            <div className="mt-auto">
              {plan.key === current ? (
                <Badge tone="accent">{words("change.current")}</Badge>
              ) : (
                <PlanChange to={plan.key} />
              )}
            </div>
          </li>
        ))}
      </ul>
      <NoPayment className="mt-3 text-xs" />
    </section>
  );
}

export default function BillingPage() {
  const words = useBillingWords();
  const usage = useUsage();
  const meta = useMeta();
  const failed = [usage, meta].find((query) => query.isError);
  return (
    <Page title={words("title")} detail={words("detail")}>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} retrying={failed.isFetching} />
      ) : usage.data && meta.data ? (
        <div className="flex flex-col gap-8">
          <Recommendations sentences={usage.data.upgrade_recommendations} />
          <div className="grid grid-cols-1 items-start gap-6 md:grid-cols-2">
            <PlanCard usage={usage.data} plans={meta.data.plans} />
            <UsageCard usage={usage.data} />
          </div>
          <Plans current={usage.data.current_plan} plans={meta.data.plans} />
        </div>
      ) : (
        <Loading className="grid gap-6 md:grid-cols-2">
          <Skeleton className="h-48" />
          <Skeleton className="h-64" />
        </Loading>
      )}
    </Page>
  );
}
