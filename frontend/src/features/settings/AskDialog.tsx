import type { ReactNode, SubmitEventHandler } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import { useUiWords } from "@/lib/strings/en/ui";

export interface AskDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

interface AskProps extends AskDialogProps {
  title: string;
  detail: string;
  submit: string;
  busy: boolean;
  danger?: boolean;
  onSubmit: SubmitEventHandler;
  children: ReactNode;
}

/** A form in a window, of which the last button sends it. */
export function AskDialog({
  open,
  onOpenChange,
  submit,
  busy,
  danger,
  onSubmit,
  children,
  ...head
}: AskProps) {
  const words = useUiWords();
  return (
    <DialogRoot open={open} onOpenChange={onOpenChange}>
      <Dialog {...head}>
        <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4 pb-1">
          {children}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <DialogClose asChild>
              <Button>{words("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant={danger ? "danger" : "primary"} busy={busy}>
              {submit}
            </Button>
          </div>
        </form>
      </Dialog>
    </DialogRoot>
  );
}
