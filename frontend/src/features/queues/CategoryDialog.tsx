import { useId, useState } from "react";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogRoot } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { FormFooter } from "@/components/ui/form-footer";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Category } from "@/lib/api/contract";
import { toProblem } from "@/lib/api/problem";
import { useDeleteCategory, useKeepCategory } from "@/lib/api/queues";
import { useQueueWords } from "@/lib/strings/en/queues";

const usualRest = 30;
const restMost = 365;

interface CategoryDialogProps {
  /** The one to change; null makes a new one. */
  category: Category | null;
  onClose: () => void;
  onKept: (category: Category) => void;
  onDeleted?: () => void;
}

/** What a category is called, and how long its posts rest. */
export default function CategoryDialog({ category, onClose, onKept, onDeleted }: CategoryDialogProps) {
  const words = useQueueWords();
  const id = useId();
  const keep = useKeepCategory();
  const remove = useDeleteCategory();
  const [name, setName] = useState(category?.name ?? "");
  const [rest, setRest] = useState(category?.cooldown_days ?? usualRest);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const restIsSound = Number.isInteger(rest) && rest >= 1 && rest <= restMost;
  const refused = keep.error ? toProblem(keep.error).fields : [];
  const nameError =
    tried && !name.trim()
      ? words("categories.nameMissing")
      : refused.find(({ field }) => field === "name")?.message;
  const submit = () => {
    setTried(true);
    if (name.trim() && restIsSound)
      keep.mutate({ category, fields: { name, cooldown_days: rest } }, { onSuccess: onKept });
  };
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words(category ? "categories.settings" : "categories.add")}
        footer={
          <FormFooter
            form={id}
            busy={keep.isPending}
            remove={category && { label: words("categories.delete"), onPress: () => setAsking(true) }}
          >
            {words(category ? "categories.save" : "categories.create")}
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
          <Field label={words("categories.name")} error={nameError}>
            <Input
              maxLength={60}
              placeholder={words("categories.namePlaceholder")}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field
            label={words("categories.cooldown")}
            error={restIsSound ? undefined : words("categories.cooldownWrong")}
          >
            <Input
              type="number"
              min={1}
              max={restMost}
              className="w-24"
              value={Number.isNaN(rest) ? "" : rest}
              onChange={(event) => setRest(event.target.valueAsNumber)}
            />
          </Field>
          {!nameError && <ProblemNote error={keep.error} />}
        </form>
        {category && (
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            danger
            title={words("categories.deleteTitle", { name: category.name })}
            detail={words("categories.deleteDetail")}
            confirm={words("categories.delete")}
            busy={remove.isPending}
            onConfirm={() =>
              remove.mutate(category.id, {
                onSuccess: () => {
                  toast.done(words("categories.deleted"));
                  onDeleted?.();
                },
                onError: (error) => {
                  setAsking(false);
                  toast.problem(error);
                },
              })
            }
          />
        )}
      </Dialog>
    </DialogRoot>
  );
}
