import { Plus, Recycle } from "lucide-react";
import { lazy, Suspense, useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import type { Queue, QueueSlot } from "@/lib/api/contract";
import { fieldsOf, useCategories, useChangeQueue } from "@/lib/api/queues";
import { useQueueWords } from "@/lib/strings/en/queues";
import { clockTime, zoneName } from "@/lib/time";
import { weekdayName, weekdays } from "@/lib/weekdays";

import { without, withSlots } from "./week";

const SlotDialog = lazy(() => import("./SlotDialog"));

/** What the dialog is open for: a slot that is there, or a new one on some day. */
export type Editing = { slot: QueueSlot } | { day: number | null };

interface PillProps {
  slot: QueueSlot;
  category: string | undefined;
  onPress: () => void;
}

function Pill({ slot, category, onPress }: PillProps) {
  const words = useQueueWords();
  const day = weekdayName(slot.weekday);
  const time = clockTime(slot.time);
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex min-h-10 w-full flex-col items-start justify-center rounded-md border border-line bg-sunken px-3 py-1 text-left text-sm font-medium tabular-nums transition-colors hover:border-line-strong lg:px-2"
    >
      <span>
        <span className="sr-only">{day}, </span>
        {time}
      </span>
      {category && (
        <span className="flex max-w-full items-center gap-1 text-xs font-normal text-ink-muted">
          <Recycle aria-hidden className="size-3 shrink-0" />
          <span className="truncate">
            <span className="sr-only">{words("week.filledFrom")} </span>
            {category}
          </span>
        </span>
      )}
    </button>
  );
}

/** The slots of a queue by weekday; each is a button that changes it. What is changed holds at once. */
export function Week({ queue }: { queue: Queue }) {
  const words = useQueueWords();
  const change = useChangeQueue();
  const categories = useCategories().data;
  const [editing, setEditing] = useState<Editing | null>(null);
  const nameOf = (id: string) => categories?.find((category) => category.id === id)?.name;

  const keep = (slots: QueueSlot[], onDone: () => void) =>
    change.mutate(
      { id: queue.id, version: queue.version, fields: { ...fieldsOf(queue), slots } },
      { onSuccess: onDone },
    );
  const close = () => {
    change.reset();
    setEditing(null);
  };

  const remove = (slot: QueueSlot) =>
    change.mutate(
      {
        id: queue.id,
        version: queue.version,
        fields: { ...fieldsOf(queue), slots: without(queue.slots, slot) },
      },
      {
        onSuccess: (kept) => {
          close();
          const told = { day: weekdayName(slot.weekday), time: clockTime(slot.time) };
          toast.undo(words("week.removed", told), words("week.undo"), () =>
            change.mutate(
              {
                id: kept.id,
                version: kept.version,
                fields: { ...fieldsOf(kept), slots: withSlots(kept.slots, [slot]) },
              },
              { onError: toast.problem },
            ),
          );
        },
      },
    );

  return (
    <Card aria-labelledby="queue-week">
      <CardHeader
        id="queue-week"
        title={words("week.title")}
        detail={`${words("week.detail")} ${words("zone", { zone: zoneName(queue.zone) })}`}
        aside={
          <Button size="sm" onClick={() => setEditing({ day: null })}>
            <Plus aria-hidden />
            {words("week.add")}
          </Button>
        }
      />
      <CardBody>
        <ol className="grid gap-3 lg:grid-cols-7 lg:gap-2">
          {weekdays.map((day) => {
            const slots = queue.slots.filter(({ weekday }) => weekday === day);
            return (
              <li key={day} className="grid grid-cols-[5.5rem_1fr] items-start gap-2 lg:block">
                <div className="flex min-h-10 items-center justify-between lg:mb-1 lg:min-h-8">
                  <h3 className="text-sm font-medium lg:text-xs lg:text-ink-muted">
                    <span className="lg:hidden">{weekdayName(day)}</span>
                    <span className="max-lg:hidden">{weekdayName(day, "short")}</span>
                  </h3>
                  <Button
                    size="icon-sm"
                    variant="ghost"
                    className="max-lg:hidden"
                    aria-label={words("week.addOn", { day: weekdayName(day) })}
                    onClick={() => setEditing({ day })}
                  >
                    <Plus aria-hidden />
                  </Button>
                </div>
                {slots.length > 0 ? (
                  <ul className="grid grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-1 lg:gap-1.5">
                    {slots.map((slot) => (
                      <li key={slot.time} className="min-w-0">
                        <Pill
                          slot={slot}
                          category={nameOf(slot.category_id)}
                          onPress={() => setEditing({ slot })}
                        />
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p className="flex min-h-10 items-center text-sm text-ink-faint lg:text-xs">
                    {words("week.none")}
                  </p>
                )}
              </li>
            );
          })}
        </ol>
      </CardBody>
      {editing && (
        <Suspense fallback={null}>
          <SlotDialog
            queue={queue}
            categories={categories ?? []}
            editing={editing}
            busy={change.isPending}
            error={change.error}
            onClose={close}
            onKeep={(slots) => keep(slots, close)}
            onRemove={remove}
          />
        </Suspense>
      )}
    </Card>
  );
}
