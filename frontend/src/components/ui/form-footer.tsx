import { useUiWords } from "@/lib/strings/en/ui";

import { Button } from "./button";
import { DialogClose } from "./dialog";

interface FormFooterProps {
  /** The id of the form that the button sends. */
  form: string;
  busy: boolean;
  /** What sending it does. */
  children: string;
}

/** The buttons under a form in a dialog or sheet: leave it, or send it. */
export function FormFooter({ form, busy, children }: FormFooterProps) {
  const words = useUiWords();
  return (
    <>
      <DialogClose asChild>
        <Button>{words("cancel")}</Button>
      </DialogClose>
      <Button type="submit" form={form} variant="primary" busy={busy}>
        {children}
      </Button>
    </>
  );
}
