import { ArrowDown, ArrowUp, Recycle, Shuffle, X } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { Badge, StateBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useConnections } from "@/lib/api/connections";
import type { Queue, QueuePlace } from "@/lib/api/contract";
import { useCancelPost } from "@/lib/api/posts";
import { useCategories, useOrderQueue, useShuffleQueue, useTurns } from "@/lib/api/queues";
import { useZone } from "@/lib/api/user";
import { cn } from "@/lib/cn";
import { useQueueWords } from "@/lib/strings/en/queues";
import { formatMoment, toLocalInput } from "@/lib/time";

const firstDays = 10;
const teaser = 60;

type Held = QueuePlace & { post: NonNullable<QueuePlace["post"]> };

const isHeld = (place: QueuePlace): place is Held => place.post !== null;
/** Whether it stands in line and may still take another turn. */
const mayMove = (place: QueuePlace): place is Held =>
  isHeld(place) && place.queued && place.post.state === "scheduled";

interface DeedsProps {
  place: Held;
  name: string;
  first: boolean;
  last: boolean;
  busy: boolean;
  onMove: (by: -1 | 1) => void;
}

function Deeds({ place, name, first, last, busy, onMove }: DeedsProps) {
  const words = useQueueWords();
  const cancel = useCancelPost();
  return (
    <div className="flex shrink-0 max-sm:col-start-2 max-sm:justify-end">
      <Button
        size="icon-sm"
        variant="ghost"
        disabled={first}
        aria-disabled={busy}
        aria-label={words("coming.up", { text: name })}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="icon-sm"
        variant="ghost"
        disabled={last}
        aria-disabled={busy}
        aria-label={words("coming.down", { text: name })}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
      <Button
        size="icon-sm"
        variant="ghost"
        busy={cancel.isPending}
        aria-label={words("coming.takeOut", { text: name })}
        onClick={() =>
          cancel.mutate(place.post.post_id, {
            onSuccess: () => toast.done(words("coming.takenOut")),
            onError: toast.problem,
          })
        }
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}

function Standing({ place }: { place: Held }) {
  const words = useQueueWords();
  const connections = useConnections().data;
  const { post } = place;
  const platforms = [
    ...new Set(
      post.connection_ids.flatMap((id) => connections?.find((one) => one.id === id)?.platform ?? []),
    ),
  ];
  return (
    <>
      <Link
        to={`/compose/${post.post_id}`}
        className="line-clamp-2 rounded-sm text-sm break-words hover:underline"
        dir="auto"
      >
        <span className="sr-only">{words("coming.open")} </span>
        {post.text || <span className="text-ink-muted">{words("coming.noText")}</span>}
      </Link>
      <p className="mt-1 flex flex-wrap items-center gap-1.5">
        {platforms.map((platform) => (
          <PlatformMark key={platform} platform={platform} label={platform} className="size-3.5" />
        ))}
        {post.state !== "scheduled" && <StateBadge state={post.state} />}
        {post.recycled && (
          <Badge tone="accent">
            <Recycle aria-hidden />
            {words("coming.recycled")}
          </Badge>
        )}
        {!place.queued && <Badge>{words("coming.byHand")}</Badge>}
        {!place.slot && <Badge tone="warn">{words("coming.outside")}</Badge>}
      </p>
    </>
  );
}

function Free({ place, category }: { place: QueuePlace; category: string | undefined }) {
  const words = useQueueWords();
  const zone = useZone();
  const said = place.emptied
    ? words("coming.emptied")
    : place.full_day
      ? words("coming.fullDay")
      : category && place.notes.length === 0
        ? words("coming.freeOf", { category })
        : words("coming.free");
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-x-3 text-sm text-ink-faint">
      {said}
      {!place.full_day && (
        <Link
          to={`/compose?at=${toLocalInput(new Date(place.at), zone)}`}
          className="rounded-sm text-accent-text underline-offset-4 hover:underline"
        >
          {words("coming.add")}
        </Link>
      )}
    </p>
  );
}

interface DayProps {
  places: QueuePlace[];
  queue: Queue;
  line: Held[];
  busy: boolean;
  onMove: (place: Held, by: -1 | 1) => void;
}

function Day({ places, queue, line, busy, onMove }: DayProps) {
  const categories = useCategories().data;
  const head = places[0];
  if (!head) return null;
  return (
    <li className="px-5 py-3">
      <h3 className="text-xs font-medium text-ink-muted">{formatMoment(head.at, queue.zone, "day")}</h3>
      <ol className="mt-1 grid gap-1">
        {places.map((place) => {
          const name = isHeld(place) ? place.post.text.slice(0, teaser) : "";
          const rank = line.findIndex(({ at }) => at === place.at);
          return (
            <li
              key={place.at}
              className="grid grid-cols-[3.5rem_1fr] items-start gap-x-2 gap-y-1 sm:grid-cols-[4.5rem_1fr_auto]"
            >
              <time dateTime={place.at} className="py-1.5 text-sm font-medium tabular-nums">
                {formatMoment(place.at, queue.zone, "time")}
              </time>
              <div
                className={cn(
                  "min-w-0 rounded-md",
                  isHeld(place)
                    ? "border border-line bg-surface px-3 py-2"
                    : "border border-dashed border-line px-3",
                )}
              >
                {isHeld(place) ? (
                  <Standing place={place} />
                ) : (
                  <Free
                    place={place}
                    category={categories?.find(({ id }) => id === place.category_id)?.name}
                  />
                )}
                {place.notes.map((note) => (
                  <p key={note} className="pb-1.5 text-xs text-warn-text">
                    {note}
                  </p>
                ))}
              </div>
              {mayMove(place) && (
                <Deeds
                  place={place}
                  name={name}
                  first={rank <= 0}
                  last={rank === line.length - 1}
                  busy={busy}
                  onMove={(by) => onMove(place, by)}
                />
              )}
            </li>
          );
        })}
      </ol>
    </li>
  );
}

function byDay(places: QueuePlace[], zone: string): QueuePlace[][] {
  const days = new Map<string, QueuePlace[]>();
  for (const place of places) {
    const day = formatMoment(place.at, zone, "date");
    days.set(day, [...(days.get(day) ?? []), place]);
  }
  return [...days.values()];
}

/** What stands in the coming slots of a queue, and the ways to change their order. */
export function Coming({ queue }: { queue: Queue }) {
  const words = useQueueWords();
  const [all, setAll] = useState(false);
  const turns = useTurns(queue.id);
  const order = useOrderQueue();
  const shuffle = useShuffleQueue();
  const line = (turns.data ?? []).filter(mayMove);
  const days = byDay(turns.data ?? [], queue.zone);

  const move = (place: Held, by: -1 | 1) => {
    const ids = line.map(({ post }) => post.post_id);
    const from = ids.indexOf(place.post.post_id);
    const there = line[from + by];
    if (order.isPending || !there) return;
    ids.splice(from, 1);
    ids.splice(from + by, 0, place.post.post_id);
    order.mutate(
      { id: queue.id, post_ids: ids },
      {
        onSuccess: ({ notices }) =>
          toast.done(
            words("coming.moved", { time: formatMoment(there.at, queue.zone, "moment") }),
            notices.join(" ") || undefined,
          ),
        onError: toast.problem,
      },
    );
  };

  return (
    <Card aria-labelledby="queue-coming">
      <CardHeader
        id="queue-coming"
        title={words("coming.title")}
        detail={words("coming.detail")}
        aside={
          line.length > 2 && (
            <Button
              size="sm"
              busy={shuffle.isPending}
              onClick={() =>
                shuffle.mutate(queue.id, {
                  onSuccess: ({ moved, notices }) =>
                    toast.done(words("coming.shuffled", { count: moved }), notices.join(" ") || undefined),
                  onError: toast.problem,
                })
              }
            >
              <Shuffle aria-hidden />
              {words("coming.shuffle")}
            </Button>
          )
        }
      />
      {turns.isLoadingError ? (
        <ErrorState className="m-5" error={turns.error} onRetry={() => void turns.refetch()} />
      ) : !turns.data ? (
        <Loading className="grid gap-3 p-5">
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} className="h-12" />
          ))}
        </Loading>
      ) : turns.data.length === 0 ? (
        <CardBody className="text-sm text-ink-muted">{words("coming.none")}</CardBody>
      ) : (
        <ol className="divide-y divide-line py-2">
          {days.slice(0, all ? undefined : firstDays).map((places) => (
            <Day
              key={places[0]?.at}
              places={places}
              queue={queue}
              line={line}
              busy={order.isPending}
              onMove={move}
            />
          ))}
        </ol>
      )}
      {!all && days.length > firstDays && (
        <div className="px-5 pb-4">
          <Button size="sm" onClick={() => setAll(true)}>
            {words("coming.more")}
          </Button>
        </div>
      )}
    </Card>
  );
}
