import { useState } from "react";
import { Link } from "react-router";

import { PlanProblem } from "@/components/connect/plan-problem";
import { Button } from "@/components/ui/button";
import { ErrorState, Note } from "@/components/ui/error-state";
import { RadioCards } from "@/components/ui/radio-cards";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { useAutomation, useConfigure } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import { useDomains } from "@/lib/api/generation";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";
import { detectedZone } from "@/lib/time";

import { outsideOf, settingsIn, settingsOf, type FirstSettings } from "./first-plan";
import { useKeptWish } from "./kept-wish";
import { Mix } from "./Mix";
import { OnboardingFrame } from "./OnboardingFrame";
import { Schedule } from "./Schedule";
import { useStep } from "./use-step";

interface SetupProps {
  settings: FirstSettings;
  onChange: (settings: FirstSettings) => void;
}

function Setup({ settings, onChange }: SetupProps) {
  const words = useOnboardingWords();
  const domains = useDomains().data ?? [];
  const change = (changes: Partial<FirstSettings>) => onChange({ ...settings, ...changes });
  return (
    <>
      <div className="rounded-lg border border-line bg-surface p-5 shadow-sm">
        <Switch
          label={words("automation.enable")}
          detail={words(settings.enabled ? "automation.enableDetail" : "automation.offDetail")}
          checked={settings.enabled}
          onChange={(enabled) => change({ enabled })}
        />
      </div>
      <Schedule schedule={settings.schedule} onChange={(schedule) => change({ schedule })} />
      <Mix
        mix={settings.content_distribution}
        domains={domains}
        onChange={(content_distribution) => change({ content_distribution })}
      />
      <section aria-labelledby="safety" className="flex flex-col gap-3">
        <h2 id="safety" className="text-base font-semibold">
          {words("automation.safety")}
        </h2>
        <RadioCards
          label={words("automation.safety")}
          className="sm:grid-cols-2"
          value={settings.review_before_posting ? "review" : "atOnce"}
          onChange={(way) => change({ review_before_posting: way === "review" })}
          cards={[
            { value: "review", title: words("automation.review"), detail: words("automation.reviewDetail") },
            { value: "atOnce", title: words("automation.atOnce"), detail: words("automation.atOnceDetail") },
          ]}
        />
      </section>
    </>
  );
}

/** What is missing before an automation can be set up, with the way to it. */
function Missing({ what }: { what: "noAccount" | "noDomain" }) {
  const words = useOnboardingWords();
  const path = what === "noAccount" ? "platform-connection" : "domain-selection";
  return (
    <Note title={words(`automation.${what}Title`)}>
      <p>{words(`automation.${what}Detail`)}</p>
      <Button size="sm" className="mt-3" asChild>
        <Link to={`/onboarding/${path}`}>{words(`automation.${what}`)}</Link>
      </Button>
    </Note>
  );
}

function useFound() {
  const automation = useAutomation();
  const connections = useConnections();
  const { wish } = useKeptWish();
  const failed = [automation, connections].find((query) => query.isError);
  const known = automation.data !== undefined && connections.data !== undefined;
  const missing = !known
    ? null
    : connections.data.length === 0
      ? ("noAccount" as const)
      : !automation.data && wish.domains.length === 0
        ? ("noDomain" as const)
        : null;
  const settings =
    known && !missing
      ? automation.data
        ? settingsIn(automation.data)
        : settingsOf(wish, connections.data, detectedZone())
      : null;
  return { failed, missing, settings, waiting: !known && !failed };
}

export default function AutomationSetupPage() {
  const words = useOnboardingWords();
  const found = useFound();
  const [changed, setChanged] = useState<FirstSettings | null>(null);
  const configure = useConfigure();
  const step = useStep();
  const settings = changed ?? found.settings;
  const finish = () => step.go("complete", "/onboarding/complete");
  const wrong =
    settings &&
    (settings.schedule.active_hours.start >= settings.schedule.active_hours.end ||
      outsideOf(settings.schedule.optimal_times, settings.schedule.active_hours) !== undefined);
  return (
    <OnboardingFrame
      step="automation-setup"
      title={words("automation.title")}
      detail={words("automation.detail")}
      actions={
        <>
          <Button variant="ghost" size="lg" className="sm:mr-auto" asChild>
            <Link to="/onboarding/domain-selection">{words("back")}</Link>
          </Button>
          <Button variant={settings ? "ghost" : "primary"} size="lg" busy={step.busy} onClick={finish}>
            {words("automation.skip")}
          </Button>
          {settings && (
            <Button
              variant="primary"
              size="lg"
              disabled={wrong ?? false}
              busy={configure.isPending || step.busy}
              onClick={() => configure.mutate(settings, { onSuccess: finish })}
            >
              {words("automation.done")}
            </Button>
          )}
        </>
      }
    >
      {found.failed && <ErrorState error={found.failed.error} onRetry={() => void found.failed?.refetch()} />}
      {found.waiting && (
        <Loading className="grid gap-4">
          <Skeleton className="h-20" />
          <Skeleton className="h-40" />
        </Loading>
      )}
      {found.missing && <Missing what={found.missing} />}
      {settings && <Setup settings={settings} onChange={setChanged} />}
      <PlanProblem error={configure.error} />
    </OnboardingFrame>
  );
}
