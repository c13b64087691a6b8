import { useState } from "react";

import { Button, type ButtonProps } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useChangePlan } from "@/lib/api/billing";
import type { PlanKey } from "@/lib/api/contract";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useBillingWords } from "@/lib/strings/en/billing";

import { NoPayment, PlanLines, usePlanPrice } from "./plan-lines";

interface PlanChangeProps extends Pick<ButtonProps, "variant" | "size"> {
  to: PlanKey;
  className?: string;
}

/** A change to another plan, asked about first. What the API answers is said: it may hold at once or later. */
export function PlanChange({ to, variant = "secondary", size, className }: PlanChangeProps) {
  const words = useBillingWords();
  const [asking, setAsking] = useState(false);
  const change = useChangePlan();
  const plan = usePlan(to);
  const now = usePlan(useSignedInUser().plan_type);
  const priceOf = usePlanPrice();
  if (!plan || !now || plan.key === now.key) return null;
  const less = plan.price_usd_month < now.price_usd_month;
  return (
    <>
      <Button variant={variant} size={size} className={className} onClick={() => setAsking(true)}>
        {words(less ? "change.to" : "change.upTo", { plan: plan.name })}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words(less ? "change.ask" : "change.askUp", { plan: plan.name })}
        detail={words(less ? "change.down" : "change.up", { plan: plan.name, price: priceOf(plan) })}
        confirm={words(less ? "change.to" : "change.upTo", { plan: plan.name })}
        busy={change.isPending}
        onConfirm={() =>
          change.mutate(to, {
            onSuccess: ({ message }) => {
              setAsking(false);
              toast.done(message);
            },
          })
        }
      >
        <PlanLines plan={plan} className="mb-4" />
        <NoPayment className="text-xs" />
        <ProblemNote error={change.error} className="mt-3" />
      </ConfirmDialog>
    </>
  );
}
