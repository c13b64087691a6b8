import { ChevronLeft, ChevronRight, ListChecks } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useAutomationStatus, useReviewQueue } from "@/lib/api/automation";
import type { PlannedEntry } from "@/lib/api/contract";
import { useZone } from "@/lib/api/user";
import { useNarrow } from "@/lib/media-query";
import { useShortcuts } from "@/lib/shortcuts";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { formatMoment } from "@/lib/time";

import { useApprove, useApproveMany, useRegenerate, useRejectMany } from "./api";
import { Item } from "./Item";
import { useUnsaved, type Unsaved } from "./unsaved";
import { Waitlist } from "./Waitlist";

const RejectDialog = lazy(() => import("./RejectDialog"));

type Told = "approvedMany" | "rejectedMany";

/** Says how many were done, and why the others were not. */
function useTell() {
  const words = useAutomationWords();
  return (decided: { problem: string }[], done: Told) => {
    const problems = decided.map(({ problem }) => problem).filter(Boolean);
    const count = decided.length - problems.length;
    if (count > 0) toast.done(words(`review.${done}`, { count }));
    if (problems[0]) toast.note(words("review.notDone", { count: problems.length, why: problems[0] }));
  };
}

interface BulkProps {
  chosen: ReadonlySet<string>;
  unsaved: Unsaved;
  onDone: () => void;
  onReject: () => void;
}

function Bulk({ chosen, unsaved, onDone, onReject }: BulkProps) {
  const words = useAutomationWords();
  const approve = useApproveMany();
  const tell = useTell();
  const approveThem = () => {
    // What somebody is still editing must not go out as it was before.
    const settled = [...chosen].filter((id) => unsaved[id] === undefined);
    const left = chosen.size - settled.length;
    if (left > 0) toast.note(words("review.unsavedLeft", { count: left }));
    if (settled.length === 0) return;
    approve.mutate(settled, {
      onSuccess: (decided) => {
        tell(decided, "approvedMany");
        onDone();
      },
      onError: toast.problem,
    });
  };
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-surface p-3 shadow-sm">
      <span role="status" className="mr-auto text-sm font-medium">
        {words("review.selected", { count: chosen.size })}
      </span>
      <Button onClick={onReject}>{words("review.rejectMany")}</Button>
      <Button variant="primary" busy={approve.isPending} onClick={approveThem}>
        {words("review.approveMany")}
      </Button>
    </div>
  );
}

interface QueueProps {
  entries: PlannedEntry[];
  /** Fetches further ones; undefined where these are all. */
  onMore: (() => void) | undefined;
  fetching: boolean;
}

// Far enough before the end that the next ones are there when they are looked at.
const fetchesBefore = 10;

function Queue({ entries, onMore, fetching }: QueueProps) {
  const words = useAutomationWords();
  const zone = useZone();
  const narrow = useNarrow();
  const tell = useTell();
  const [currentId, setCurrentId] = useState("");
  const [lastPlace, setLastPlace] = useState(0);
  const { texts, type, forget } = useUnsaved();
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [rejecting, setRejecting] = useState<string[] | null>(null);
  const approve = useApprove();
  const regenerate = useRegenerate();
  const reject = useRejectMany();
  const held = useAutomationStatus().data?.is_active === false;

  // What was decided leaves the list; the one that takes its place is looked at next.
  const found = entries.findIndex(({ id }) => id === currentId);
  const place = found >= 0 ? found : Math.min(lastPlace, entries.length - 1);
  const entry = entries[place];
  const standing = new Set([...chosen].filter((id) => entries.some((one) => one.id === id)));
  if (!entry) return null;

  const typed = texts[entry.id];
  const editing = typed !== undefined;
  const look = (next: number) => {
    const to = entries[next];
    if (!to) return;
    setCurrentId(to.id);
    setLastPlace(next);
    if (next >= entries.length - fetchesBefore && !fetching) onMore?.();
  };
  const ownTime = formatMoment(entry.at, zone, "moment");
  const approveIt = () => {
    setLastPlace(place);
    approve.mutate(entry.id, {
      onSuccess: () => toast.done(words(held ? "review.approvedHeld" : "review.approved", { time: ownTime })),
      onError: toast.problem,
    });
  };
  const regenerateIt = () =>
    regenerate.mutate(entry.id, {
      onSuccess: () => toast.done(words("review.rewritten")),
      onError: toast.problem,
    });
  const rejectIt = (ids: string[]) => {
    reject.reset();
    setLastPlace(place);
    setRejecting(ids);
  };
  const idle = !editing && !approve.isPending && !regenerate.isPending;
  return (
    <>
      <Keys
        run={{
          a: () => idle && approveIt(),
          e: () => !editing && type(entry.id, entry.text),
          r: () => idle && regenerateIt(),
          x: () => idle && rejectIt([entry.id]),
          j: () => look(place + 1),
          k: () => look(place - 1),
        }}
      />
      {standing.size > 0 && !narrow && (
        <Bulk
          chosen={standing}
          unsaved={texts}
          onDone={() => setChosen(new Set())}
          onReject={() => rejectIt([...standing])}
        />
      )}
      <div className="grid grid-cols-1 items-start gap-6 md:grid-cols-[18rem_1fr]">
        {!narrow && (
          <Waitlist
            entries={entries}
            current={entry.id}
            chosen={standing}
            onCurrent={(id) => look(entries.findIndex((one) => one.id === id))}
            onChosen={setChosen}
            unsaved={texts}
            onMore={onMore}
            fetching={fetching}
          />
        )}
        <div className="min-w-0">
          <div className="mb-3 flex items-center gap-2">
            <Button
              size="icon"
              aria-label={words("review.previous")}
              disabled={place === 0}
              onClick={() => look(place - 1)}
            >
              <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
            </Button>
            <Button
              size="icon"
              aria-label={words("review.next")}
              disabled={place === entries.length - 1}
              onClick={() => look(place + 1)}
            >
              <ChevronRight aria-hidden className="rtl:-scale-x-100" />
            </Button>
            <span role="status" className="text-sm text-ink-muted tabular-nums">
              {words(onMore ? "review.placeOfMore" : "review.place", {
                place: place + 1,
                count: entries.length,
              })}
            </span>
          </div>
          <Item
            key={entry.id}
            entry={entry}
            typed={typed}
            busy={approve.isPending ? "approve" : regenerate.isPending ? "regenerate" : null}
            onType={(text) => type(entry.id, text)}
            onTyped={() => forget(entry.id)}
            onApprove={approveIt}
            onRegenerate={regenerateIt}
            onReject={() => rejectIt([entry.id])}
          />
          {!narrow && <p className="mt-3 text-xs text-ink-faint">{words("review.keys")}</p>}
        </div>
      </div>
      <Suspense fallback={null}>
        {rejecting && (
          <RejectDialog
            count={rejecting.length}
            busy={reject.isPending}
            error={reject.error}
            onClose={() => setRejecting(null)}
            onReject={(reason) =>
              reject.mutate(
                { entry_ids: rejecting, reason },
                {
                  onSuccess: (decided) => {
                    tell(decided, "rejectedMany");
                    setRejecting(null);
                    setChosen(new Set());
                  },
                },
              )
            }
          />
        )}
      </Suspense>
    </>
  );
}

function Keys({ run }: { run: Record<string, () => void> }) {
  useShortcuts(Object.entries(run).map(([keys, act]) => ({ keys, run: act })));
  return null;
}

function Waiting() {
  return (
    <Loading className="grid gap-6 md:grid-cols-[18rem_1fr]">
      <Skeleton className="h-72 max-md:hidden" />
      <Skeleton className="h-72" />
    </Loading>
  );
}

/** What was written and waits for a person's word. */
export default function ReviewPage() {
  const words = useAutomationWords();
  const queue = useReviewQueue();
  const { data, error, isLoadingError, isFetching, refetch } = queue;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page
      title={words("review.title")}
      detail={words("review.detail")}
      actions={
        <Button asChild>
          <Link to="/auto-posting">{words("review.back")}</Link>
        </Button>
      }
    >
      {isLoadingError ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : !data ? (
        <Waiting />
      ) : entries.length === 0 ? (
        <EmptyState icon={ListChecks} title={words("review.none")} detail={words("review.noneDetail")} />
      ) : (
        <Queue
          entries={entries}
          onMore={queue.hasNextPage ? () => void queue.fetchNextPage() : undefined}
          fetching={queue.isFetchingNextPage}
        />
      )}
    </Page>
  );
}
