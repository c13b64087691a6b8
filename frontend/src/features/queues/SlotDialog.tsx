import { useId, useState } from "react";

import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { FormFooter } from "@/components/ui/form-footer";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { WeekdayPicks } from "@/components/weekday-picks";
import type { Category, Queue, QueueSlot } from "@/lib/api/contract";
import { useQueueWords } from "@/lib/strings/en/queues";

import { has, without, withSlots } from "./week";
import type { Editing } from "./Week";

const nobody = "none";

interface SlotDialogProps {
  queue: Queue;
  categories: Category[];
  editing: Editing;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onKeep: (slots: QueueSlot[]) => void;
  onRemove: (slot: QueueSlot) => void;
}

/** Adds one time to some days, or changes one slot. */
export default function SlotDialog({
  queue,
  categories,
  editing,
  busy,
  error,
  onClose,
  onKeep,
  onRemove,
}: SlotDialogProps) {
  const words = useQueueWords();
  const id = useId();
  const known = "slot" in editing ? editing.slot : null;
  const [days, setDays] = useState<number[]>(
    "slot" in editing ? [editing.slot.weekday] : editing.day === null ? [0, 1, 2, 3, 4] : [editing.day],
  );
  const [time, setTime] = useState(known?.time ?? "10:00");
  const [category, setCategory] = useState(known?.category_id ?? "");
  const [wrong, setWrong] = useState<{ days?: string; time?: string }>({});

  const submit = () => {
    const slots = days.map((weekday) => ({ weekday, time, category_id: category }));
    const others = known ? without(queue.slots, known) : queue.slots;
    const taken = slots.every((slot) => has(others, slot));
    const found = {
      days: days.length === 0 ? words("slot.noDay") : undefined,
      time: !time ? words("slot.noTime") : days.length > 0 && taken ? words("slot.taken") : undefined,
    };
    setWrong(found);
    if (!found.days && !found.time) onKeep(withSlots(others, slots));
  };

  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words(known ? "slot.editTitle" : "slot.addTitle")}
        detail={known ? words("slot.detail") : undefined}
        footer={
          <FormFooter
            form={id}
            busy={busy}
            remove={
              known && {
                label: words("slot.remove"),
                disabled: queue.slots.length === 1,
                onPress: () => onRemove(known),
              }
            }
          >
            {words(known ? "slot.save" : "slot.add")}
          </FormFooter>
        }
      >
        <form
          id={id}
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {!known && (
            <WeekdayPicks label={words("slot.days")} days={days} error={wrong.days} onChange={setDays} />
          )}
          <Field label={words("slot.time")} error={wrong.time}>
            <Input
              type="time"
              className="w-auto tabular-nums"
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          </Field>
          {categories.length > 0 && (
            <Field label={words("slot.category")} hint={words("slot.categoryHint")}>
              <Select
                value={category || nobody}
                onChange={(value) => setCategory(value === nobody ? "" : value)}
                options={[
                  { value: nobody, label: words("slot.categoryNone") },
                  ...categories.map(({ id: value, name }) => ({
                    value,
                    label: words("slot.categoryOf", { category: name }),
                  })),
                ]}
              />
            </Field>
          )}
          <ProblemNote error={error} />
        </form>
      </Dialog>
    </DialogRoot>
  );
}
