import { ListOrdered, Pause, Pencil, Play, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState, Note } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useConnections } from "@/lib/api/connections";
import type { Queue } from "@/lib/api/contract";
import { useCreateDefaultQueue, usePauseQueue, useQueues, useResumeQueue } from "@/lib/api/queues";
import { cn } from "@/lib/cn";
import { useQueueWords } from "@/lib/strings/en/queues";
import { formatMoment } from "@/lib/time";

import { Categories } from "./Categories";
import { Coming } from "./Coming";
import { dots } from "./week";
import { Week } from "./Week";

const QueueSheet = lazy(() => import("./QueueSheet"));

function None({ onOwn }: { onOwn: () => void }) {
  const words = useQueueWords();
  const make = useCreateDefaultQueue();
  const connections = useConnections().data;
  if (connections?.length === 0) {
    return (
      <EmptyState
        icon={ListOrdered}
        title={words("none.title")}
        detail={words("none.noAccount")}
        action={
          <Button variant="primary" asChild>
            <Link to="/platforms">{words("none.connect")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={ListOrdered}
      title={words("none.title")}
      detail={words("none.detail")}
      action={
        <>
          <Button
            variant="primary"
            busy={make.isPending}
            onClick={() =>
              make.mutate(undefined, {
                onSuccess: () => toast.done(words("none.made")),
                onError: toast.problem,
              })
            }
          >
            {words("none.make")}
          </Button>
          <Button onClick={onOwn}>{words("none.own")}</Button>
        </>
      }
    />
  );
}

interface PickerProps {
  queues: Queue[];
  chosen: string;
  onChoose: (id: string) => void;
}

function Picker({ queues, chosen, onChoose }: PickerProps) {
  const words = useQueueWords();
  return (
    <div role="group" aria-label={words("choose")} className="flex flex-wrap gap-2">
      {queues.map(({ id, name, colour, paused }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
          className="inline-flex h-10 max-w-full items-center gap-2 rounded-full border border-line-strong bg-surface px-4 text-sm font-medium text-ink-muted transition-colors hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
        >
          <span aria-hidden className={cn("size-2.5 shrink-0 rounded-full", dots[colour])} />
          <span className="truncate">{name}</span>
          {paused && <Badge>{words("paused")}</Badge>}
        </button>
      ))}
    </div>
  );
}

function Halting({ queue }: { queue: Queue }) {
  const words = useQueueWords();
  const pause = usePauseQueue();
  const resume = useResumeQueue();
  if (queue.paused) {
    return (
      <Button
        variant="primary"
        busy={resume.isPending}
        onClick={() =>
          resume.mutate(queue.id, {
            onSuccess: ({ placed, notices }) =>
              toast.done(words("resumedDone", { count: placed }), notices.join(" ") || undefined),
            onError: toast.problem,
          })
        }
      >
        <Play aria-hidden />
        {words("resume")}
      </Button>
    );
  }
  return (
    <Button
      busy={pause.isPending}
      onClick={() =>
        pause.mutate(queue.id, {
          onSuccess: ({ taken_back }) => toast.done(words("pausedDone", { count: taken_back })),
          onError: toast.problem,
        })
      }
    >
      <Pause aria-hidden />
      {words("pause")}
    </Button>
  );
}

function Chosen({ queue, onEdit }: { queue: Queue; onEdit: () => void }) {
  const words = useQueueWords();
  return (
    <section aria-label={queue.name} className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-sm text-ink-muted tabular-nums">
          {!queue.paused &&
            (queue.next
              ? words("next", { time: formatMoment(queue.next.at, queue.zone, "moment") })
              : words("nextNone"))}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onEdit}>
            <Pencil aria-hidden />
            {words("edit")}
          </Button>
          <Halting queue={queue} />
        </div>
      </div>
      {queue.paused && <Note tone="warn">{words("pausedNote")}</Note>}
      {queue.notices.length > 0 && <Note>{queue.notices.join(" ")}</Note>}
      <Week queue={queue} />
      <Coming key={queue.id} queue={queue} />
    </section>
  );
}

function Waiting() {
  return (
    <Loading className="grid gap-6">
      <Skeleton className="h-10 w-64 rounded-full" />
      <Skeleton className="h-48" />
      <Skeleton className="h-80" />
    </Loading>
  );
}

/** The workspace's queues: the slots of the week, what stands in the coming ones, and what fills them by itself. */
export default function QueuesPage() {
  const words = useQueueWords();
  const queues = useQueues();
  const [query, setQuery] = useSearchParams();
  const [sheet, setSheet] = useState<{ queue: Queue | null } | null>(null);
  const chosen = queues.data?.find(({ id }) => id === query.get("queue")) ?? queues.data?.[0];
  const choose = (id: string) => setQuery({ queue: id }, { replace: true });
  return (
    <Page
      title={words("title")}
      detail={words("detail")}
      actions={
        chosen && (
          <Button onClick={() => setSheet({ queue: null })}>
            <Plus aria-hidden />
            {words("new")}
          </Button>
        )
      }
    >
      {queues.isLoadingError ? (
        <ErrorState error={queues.error} onRetry={() => void queues.refetch()} retrying={queues.isFetching} />
      ) : !queues.data ? (
        <Waiting />
      ) : !chosen ? (
        <None onOwn={() => setSheet({ queue: null })} />
      ) : (
        <div className="grid grid-cols-1 gap-6">
          {queues.data.length > 1 ? (
            <Picker queues={queues.data} chosen={chosen.id} onChoose={choose} />
          ) : (
            <h2 className="flex items-center gap-2 text-base font-semibold">
              <span aria-hidden className={cn("size-2.5 rounded-full", dots[chosen.colour])} />
              {chosen.name}
              {chosen.paused && <Badge>{words("paused")}</Badge>}
            </h2>
          )}
          <Chosen queue={chosen} onEdit={() => setSheet({ queue: chosen })} />
          <Categories />
        </div>
      )}
      {sheet && (
        <Suspense fallback={null}>
          <QueueSheet
            queue={sheet.queue}
            onClose={() => setSheet(null)}
            onMade={(id) => {
              setSheet(null);
              choose(id);
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}
