import { useState, type ReactNode } from "react";

import { Button, type ButtonProps } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";

interface AskButtonProps extends Pick<ButtonProps, "variant" | "size"> {
  label: ReactNode;
  title: string;
  detail: string;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  /** Calls `done` when it worked; only then does the question go away. */
  onConfirm: (done: () => void) => void;
  children?: ReactNode;
}

/** A button that asks before it acts, and says in the same place if it was refused. */
export function AskButton({ label, variant, size, error, onConfirm, children, ...ask }: AskButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} size={size} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        {...ask}
        open={open}
        onOpenChange={setOpen}
        onConfirm={() => onConfirm(() => setOpen(false))}
      >
        {children}
        <ProblemNote error={error} className={children ? "mt-3" : undefined} />
      </ConfirmDialog>
    </>
  );
}
