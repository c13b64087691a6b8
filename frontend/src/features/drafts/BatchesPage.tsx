import { CalendarPlus, Plus } from "lucide-react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { isBeingWritten, useBatches } from "@/lib/api/batches";
import type { Batch } from "@/lib/api/contract";
import { useDraftWords } from "@/lib/strings/en/drafts";

import { BatchProgress, BatchStateBadge, useBatchSummary } from "./BatchProgress";

function BatchCard({ batch }: { batch: Batch }) {
  const summary = useBatchSummary();
  return (
    <Card className="relative flex flex-col gap-3 p-4 transition-colors hover:border-line-strong sm:p-5">
      <div className="flex flex-wrap items-center gap-3">
        <Link
          to={`/content/drafts/${batch.id}`}
          className="min-w-0 flex-1 rounded-sm text-sm font-semibold after:absolute after:inset-0"
        >
          {summary(batch)}
        </Link>
        <span className="flex gap-1.5">
          {batch.platforms.map((platform) => (
            <PlatformMark key={platform} platform={platform} label={platform} />
          ))}
        </span>
        <BatchStateBadge batch={batch} />
      </div>
      {batch.custom_prompt && <p className="line-clamp-2 text-sm text-ink-muted">{batch.custom_prompt}</p>}
      <BatchProgress batch={batch} bar={isBeingWritten(batch)} />
    </Card>
  );
}

function List() {
  const words = useDraftWords();
  const batches = useBatches();
  if (batches.isPending) {
    return (
      <Loading className="flex flex-col gap-4">
        <Skeleton className="h-24 rounded-lg" />
        <Skeleton className="h-24 rounded-lg" />
      </Loading>
    );
  }
  if (batches.isError) return <ErrorState error={batches.error} onRetry={() => void batches.refetch()} />;
  if (batches.data.length === 0) {
    return (
      <EmptyState
        icon={CalendarPlus}
        title={words("emptyTitle")}
        detail={words("emptyDetail")}
        action={
          <Button variant="primary" asChild>
            <Link to="/content/drafts/new">{words("begin")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <ul className="flex flex-col gap-4">
      {batches.data.map((batch) => (
        <li key={batch.id}>
          <BatchCard batch={batch} />
        </li>
      ))}
    </ul>
  );
}

/** The batches of drafts, newest first. */
export default function BatchesPage() {
  const words = useDraftWords();
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        <Button variant="primary" asChild>
          <Link to="/content/drafts/new">
            <Plus aria-hidden />
            {words("begin")}
          </Link>
        </Button>
      }
    >
      <List />
    </Page>
  );
}
