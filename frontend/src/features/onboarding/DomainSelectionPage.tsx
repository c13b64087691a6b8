import { useState } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { FieldError } from "@/components/ui/field";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { useAutomation, useConfigure } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { Domain } from "@/lib/api/contract";
import { useDomains } from "@/lib/api/generation";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";
import { detectedZone } from "@/lib/time";

import { DomainCard } from "./DomainCard";
import { postsMost, settingsOf, type FirstWish } from "./first-plan";
import { useKeptWish } from "./kept-wish";
import { OnboardingFrame } from "./OnboardingFrame";
import { PostingSettings } from "./PostingSettings";
import { useStep } from "./use-step";

/** How many domains a plan without the specialists has room for. */
const fewDomains = 2;

function useDomainsMost(): number {
  const plan = usePlan(useSignedInUser().plan_type);
  return plan && !plan.advanced_ai ? fewDomains : Infinity;
}

interface DomainsProps {
  domains: Domain[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function Domains({ domains, chosen, onChange }: DomainsProps) {
  const words = useOnboardingWords();
  const most = useDomainsMost();
  return (
    <section aria-labelledby="domains">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="domains" className="text-base font-semibold">
          {words("domains.choose")}
        </h2>
        {Number.isFinite(most) && (
          <p className="text-sm text-ink-muted">{words("domains.most", { count: most })}</p>
        )}
      </div>
      <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {domains.map((domain) => (
          <DomainCard
            key={domain.id}
            domain={domain}
            chosen={chosen.includes(domain.id)}
            room={chosen.length < most}
            onChange={(on) => {
              const others = chosen.filter((id) => id !== domain.id);
              onChange(on ? [...others, domain.id] : others);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

/** Keeps the choices with the workspace where there is an account for an automation; else they stay in the browser. */
function useSaving() {
  const configure = useConfigure();
  const connections = useConnections();
  const automation = useAutomation();
  const step = useStep();
  const goOn = () => step.go("automation-setup", "/onboarding/automation-setup");
  const save = (wish: FirstWish) => {
    const accounts = connections.data ?? [];
    // One that runs already is changed on its own page, where its owner sees what that does.
    if (accounts.length === 0 || automation.data?.state === "running") goOn();
    else configure.mutate(settingsOf(wish, accounts, detectedZone()), { onSuccess: goOn });
  };
  return {
    save,
    skip: goOn,
    busy: configure.isPending || step.busy,
    ready: !connections.isPending && !automation.isPending,
    error: configure.error,
  };
}

export default function DomainSelectionPage() {
  const words = useOnboardingWords();
  const domains = useDomains();
  const plan = usePlan(useSignedInUser().plan_type);
  const { wish, keep } = useKeptWish();
  const saving = useSaving();
  const [asked, setAsked] = useState(false);
  const open = domains.data?.filter(({ available }) => available).map(({ id }) => id) ?? [];
  const chosen = wish.domains.filter((id) => open.includes(id));
  const postsPerDay = Math.min(wish.postsPerDay, postsMost(plan?.max_posts_per_day ?? 1));
  const goOn = () => {
    setAsked(true);
    if (chosen.length > 0 && wish.periods.length > 0) saving.save({ ...wish, domains: chosen, postsPerDay });
  };
  return (
    <OnboardingFrame
      step="domain-selection"
      title={words("domains.title")}
      detail={words("domains.detail")}
      actions={
        <>
          <Button variant="ghost" size="lg" className="sm:mr-auto" asChild>
            <Link to="/onboarding/platform-connection">{words("back")}</Link>
          </Button>
          <Button variant="ghost" size="lg" busy={saving.busy} onClick={saving.skip}>
            {words("domains.skip")}
          </Button>
          <Button variant="primary" size="lg" disabled={!saving.ready} busy={saving.busy} onClick={goOn}>
            {words("domains.goOn")}
          </Button>
        </>
      }
    >
      {domains.isError ? (
        <ErrorState error={domains.error} onRetry={() => void domains.refetch()} />
      ) : domains.data ? (
        <Domains domains={domains.data} chosen={chosen} onChange={(ids) => keep({ domains: ids })} />
      ) : (
        <Loading className="grid gap-4 sm:grid-cols-2">
          <Skeleton className="h-56 rounded-lg" />
          <Skeleton className="h-56 rounded-lg" />
        </Loading>
      )}
      <PostingSettings wish={{ ...wish, postsPerDay }} onChange={keep} />
      {asked && chosen.length === 0 && <FieldError role="alert">{words("domains.none")}</FieldError>}
      <ProblemNote error={saving.error} />
    </OnboardingFrame>
  );
}
