import { useState } from "react";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { useLogOutEverywhere } from "@/lib/api/user";
import { useAppWords } from "@/lib/strings/en/app";

interface LeaveEverywhereDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks, then ends every session of this person. */
export function LeaveEverywhereDialog({ open, onOpenChange }: LeaveEverywhereDialogProps) {
  const words = useAppWords();
  const leave = useLogOutEverywhere();
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={words("everywhere.title")}
      detail={words("everywhere.detail")}
      confirm={words("everywhere.confirm")}
      busy={leave.isPending}
      onConfirm={() => leave.mutate()}
    >
      <ProblemNote error={leave.error} />
    </ConfirmDialog>
  );
}

/** The button for it. */
export function LeaveEverywhere({ label }: { label: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {label}
      </Button>
      <LeaveEverywhereDialog open={asking} onOpenChange={setAsking} />
    </>
  );
}
