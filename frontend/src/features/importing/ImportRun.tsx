import { CalendarDays, FilePlus2, Pencil } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState, Note } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";
import { Segmented } from "@/components/ui/segmented";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { Import, ImportRow } from "@/lib/api/contract";
import { isUnderWay, useCancelImport, useImport, useImportRows } from "@/lib/api/imports";
import { formatCount } from "@/lib/numbers";
import { useImportWords } from "@/lib/strings/en/importing";

import { Problems } from "./Problems";

const tones: Record<ImportRow["state"], Tone> = {
  waiting: "neutral",
  scheduled: "good",
  draft: "neutral",
  known: "neutral",
  left_out: "neutral",
  refused: "bad",
};
const states = ["scheduled", "draft", "known", "left_out", "refused", "waiting"] as const;

function useStateWords() {
  const words = useImportWords();
  return (state: ImportRow["state"]) => {
    if (state === "refused") return words("run.refusedCount");
    return state === "waiting" ? words("run.waitingCount") : words(`run.${state}`);
  };
}

function Counts({ counts }: { counts: Import["counts"] }) {
  const words = useImportWords();
  const name = useStateWords();
  const shown = states.filter((state) => (counts[state] ?? 0) > 0);
  return (
    <dl aria-label={words("run.counts")} className="flex flex-wrap gap-x-8 gap-y-2">
      {shown.map((state) => (
        <div key={state} className="flex flex-col-reverse">
          <dt className="text-sm text-ink-muted">{name(state)}</dt>
          <dd className="text-lg font-semibold tabular-nums">{formatCount(counts[state] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ one, onMend }: { one: Import; onMend: (rows: ImportRow[]) => void }) {
  const words = useImportWords();
  const name = useStateWords();
  const [kind, setKind] = useState<"refused" | "all">((one.counts.refused ?? 0) > 0 ? "refused" : "all");
  const rows = useImportRows(one.id, kind === "refused", one.done);
  const all = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section aria-label={words("rows.label")} className="flex flex-col gap-3">
      <Segmented
        label={words("rows.label")}
        className="self-start"
        value={kind}
        onChange={setKind}
        options={[
          { value: "refused", label: words("run.onlyRefused") },
          { value: "all", label: words("run.everyRow") },
        ]}
      />
      {rows.isError && <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.isPending && (
        <Loading>
          <Skeleton className="h-32 rounded-lg" />
        </Loading>
      )}
      {rows.data && all.length === 0 && <p className="text-sm text-ink-muted">{words("run.noRefused")}</p>}
      {all.length > 0 && (
        <Card className="overflow-hidden">
          <ol className="divide-y divide-line">
            {all.map(({ position, number, cells, state, problems, post_id }) => (
              <li key={position} className="flex flex-col gap-1.5 px-4 py-3">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-muted tabular-nums">
                  <span className="font-medium">{words("rows.row", { number })}</span>
                  <Badge tone={tones[state]} dot>
                    {name(state)}
                  </Badge>
                  {post_id && state !== "waiting" && (
                    <Link
                      to={`/compose/${post_id}`}
                      aria-label={words("run.openRow", { number })}
                      className="rounded-sm text-accent-text underline-offset-4 hover:underline"
                    >
                      {words("run.open")}
                    </Link>
                  )}
                </p>
                <p dir="auto" className="line-clamp-2 text-sm break-words whitespace-pre-line">
                  {cells.text?.trim() || cells.link?.trim() || words("rows.noText")}
                </p>
                <Problems problems={problems} />
              </li>
            ))}
          </ol>
        </Card>
      )}
      {kind === "refused" && all.length > 0 && !rows.hasNextPage && (
        <Button className="self-start" onClick={() => onMend(all)}>
          <Pencil aria-hidden />
          {words("run.mend")}
        </Button>
      )}
      {rows.hasNextPage && (
        <Button
          className="self-center"
          busy={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          {words("rows.more")}
        </Button>
      )}
    </section>
  );
}

function Standing({ one }: { one: Import }) {
  const words = useImportWords();
  const cancel = useCancelImport();
  if (!isUnderWay(one)) {
    const refused = one.state === "refused";
    return (
      <div className="flex flex-col gap-4">
        <Note
          tone={refused ? "bad" : one.state === "done" ? "good" : "neutral"}
          role="status"
          title={refused ? words("run.refused") : undefined}
        >
          {one.problem || words(one.state === "cancelled" ? "run.cancelled" : "run.done")}
        </Note>
        <Counts counts={one.counts} />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-sm text-ink-muted tabular-nums">
        {one.state === "waiting"
          ? words("run.waiting")
          : words("run.running", { done: one.done, total: one.total })}
      </p>
      <Progress label={words("run.progress")} value={one.total > 0 ? one.done / one.total : null} />
      <Button
        className="self-start"
        size="sm"
        busy={cancel.isPending}
        onClick={() => cancel.mutate(one.id, { onError: toast.problem })}
      >
        {words("run.cancel")}
      </Button>
    </div>
  );
}

interface ImportRunProps {
  id: string;
  onNext: () => void;
  /** Takes the refused rows up again. */
  onMend: (name: string, rows: ImportRow[]) => void;
}

/** An import while it goes on, and what became of each row. */
export function ImportRun({ id, onNext, onMend }: ImportRunProps) {
  const words = useImportWords();
  const found = useImport(id);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.isPending) {
    return (
      <Loading>
        <Skeleton className="h-40 rounded-lg" />
      </Loading>
    );
  }
  const one = found.data;
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <CardHeader title={words("run.title", { name: one.name || words("run.noName") })} />
        <CardBody className="flex flex-col gap-5">
          <Standing one={one} />
          {!isUnderWay(one) && (
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" onClick={onNext}>
                <FilePlus2 aria-hidden />
                {words("run.next")}
              </Button>
              <Button asChild>
                <Link to="/calendar">
                  <CalendarDays aria-hidden />
                  {words("run.calendar")}
                </Link>
              </Button>
            </div>
          )}
        </CardBody>
      </Card>
      {!isUnderWay(one) && <Rows one={one} onMend={(rows) => onMend(one.name, rows)} />}
    </div>
  );
}
