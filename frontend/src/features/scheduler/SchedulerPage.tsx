import { useState, type ReactNode } from "react";
import { Link } from "react-router";

import { AccountsOrder } from "@/components/accounts-order/accounts-order";
import { LabelFields } from "@/components/label-fields";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { WeekdayPicks } from "@/components/weekday-picks";
import { Input, Textarea } from "@/components/ui/input";
import { Page } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { ZoneSelect } from "@/components/ui/zone-select";
import { useAutomation, useConfigure } from "@/lib/api/automation";
import { useConnections } from "@/lib/api/connections";
import type { Automation, Connection } from "@/lib/api/contract";
import { useMeta } from "@/lib/api/meta";
import { toProblem } from "@/lib/api/problem";
import { useSignedInUser, useZone } from "@/lib/api/user";
import { useSchedulerWords } from "@/lib/strings/en/scheduler";

import { CountrySelect } from "./CountrySelect";
import { Mix } from "./Mix";
import { faultsOf, freshSheet, placeOfField, settingsOf, sheetOf, type Place, type Sheet } from "./sheet";
import { Times } from "./Times";

function Part({ title, detail, children }: { title: string; detail?: string; children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <CardHeader title={title} detail={detail} />
      <CardBody className="grid gap-5">{children}</CardBody>
    </Card>
  );
}

interface FormProps {
  automation: Automation | null;
  connections: Connection[];
}

/** The saved schedule as it is edited; saved in one piece, with a way back. */
function Form({ automation, connections }: FormProps) {
  const words = useSchedulerWords();
  const zone = useZone();
  const { plan_type, workspace } = useSignedInUser();
  const plan = useMeta().data?.plans.find(({ key }) => key === plan_type);
  const planMost = plan?.max_posts_per_day ?? -1;
  const configure = useConfigure();
  const saved = automation && sheetOf(automation);
  const [sheet, setSheet] = useState<Sheet>(
    () =>
      saved ??
      freshSheet(
        zone,
        connections.map(({ id }) => id),
        2,
      ),
  );
  const [tried, setTried] = useState(false);
  const change = (changes: Partial<Sheet>) => {
    configure.reset();
    setSheet((current) => ({ ...current, ...changes }));
  };

  const changed = saved === null || JSON.stringify(saved) !== JSON.stringify(sheet);
  const faults = faultsOf(sheet, planMost);
  const problem = configure.error ? toProblem(configure.error) : null;
  const errorAt = (place: Place): string | undefined => {
    const fault = faults[place];
    // What a new sheet has not got yet is asked for only once one wants to save.
    const missing = fault && ["noDomain", "noAccount"].includes(fault.code);
    if (fault && (!missing || tried || saved)) return words(`wrong.${fault.code}`, { ...fault });
    return problem?.fields.find(({ field }) => placeOfField[field] === place)?.message;
  };
  const placed = problem?.fields.some(({ field }) => field in placeOfField) ?? false;

  const save = (start: boolean) => {
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    configure.mutate(settingsOf(sheet, start), {
      onSuccess: (kept) => {
        if (kept) setSheet(sheetOf(kept));
        const held = workspace.publishing !== "running";
        const told = words(!start ? "saved" : held ? "startedHeld" : "started");
        if (!saved) {
          toast.done(told);
          return;
        }
        toast.undo(told, words("undo"), () =>
          configure.mutate(settingsOf(saved, false), {
            onSuccess: (back) => {
              if (back) setSheet(sheetOf(back));
              toast.done(words("undone"));
            },
            onError: toast.problem,
          }),
        );
      },
    });
  };
  const mayStart = automation?.state !== "running" && automation?.state !== "paused";

  return (
    <div className="grid gap-6">
      <Part title={words("when")}>
        <Field label={words("zone")}>
          <ZoneSelect value={sheet.zone} onChange={(next) => change({ zone: next })} />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={words("from")} error={errorAt("hours")}>
            <Input
              type="time"
              value={sheet.starts}
              onChange={(event) => change({ starts: event.target.value })}
            />
          </Field>
          <Field label={words("until")}>
            <Input
              type="time"
              value={sheet.ends}
              onChange={(event) => change({ ends: event.target.value })}
            />
          </Field>
        </div>
        <WeekdayPicks
          label={words("weekdays")}
          days={sheet.weekdays}
          error={errorAt("weekdays")}
          onChange={(weekdays) => change({ weekdays })}
        />
        <Times times={sheet.times} error={errorAt("times")} onChange={(times) => change({ times })} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={words("holidays")}
            hint={words("holidaysHint")}
            error={errorAt("holidaysOf")}
            optional
          >
            <CountrySelect value={sheet.holidaysOf} onChange={(holidaysOf) => change({ holidaysOf })} />
          </Field>
          <Field label={words("horizon")} hint={words("horizonHint")} error={errorAt("horizon")}>
            <Input
              type="number"
              min={7}
              max={30}
              className="w-24"
              value={Number.isNaN(sheet.horizon) ? "" : sheet.horizon}
              onChange={(event) => change({ horizon: event.target.valueAsNumber })}
            />
          </Field>
        </div>
      </Part>
      <Part title={words("frequency")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={words("perDay")}
            hint={planMost > 0 && words("perDayPlan", { most: planMost })}
            error={errorAt("perDay")}
          >
            <Input
              type="number"
              min={1}
              className="w-24"
              value={Number.isNaN(sheet.perDay) ? "" : sheet.perDay}
              onChange={(event) => change({ perDay: event.target.valueAsNumber })}
            />
          </Field>
          <Field label={words("interval")} error={errorAt("interval")}>
            <Input
              type="number"
              min={0.25}
              max={24}
              step={0.25}
              className="w-24"
              value={Number.isNaN(sheet.intervalHours) ? "" : sheet.intervalHours}
              onChange={(event) => change({ intervalHours: event.target.valueAsNumber })}
            />
          </Field>
        </div>
      </Part>
      <Part title={words("mix")} detail={words("mixDetail")}>
        <Mix mix={sheet.mix} error={errorAt("mix")} onChange={(mix) => change({ mix })} />
        <Field label={words("about")} hint={words("aboutHint")} optional>
          <Textarea
            dir="auto"
            maxLength={2000}
            value={sheet.about}
            onChange={(event) => change({ about: event.target.value })}
          />
        </Field>
        <div className="flex flex-col items-start gap-1.5">
          <span aria-hidden className="text-sm font-medium">
            {words("style")}
          </span>
          <Segmented
            label={words("style")}
            value={sheet.style}
            onChange={(style) => change({ style })}
            options={(["casual", "professional", "funny"] as const).map((value) => ({
              value,
              label: words(value),
            }))}
          />
        </div>
      </Part>
      <Part title={words("accounts")} detail={words("accountsDetail")}>
        <AccountsOrder
          connections={connections}
          chosen={sheet.accounts}
          error={errorAt("accounts")}
          onChange={(accounts) => change({ accounts })}
        />
      </Part>
      <Part title={words("writing")}>
        <Switch
          label={words("review")}
          detail={words("reviewDetail")}
          checked={sheet.review}
          onChange={(review) => change({ review })}
        />
      </Part>
      <Part title={words("labels")} detail={words("labelsDetail")}>
        <LabelFields labels={sheet.labels} onChange={(labels) => change({ labels })} />
      </Part>
      {problem && !placed && <ProblemNote error={configure.error} />}
      <div className="sticky bottom-16 z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas px-4 py-3 md:bottom-0 md:mx-0 md:px-0">
        <span role="status" className="mr-auto text-sm text-ink-muted">
          {words(changed ? "unsaved" : "nothingNew")}
        </span>
        {mayStart && (
          <Button busy={configure.isPending} onClick={() => save(true)}>
            {words("saveStart")}
          </Button>
        )}
        <Button variant="primary" busy={configure.isPending} disabled={!changed} onClick={() => save(false)}>
          {words("save")}
        </Button>
      </div>
    </div>
  );
}

function Waiting() {
  return (
    <Loading className="grid gap-6">
      <Skeleton className="h-96" />
      <Skeleton className="h-32" />
      <Skeleton className="h-56" />
    </Loading>
  );
}

/** When the automation posts, about what, and through which accounts. */
export default function SchedulerPage() {
  const words = useSchedulerWords();
  const automation = useAutomation();
  const connections = useConnections();
  const failed = [automation, connections].find(({ isLoadingError }) => isLoadingError);
  return (
    <Page
      width="narrow"
      title={words("title")}
      detail={words("detail")}
      actions={
        <Button asChild>
          <Link to="/auto-posting">{words("back")}</Link>
        </Button>
      }
    >
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} retrying={failed.isFetching} />
      ) : automation.data !== undefined && connections.data ? (
        <Form automation={automation.data} connections={connections.data} />
      ) : (
        <Waiting />
      )}
    </Page>
  );
}
