import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { ProblemNote } from "@/components/ui/error-state";
import { toProblem } from "@/lib/api/problem";
import { useBillingWords } from "@/lib/strings/en/billing";

const ofThePlan = new Set(["plan_limit", "pro_required"]);

/** A refusal; where the plan is the reason, with the way to the plans. Renders nothing without an error. */
export function PlanProblem({ error, className }: { error: unknown; className?: string }) {
  const words = useBillingWords();
  if (!error) return null;
  return (
    <div className={className}>
      <ProblemNote error={error} />
      {ofThePlan.has(toProblem(error).code) && (
        <Button size="sm" className="mt-2" asChild>
          <Link to="/billing">{words("limit.see")}</Link>
        </Button>
      )}
    </div>
  );
}
