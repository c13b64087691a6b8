import { useState } from "react";
import { Link } from "react-router";

import { AccountsOrder } from "@/components/accounts-order/accounts-order";
import { inOrder, prioritiesOf } from "@/components/accounts-order/priorities";
import { PlanProblem } from "@/components/connect/plan-problem";
import { Button } from "@/components/ui/button";
import { ErrorState, Note } from "@/components/ui/error-state";
import { FieldError } from "@/components/ui/field";
import { RadioCards } from "@/components/ui/radio-cards";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { useAutomation, useConfigure } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { Connection } from "@/lib/api/contract";
import { useDomains } from "@/lib/api/generation";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";
import { clockTime, detectedZone } from "@/lib/time";

import { faultOf, settingsIn, settingsOf, type FirstSettings, type SetupFault } from "./first-plan";
import { useKeptWish } from "./kept-wish";
import { Mix } from "./Mix";
import { OnboardingFrame } from "./OnboardingFrame";
import { Schedule } from "./Schedule";
import { useStep } from "./use-step";

interface SetupProps {
  settings: FirstSettings;
  connections: Connection[];
  onChange: (settings: FirstSettings) => void;
}

function Setup({ settings, connections, onChange }: SetupProps) {
  const words = useOnboardingWords();
  const domains = useDomains().data ?? [];
  const change = (changes: Partial<FirstSettings>) => onChange({ ...settings, ...changes });
  const accounts = inOrder(settings.platform_priorities);
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
      <Schedule
        schedule={settings.schedule}
        accountId={accounts[0] ?? ""}
        onChange={(schedule) => change({ schedule })}
      />
      <Mix
        mix={settings.content_distribution}
        domains={domains}
        onChange={(content_distribution) => change({ content_distribution })}
      />
      <section aria-labelledby="accounts" className="flex flex-col gap-3">
        <div>
          <h2 id="accounts" tabIndex={-1} className="text-base font-semibold outline-none">
            {words("automation.accounts")}
          </h2>
          <p className="mt-0.5 text-sm text-ink-muted">{words("automation.accountsDetail")}</p>
        </div>
        <AccountsOrder
          connections={connections}
          chosen={accounts}
          error={accounts.length === 0 ? words("automation.noneChosen") : undefined}
          onChange={(chosen) => change({ platform_priorities: prioritiesOf(chosen) })}
        />
      </section>
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

/** What must be mended first, beside the button that cannot do it. */
function Fault({ fault }: { fault: SetupFault }) {
  const words = useOnboardingWords();
  return (
    <div role="status" className="w-full basis-full">
      <FieldError id="setup-fault">
        {fault.code === "time"
          ? words("automation.outside", { time: clockTime(fault.time) })
          : words(fault.code === "hours" ? "automation.hoursWrong" : "automation.noneChosen")}
      </FieldError>
    </div>
  );
}

/** Brings the fault into view, with the focus on it. */
function showFault() {
  const place =
    document.querySelector<HTMLElement>("#main input[aria-invalid]") ?? document.getElementById("accounts");
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "center" });
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
  return { failed, missing, settings, connections: connections.data ?? [], waiting: !known && !failed };
}

export default function AutomationSetupPage() {
  const words = useOnboardingWords();
  const found = useFound();
  const [changed, setChanged] = useState<FirstSettings | null>(null);
  const configure = useConfigure();
  const step = useStep();
  const settings = changed ?? found.settings;
  const finish = () => step.go("complete", "/onboarding/complete");
  const fault = settings && faultOf(settings);
  const complete = () => {
    if (!settings) return;
    if (fault) {
      showFault();
      return;
    }
    configure.mutate(settings, { onSuccess: finish });
  };
  return (
    <OnboardingFrame
      step="automation-setup"
      title={words("automation.title")}
      detail={words("automation.detail")}
      actions={
        <>
          {fault && <Fault fault={fault} />}
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
              aria-describedby={fault ? "setup-fault" : undefined}
              busy={configure.isPending || step.busy}
              onClick={complete}
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
      {settings && <Setup settings={settings} connections={found.connections} onChange={setChanged} />}
      <PlanProblem error={configure.error} />
    </OnboardingFrame>
  );
}
