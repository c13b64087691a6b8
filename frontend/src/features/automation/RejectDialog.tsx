import { useEffect, useRef, useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { useAutomationWords } from "@/lib/strings/en/automation";
import { useUiWords } from "@/lib/strings/en/ui";

const reasonMost = 300;

interface RejectDialogProps {
  count: number;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onReject: (reason: string) => void;
}

/** Asks why, because what is written next heeds it. */
export default function RejectDialog({ count, busy, error, onClose, onReject }: RejectDialogProps) {
  const words = useAutomationWords();
  const ui = useUiWords();
  const [reason, setReason] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={count === 1 ? words("review.rejectTitle") : words("review.rejectTitleMany", { count })}
        detail={words("review.rejectDetail")}
        footer={
          <>
            <DialogClose asChild>
              <Button>{ui("cancel")}</Button>
            </DialogClose>
            <Button variant="danger" busy={busy} onClick={() => onReject(reason)}>
              {words("review.reject")}
            </Button>
          </>
        }
      >
        <Field label={words("review.reason")} hint={words("review.reasonHint")} optional>
          <Textarea
            ref={field}
            maxLength={reasonMost}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <ProblemNote error={error} className="mt-4" />
      </Dialog>
    </DialogRoot>
  );
}
