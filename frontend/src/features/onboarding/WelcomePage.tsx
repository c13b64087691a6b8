import { Mail } from "lucide-react";

import { NoPayment, PlanLines, usePlanPrice } from "@/components/plan-lines";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { User } from "@/lib/api/contract";
import { useMeta, usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { OnboardingFrame } from "./OnboardingFrame";
import { useStep } from "./use-step";

function PlanCard({ user }: { user: User }) {
  const meta = useMeta();
  const plan = usePlan(user.plan_type);
  const priceOf = usePlanPrice();
  if (meta.isError) return <ErrorState error={meta.error} onRetry={() => void meta.refetch()} />;
  if (!plan) {
    return (
      <Loading>
        <Skeleton className="h-36" />
      </Loading>
    );
  }
  return (
    <Card className="p-6">
      <div className="mb-4 flex items-baseline justify-between gap-4">
        <h2 className="text-lg font-semibold">{plan.name}</h2>
        <p className="text-ink-muted">{priceOf(plan)}</p>
      </div>
      <PlanLines plan={plan} />
      {user.wanted_plan !== "free" && <NoPayment className="mt-4 text-xs" />}
    </Card>
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
      <PlanCard user={user} />
      <MailHint user={user} />
    </OnboardingFrame>
  );
}
