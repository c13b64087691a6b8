import { Mail } from "lucide-react";

import { NoPayment, usePlanLines, usePlanPrice } from "@/components/plan-lines";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { RadioCards } from "@/components/ui/radio-cards";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useChangePlan } from "@/lib/api/billing";
import type { PlanKey, User } from "@/lib/api/contract";
import { useMeta, usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { OnboardingFrame } from "./OnboardingFrame";
import { useStep } from "./use-step";

function Plans({ user }: { user: User }) {
  const words = useOnboardingWords();
  const meta = useMeta();
  const change = useChangePlan();
  const priceOf = usePlanPrice();
  const linesOf = usePlanLines();
  if (meta.isError) return <ErrorState error={meta.error} onRetry={() => void meta.refetch()} />;
  if (!meta.data) {
    return (
      <Loading className="grid gap-2">
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </Loading>
    );
  }
  const choose = (plan: PlanKey) =>
    change.mutate(plan, { onSuccess: ({ message }) => toast.done(message), onError: toast.problem });
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{words("welcome.plan")}</h2>
      <RadioCards
        label={words("welcome.plan")}
        value={change.isPending ? change.variables : user.wanted_plan}
        onChange={choose}
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
    </section>
  );
}

function MailHint({ user }: { user: User }) {
  const words = useOnboardingWords();
  const mailbox = useMeta().data?.mailbox_url;
  if (user.email_verified) return null;
  return (
    <Card className="flex flex-wrap items-center gap-4 p-5">
      <Mail aria-hidden className="size-5 text-accent-text" />
      <div className="min-w-52 flex-1">
        <h2 className="font-medium">{words("welcome.mailTitle")}</h2>
        <p className="text-sm text-ink-muted">
          {words("welcome.mailDetail", { email: user.email })} {mailbox && words("welcome.mailSandbox")}
        </p>
      </div>
      {mailbox && (
        <Button size="sm" asChild>
          <a href={mailbox} target="_blank" rel="noreferrer">
            {words("welcome.mailbox")}
          </a>
        </Button>
      )}
    </Card>
  );
}

export default function WelcomePage() {
  const words = useOnboardingWords();
  const user = useSignedInUser();
  const plan = usePlan(user.plan_type);
  const step = useStep();
  return (
    <OnboardingFrame
      step="welcome"
      title={words("welcome.title", { name: user.name.split(" ")[0] ?? user.name })}
      detail={words("welcome.detail", { plan: plan?.name ?? "…" })}
      actions={
        <Button
          variant="primary"
          size="lg"
          busy={step.busy}
          onClick={() => step.go("platform-connection", "/onboarding/platform-connection")}
        >
          {words("welcome.goOn")}
        </Button>
      }
    >
      <Plans user={user} />
      <MailHint user={user} />
    </OnboardingFrame>
  );
}
