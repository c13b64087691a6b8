import { useId, useState, type SubmitEvent } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Engine } from "@/lib/api/contract";
import { useSetKey } from "@/lib/api/generation";
import { useEngineWords } from "@/lib/strings/en/engines";
import { useUiWords } from "@/lib/strings/en/ui";

/** Takes a key for a model; it is never shown again. */
export function KeyDialog({ engine, onClose }: { engine: Engine; onClose: () => void }) {
  const words = useEngineWords();
  const ui = useUiWords();
  const set = useSetKey();
  const id = useId();
  const [key, setKey] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (key.trim() === "" || set.isPending) return;
    set.mutate(
      { engine: engine.key, key: key.trim() },
      {
        onSuccess: () => {
          toast.done(words("saved"));
          onClose();
        },
      },
    );
  };
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words("dialogTitle", { name: engine.name })}
        detail={words("dialogDetail")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{ui("cancel")}</Button>
            </DialogClose>
            <Button
              type="submit"
              form={id}
              variant="primary"
              busy={set.isPending}
              disabled={key.trim() === ""}
            >
              {words("save")}
            </Button>
          </>
        }
      >
        <form id={id} onSubmit={submit} className="flex flex-col gap-3">
          <Field label={words("key")}>
            <Input
              type="password"
              autoComplete="off"
              spellCheck={false}
              maxLength={1_000}
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          </Field>
          <ProblemNote error={set.error} />
        </form>
      </Dialog>
    </DialogRoot>
  );
}
