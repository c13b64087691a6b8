import { ChevronLeft, Square } from "lucide-react";
import { Link, useParams } from "react-router";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorState, NotShown, Note } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { isBeingWritten, useBatch, useBatchDrafts, useCancelBatch } from "@/lib/api/batches";
import type { Batch } from "@/lib/api/contract";
import { isMissing } from "@/lib/api/problem";
import { useDraftWords } from "@/lib/strings/en/drafts";

import { BatchProgress, BatchStateBadge, useBatchSummary } from "./BatchProgress";
import { DraftList } from "./DraftList";

function Head({ batch }: { batch: Batch }) {
  const words = useDraftWords();
  const cancel = useCancelBatch();
  const running = isBeingWritten(batch);
  const stop = () =>
    cancel.mutate(batch.id, {
      onSuccess: () => toast.done(words("cancelled")),
      onError: toast.problem,
    });
  return (
    <Card className="flex flex-col gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-3">
        <BatchStateBadge batch={batch} />
        <span className="min-w-0 flex-1 text-sm text-ink-muted">{running && words("leave")}</span>
        {running && (
          <Button size="sm" busy={cancel.isPending} onClick={stop}>
            <Square aria-hidden />
            {words("cancel")}
          </Button>
        )}
      </div>
      <BatchProgress batch={batch} bar={running} />
      {batch.custom_prompt && <p className="text-sm text-ink-muted">{batch.custom_prompt}</p>}
      {batch.notices.length > 0 && (
        <Note tone="warn" title={words("notices")}>
          <ul>
            {batch.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </Note>
      )}
    </Card>
  );
}

function Drafts({ batch }: { batch: Batch }) {
  const words = useDraftWords();
  const running = isBeingWritten(batch);
  const drafts = useBatchDrafts(batch.id, running);
  if (drafts.isPending) {
    return (
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-32 rounded-lg" />
        <Skeleton className="h-32 rounded-lg" />
      </Loading>
    );
  }
  if (drafts.isError) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />;
  if (drafts.data.length === 0) {
    return (
      <p role="status" className="py-6 text-center text-sm text-ink-muted">
        {words(running ? "list.none" : "list.nothing")}
      </p>
    );
  }
  return <DraftList batch={batch} drafts={drafts.data} />;
}

/** One batch: how far it is, and its drafts by day. */
export default function BatchPage() {
  const words = useDraftWords();
  const { batchId = "" } = useParams();
  const batch = useBatch(batchId);
  const summary = useBatchSummary();
  return (
    <Page
      title={batch.data ? summary(batch.data) : words(isMissing(batch.error) ? "titleGone" : "title")}
      actions={
        <Button asChild>
          <Link to="/content/drafts">
            <ChevronLeft aria-hidden />
            {words("back")}
          </Link>
        </Button>
      }
    >
      {batch.isError && !batch.data ? (
        <NotShown
          error={batch.error}
          onRetry={() => void batch.refetch()}
          action={
            <Button asChild>
              <Link to="/content/drafts">{words("back")}</Link>
            </Button>
          }
        />
      ) : batch.data ? (
        <div className="flex flex-col gap-6">
          <Head batch={batch.data} />
          <Drafts key={batch.data.id} batch={batch.data} />
        </div>
      ) : (
        <Loading>
          <Skeleton className="h-28 rounded-lg" />
        </Loading>
      )}
    </Page>
  );
}
