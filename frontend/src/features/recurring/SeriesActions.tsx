import { CalendarDays, CircleStop, Copy, Pause, Pencil, Play, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useNavigate } from "react-router";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RemovalQuestion } from "@/components/ui/removal-question";
import { toast } from "@/components/ui/toast";
import type { Series, SeriesAnswer } from "@/lib/api/contract";
import { createPost, writingOf } from "@/lib/api/posts";
import { ApiProblem } from "@/lib/api/problem";
import { useDeleteSeries, useEndSeries, usePauseSeries, useResumeSeries } from "@/lib/api/series";
import { useRecurringWords } from "@/lib/strings/en/recurring";
import { formatMoment } from "@/lib/time";

const ChangeSheet = lazy(() => import("@/components/recurring/change-sheet"));

const teaserLength = 60;

/** How a series is called where several stand beside each other. */
export const teaserOf = ({ text }: Series, otherwise: string) =>
  text.length > teaserLength ? `${text.slice(0, teaserLength - 1).trimEnd()}…` : text || otherwise;

function useResume() {
  const words = useRecurringWords();
  const resume = useResumeSeries();
  const say = ({ series }: SeriesAnswer) => {
    if (series.state === "ended") toast.note(words("resumedOver"));
    else if (series.state === "paused")
      toast.problem(
        new ApiProblem({ status: 409, code: "conflict", title: words("resumedNot"), detail: series.problem }),
      );
    else
      toast.done(
        words("resumed"),
        series.next_at
          ? words("resumedNext", { time: formatMoment(series.next_at, series.zone, "moment") })
          : undefined,
      );
  };
  return {
    busy: resume.isPending,
    run: (id: string) => resume.mutate(id, { onSuccess: say, onError: toast.problem }),
  };
}

function useCopy() {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const run = async (series: Series) => {
    setBusy(true);
    try {
      const labels = { tags: series.tags, campaign_id: series.campaign_id };
      const draft = await createPost(writingOf(series), undefined, labels);
      void navigate(`/compose/${draft.id}`);
    } catch (problem) {
      toast.problem(problem);
      setBusy(false);
    }
  };
  return { busy, run };
}

interface SeriesActionsProps {
  series: Series;
  onDates?: () => void;
  /** It is gone from the list. */
  onDeleted?: () => void;
}

/** What can be done with a recurring post. */
export function SeriesActions({ series, onDates, onDeleted }: SeriesActionsProps) {
  const words = useRecurringWords();
  const [open, setOpen] = useState<"change" | "end" | "delete" | null>(null);
  const pause = usePauseSeries();
  const end = useEndSeries();
  const remove = useDeleteSeries();
  const resume = useResume();
  const copy = useCopy();
  const { id, state } = series;
  // To resume it would only stop it again.
  const stopped = state === "paused" && series.problem !== "";
  const text = teaserOf(series, words("noText"));
  const close = () => setOpen(null);
  return (
    <>
      {onDates && state !== "ended" && (
        <Button size="sm" aria-label={words("actions.datesOf", { text })} onClick={onDates}>
          <CalendarDays aria-hidden />
          {words("actions.dates")}
        </Button>
      )}
      {state !== "ended" && (
        <Button
          size="sm"
          variant={stopped ? "primary" : "secondary"}
          aria-label={words("actions.changeOf", { text })}
          onClick={() => setOpen("change")}
        >
          <Pencil aria-hidden />
          {words("actions.change")}
        </Button>
      )}
      {state === "active" && (
        <Button
          size="sm"
          busy={pause.isPending}
          aria-label={words("actions.pauseOf", { text })}
          onClick={() =>
            pause.mutate(id, {
              onSuccess: ({ taken_back }) => toast.done(words("paused", { count: taken_back })),
              onError: toast.problem,
            })
          }
        >
          <Pause aria-hidden />
          {words("actions.pause")}
        </Button>
      )}
      {state === "paused" && (
        <Button
          size="sm"
          variant={stopped ? "secondary" : "primary"}
          busy={resume.busy}
          aria-label={words("actions.resumeOf", { text })}
          onClick={() => resume.run(id)}
        >
          <Play aria-hidden />
          {words("actions.resume")}
        </Button>
      )}
      {state === "ended" ? (
        <>
          <Button
            size="sm"
            busy={copy.busy}
            aria-label={words("actions.copyOf", { text })}
            onClick={() => void copy.run(series)}
          >
            <Copy aria-hidden />
            {words("actions.copy")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={words("actions.deleteOf", { text })}
            onClick={() => setOpen("delete")}
          >
            <Trash2 aria-hidden />
            {words("actions.delete")}
          </Button>
        </>
      ) : (
        <Button
          size="sm"
          variant="ghost"
          aria-label={words("actions.endOf", { text })}
          onClick={() => setOpen("end")}
        >
          <CircleStop aria-hidden />
          {words("actions.end")}
        </Button>
      )}
      {open === "change" && (
        <Suspense fallback={null}>
          <ChangeSheet seriesId={id} known={series} onClose={close} />
        </Suspense>
      )}
      <ConfirmDialog
        open={open === "end"}
        onOpenChange={close}
        title={words("end.title")}
        detail={words("end.detail")}
        confirm={words("end.confirm")}
        busy={end.isPending}
        danger
        onConfirm={() =>
          end.mutate(id, {
            onSuccess: ({ taken_back }) => toast.done(words("end.done", { count: taken_back })),
            onError: toast.problem,
            onSettled: close,
          })
        }
      />
      <RemovalQuestion
        open={open === "delete"}
        title={words("delete.title")}
        detail={words("delete.detail")}
        confirm={words("delete.confirm")}
        what={id}
        removal={remove}
        told={() => {
          onDeleted?.();
          return words("delete.done");
        }}
        onClose={close}
      />
    </>
  );
}
