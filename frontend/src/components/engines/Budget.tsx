import { useState, type SubmitEvent } from "react";

import { Button } from "@/components/ui/button";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { AiPreferences, AiUsage } from "@/lib/api/contract";
import { useAiPreferences, useAiUsage, useChangePreferences } from "@/lib/api/generation";
import { formatCount, formatMoney } from "@/lib/numbers";
import { useEngineWords } from "@/lib/strings/en/engines";

function Used({ usage: { usage, budget_usd: budget } }: { usage: AiUsage }) {
  const words = useEngineWords();
  const unpriced = Object.values(usage.engines).some(({ unpriced_calls }) => unpriced_calls > 0);
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="text-sm font-medium">{words("usage")}</h3>
      <p className="text-sm text-ink-muted tabular-nums">
        {words("spent", { cost: formatMoney(usage.cost_usd), tokens: formatCount(usage.tokens) })}
      </p>
      {budget !== null && budget > 0 && (
        <Progress
          label={words("ofBudget", { cost: formatMoney(usage.cost_usd), budget: formatMoney(budget) })}
          value={Math.min(1, usage.cost_usd / budget)}
        />
      )}
      {unpriced && <p className="text-xs text-ink-faint">{words("unpriced")}</p>}
    </div>
  );
}

function BudgetForm({ preferences }: { preferences: AiPreferences }) {
  const words = useEngineWords();
  const change = useChangePreferences();
  const kept = preferences.budget_usd_month;
  const [typed, setTyped] = useState(kept === null ? "" : String(kept));
  const amount = typed.trim() === "" ? null : Number(typed);
  const wrong = amount !== null && !(amount >= 0);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (wrong || change.isPending) return;
    change.mutate(
      { budget_usd_month: amount, version: preferences.version },
      { onSuccess: () => toast.done(words("budgetSaved")) },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={words("budget")}
        hint={words("budgetHint")}
        error={wrong ? words("budgetWrong") : undefined}
      >
        <Input
          type="number"
          min={0}
          step="any"
          inputMode="decimal"
          className="max-w-40 tabular-nums"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <ProblemNote error={change.error} />
      <Button
        type="submit"
        className="self-start"
        busy={change.isPending}
        disabled={amount === kept || wrong}
      >
        {words("budgetSave")}
      </Button>
    </form>
  );
}

/** What models have cost this month, and how much they may. */
export function Budget() {
  const usage = useAiUsage();
  const preferences = useAiPreferences();
  if (usage.isError || preferences.isError) {
    return (
      <ErrorState
        error={usage.error ?? preferences.error}
        onRetry={() => void Promise.all([usage.refetch(), preferences.refetch()])}
      />
    );
  }
  if (!usage.data || !preferences.data) return <Skeleton className="h-24" />;
  return (
    <>
      <Used usage={usage.data} />
      <BudgetForm preferences={preferences.data} />
    </>
  );
}
