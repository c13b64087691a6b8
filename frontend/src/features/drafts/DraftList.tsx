import { CalendarPlus, Check, RefreshCw, Trash2 } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Note } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { useRegenerateDraft } from "@/lib/api/batches";
import type { Batch, BatchDraft } from "@/lib/api/contract";
import { useDraftWords } from "@/lib/strings/en/drafts";
import { useUiWords } from "@/lib/strings/en/ui";

import { formatDay } from "./BatchProgress";
import { isOpen, useDecisions } from "./decisions";
import { SlotCard } from "./SlotCard";
import { daysOf, type Slot } from "./slots";
import { useDecide } from "./use-decide";

const TimesDialog = lazy(() => import("./TimesDialog"));

/** The drafts of a batch by day; chosen ones are approved, planned, written anew or discarded together. */
export function DraftList({ batch, drafts }: { batch: Batch; drafts: BatchDraft[] }) {
  const words = useDraftWords();
  const ui = useUiWords();
  const navigate = useNavigate();
  const decisions = useDecisions(batch.id);
  const { all, plan, each, postOf, working, failures } = useDecide(batch.id, decisions);
  const regenerate = useRegenerateDraft(batch.id);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [anew, setAnew] = useState<ReadonlySet<number>>(new Set());
  const [discardedShown, setDiscardedShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const days = useMemo(() => daysOf(drafts), [drafts]);
  const slots = days.flatMap((day) => day.slots);

  const standingOf = ({ slot }: Slot) => decisions.get(slot)?.standing;
  const isDiscarded = (slot: Slot) => standingOf(slot) === "discarded";
  const kept = slots.filter((slot) => !isDiscarded(slot));
  const picked = kept.filter(({ slot }) => chosen.has(slot));
  const undecided = picked.filter(({ slot }) => isOpen(decisions.get(slot)));
  const unplanned = picked.filter((slot) => standingOf(slot) !== "planned");
  const gone = slots.length - kept.length;

  const choose = (slot: number, on: boolean) =>
    setChosen((all) => new Set(on ? [...all, slot] : [...all].filter((one) => one !== slot)));

  const discard = async (these: Slot[]) => {
    const count = await all(these, "discarded");
    setChosen(new Set());
    if (count === 0) return;
    toast.undo(words("list.discardedTold", { count }), ui("undo"), () => void all(these, "open"));
  };

  const rewrite = async (these: Slot[]) => {
    setAnew(new Set(these.map(({ slot }) => slot)));
    await each(these, async ({ drafts: own }) => {
      for (const { id } of own) await regenerate.mutateAsync(id);
    });
    setAnew(new Set());
  };

  const told = (key: "list.approvedTold" | "list.plannedTold", count: number) => {
    setChosen(new Set());
    if (count > 0) toast.done(words(key, { count }));
  };

  const open = (slot: Slot) => {
    postOf(slot).then((id) => void navigate(`/compose/${id}`), toast.problem);
  };

  const busy = working !== null;
  return (
    <section aria-label={words("list.label")} className="flex flex-col gap-6">
      <div className="sticky top-14 z-10 -mx-4 flex flex-wrap items-center gap-2 border-b border-line bg-canvas px-4 py-3 sm:-mx-8 sm:px-8">
        <Checkbox
          className="mr-auto"
          label={picked.length > 0 ? words("list.chosen", { count: picked.length }) : words("list.all")}
          checked={kept.length > 0 && picked.length === kept.length}
          disabled={kept.length === 0}
          onChange={(event) => setChosen(new Set(event.target.checked ? kept.map(({ slot }) => slot) : []))}
        />
        <div className={picked.length === 0 ? "hidden sm:contents" : "contents"}>
          <Button
            size="sm"
            disabled={busy || undecided.length === 0}
            onClick={() => void all(undecided, "approved").then((count) => told("list.approvedTold", count))}
          >
            <Check aria-hidden />
            {words("list.approve")}
          </Button>
          <Button
            size="sm"
            variant="primary"
            disabled={busy || unplanned.length === 0}
            onClick={() => setAsking(true)}
          >
            <CalendarPlus aria-hidden />
            {words("list.calendar")}
          </Button>
          <Button size="sm" disabled={busy || undecided.length === 0} onClick={() => void rewrite(undecided)}>
            <RefreshCw aria-hidden />
            {words("list.regenerate")}
          </Button>
          <Button size="sm" disabled={busy || undecided.length === 0} onClick={() => void discard(undecided)}>
            <Trash2 aria-hidden />
            {words("list.discard")}
          </Button>
        </div>
        {working && (
          <div className="flex w-full items-center gap-3">
            <Progress label={words("progress")} value={working.done / working.total} />
            <span role="status" className="text-xs whitespace-nowrap text-ink-muted tabular-nums">
              {words("list.working", { done: working.done, total: working.total })}
            </span>
          </div>
        )}
      </div>
      {failures.length > 0 && (
        <Note tone="bad" role="alert" title={words("list.failed", { count: failures.length })}>
          {[...new Set(failures.map(({ message }) => message))].join(" ")}
        </Note>
      )}
      {[...decisions.values()].some(({ standing }) => standing === "planned") && (
        <Link
          to="/calendar"
          className="self-start rounded-sm text-sm text-accent-text underline underline-offset-4"
        >
          {words("list.toCalendar")}
        </Link>
      )}
      {kept.length === 0 && !discardedShown && (
        <p className="text-center text-sm text-ink-muted">{words("list.all_")}</p>
      )}
      {days.map((day) => {
        const shown = day.slots.filter((slot) => discardedShown || !isDiscarded(slot));
        if (shown.length === 0) return null;
        return (
          <section key={day.on} aria-labelledby={`day-${day.on}`} className="flex flex-col gap-3">
            <h2 id={`day-${day.on}`} className="text-sm font-semibold">
              {formatDay(day.on)}
            </h2>
            {shown.map((slot) => (
              <SlotCard
                key={slot.slot}
                slot={slot}
                sourceId={batch.uploaded_file_id}
                decision={decisions.get(slot.slot)}
                chosen={chosen.has(slot.slot)}
                busy={anew.has(slot.slot)}
                failure={failures.find((failure) => failure.slot === slot.slot)?.message}
                onChoose={(on) => choose(slot.slot, on)}
                onOpen={() => open(slot)}
                onDiscard={() => void discard([slot])}
                onRestore={() => void all([slot], "open")}
                onRegenerate={() => void rewrite([slot])}
              />
            ))}
          </section>
        );
      })}
      {gone > 0 && (
        <Button
          variant="link"
          size="sm"
          className="self-start"
          onClick={() => setDiscardedShown(!discardedShown)}
        >
          {discardedShown ? words("list.hideDiscarded") : words("list.showDiscarded", { count: gone })}
        </Button>
      )}
      {asking && (
        <Suspense fallback={null}>
          <TimesDialog
            slots={unplanned}
            onClose={() => setAsking(false)}
            onChoose={(times, zone) => {
              setAsking(false);
              void plan(unplanned, times, zone).then((count) => told("list.plannedTold", count));
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
