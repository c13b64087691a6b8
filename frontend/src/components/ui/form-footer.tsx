import { Trash2 } from "lucide-react";

import { useUiWords } from "@/lib/strings/en/ui";

import { Button } from "./button";
import { DialogClose } from "./dialog";

interface FormFooterProps {
  /** The id of the form that the button sends. */
  form: string;
  busy: boolean;
  disabled?: boolean;
  /** Takes away what the form changes, far from the other buttons. */
  remove?: { label: string; disabled?: boolean; onPress: () => void } | null;
  /** What sending it does. */
  children: string;
}

/** The buttons under a form in a dialog or sheet: leave it, or send it. */
export function FormFooter({ form, busy, disabled, remove, children }: FormFooterProps) {
  const words = useUiWords();
  return (
    <>
      {remove && (
        <Button
          variant="ghost"
          className="mr-auto text-bad-text"
          disabled={remove.disabled}
          onClick={remove.onPress}
        >
          <Trash2 aria-hidden />
          {remove.label}
        </Button>
      )}
      <DialogClose asChild>
        <Button>{words("cancel")}</Button>
      </DialogClose>
      <Button type="submit" form={form} variant="primary" busy={busy} disabled={disabled}>
        {children}
      </Button>
    </>
  );
}
