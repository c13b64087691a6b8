import { useUiWords } from "@/lib/strings/en/ui";

import { Button } from "./button";
import type { ConfirmProps } from "./confirm-dialog";
import { Dialog, DialogClose, DialogRoot } from "./dialog";

/** What `ConfirmDialog` shows, fetched when it first opens. */
export default function ConfirmBody({
  open,
  onOpenChange,
  confirm,
  onConfirm,
  busy,
  danger,
  ...body
}: ConfirmProps) {
  const words = useUiWords();
  return (
    <DialogRoot open={open} onOpenChange={onOpenChange}>
      <Dialog
        {...body}
        footer={
          <>
            <DialogClose asChild>
              <Button>{words("cancel")}</Button>
            </DialogClose>
            <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
              {confirm}
            </Button>
          </>
        }
      />
    </DialogRoot>
  );
}
