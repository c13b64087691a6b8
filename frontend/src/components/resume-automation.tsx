import { useState, type ReactNode } from "react";

import { Button, type ButtonProps } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useAutomationCommand } from "@/lib/api/automation";
import { usePublishingCommand } from "@/lib/api/publishing";
import { useSignedInUser } from "@/lib/api/user";
import { useResumingWords } from "@/lib/strings/en/resuming";

interface ResumeAutomationProps {
  /** Without it there is no button, but a question that is open stays. */
  offered: boolean;
  variant?: ButtonProps["variant"];
  children: ReactNode;
}

/** Starts the automation. Where publishing is halted, it says so first and offers to resume both. */
export function ResumeAutomation({ offered, variant, children }: ResumeAutomationProps) {
  const words = useResumingWords();
  const { publishing } = useSignedInUser().workspace;
  const automation = useAutomationCommand();
  const whole = usePublishingCommand();
  const [asking, setAsking] = useState(false);
  const busy = automation.isPending || whole.isPending;
  const start = async (alone: boolean) => {
    try {
      await automation.mutateAsync("start");
      if (!alone) await whole.mutateAsync("resume");
    } catch {
      // The question stays open and tells it.
      return;
    }
    setAsking(false);
    toast.done(words(alone ? "startedAlone" : "startedBoth"));
  };
  const press = () => {
    automation.reset();
    whole.reset();
    if (publishing !== "running") setAsking(true);
    else
      automation.mutate("start", {
        onSuccess: () => toast.done(words("started")),
        onError: toast.problem,
      });
  };
  return (
    <>
      {offered && (
        <Button variant={variant} busy={busy} onClick={press}>
          {children}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words("title")}
        detail={publishing === "running" ? "" : words(publishing)}
        confirm={words("both")}
        busy={busy}
        onConfirm={() => void start(false)}
      >
        <Button variant="link" disabled={busy} onClick={() => void start(true)}>
          {words("alone")}
        </Button>
        <ProblemNote error={automation.error ?? whole.error} />
      </ConfirmDialog>
    </>
  );
}
