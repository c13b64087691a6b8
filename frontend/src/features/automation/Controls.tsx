import { OctagonX, Pause, Play, Square, Undo2 } from "lucide-react";
import { useState } from "react";

import { ResumeAutomation } from "@/components/resume-automation";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useAutomationCommand } from "@/lib/api/automation";
import type { Automation, AutomationState } from "@/lib/api/contract";
import { usePublishingCommand } from "@/lib/api/publishing";
import { useSignedInUser } from "@/lib/api/user";
import { useAutomationWords } from "@/lib/strings/en/automation";

const tones: Record<AutomationState, Tone> = {
  off: "neutral",
  running: "good",
  paused: "warn",
  stopped: "bad",
};

interface OfferedProps {
  /** Without it there is no button, but the answer to the last press is still told. */
  offered: boolean;
}

function StopButton({ offered, onUndo }: OfferedProps & { onUndo: () => void }) {
  const words = useAutomationWords();
  const command = useAutomationCommand();
  const [asking, setAsking] = useState(false);
  const stop = () =>
    command.mutate("stop", {
      onSuccess: ({ cleared }) => {
        setAsking(false);
        toast.undo(words("control.stoppedDone", { count: cleared }), words("control.undo"), onUndo);
      },
    });
  return (
    <>
      {offered && (
        <Button onClick={() => setAsking(true)}>
          <Square aria-hidden />
          {words("control.stop")}
        </Button>
      )}
      <ConfirmDialog
        danger
        open={asking}
        onOpenChange={setAsking}
        title={words("control.askTitle")}
        detail={words("control.ask")}
        confirm={words("control.askConfirm")}
        busy={command.isPending}
        onConfirm={stop}
      >
        <ProblemNote error={command.error} />
      </ConfirmDialog>
    </>
  );
}

function EmergencyButton({ offered }: OfferedProps) {
  const words = useAutomationWords();
  const command = useAutomationCommand();
  const [asking, setAsking] = useState(false);
  const halt = () =>
    command.mutate("emergency-stop", {
      onSuccess: () => {
        setAsking(false);
        toast.done(words("control.emergencyDone"));
      },
    });
  return (
    <>
      {offered && (
        <Button variant="danger" onClick={() => setAsking(true)}>
          <OctagonX aria-hidden />
          {words("control.emergency")}
        </Button>
      )}
      <ConfirmDialog
        danger
        open={asking}
        onOpenChange={setAsking}
        title={words("control.emergencyTitle")}
        detail={words("control.emergencyAsk")}
        confirm={words("control.emergency")}
        busy={command.isPending}
        onConfirm={halt}
      >
        <ProblemNote error={command.error} />
      </ConfirmDialog>
    </>
  );
}

/** Lets everything of the workspace go out again, which is all that keeps a running automation back. */
function ResumePublishing() {
  const words = useAutomationWords();
  const command = usePublishingCommand();
  return (
    <Button
      variant="primary"
      busy={command.isPending}
      onClick={() =>
        command.mutate("resume", {
          onSuccess: () => toast.done(words("control.publishingResumed")),
          onError: toast.problem,
        })
      }
    >
      <Play aria-hidden />
      {words("control.resumePublishing")}
    </Button>
  );
}

/** How it stands, in a word and a sentence: the truth about what goes out, not only its own switch. */
function Said({ state }: { state: AutomationState }) {
  const words = useAutomationWords();
  const { publishing } = useSignedInUser().workspace;
  const halted = publishing !== "running" && (state === "running" || state === "paused");
  return (
    <span role="status" className="mr-auto flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={halted ? tones[publishing] : tones[state]} dot>
        {words(halted && state === "running" ? "state.held" : `state.${state}`)}
      </Badge>
      <span className="text-sm text-ink-muted">
        {halted ? words(`halted.${publishing}`) : words(`said.${state}`)}
      </span>
    </span>
  );
}

/** Whether it runs, and every way to start and to halt it. */
export function Controls({ automation }: { automation: Automation }) {
  const words = useAutomationWords();
  const command = useAutomationCommand();
  const { state, can_undo_stop } = automation;
  const halted = useSignedInUser().workspace.publishing !== "running";
  const run = (name: "pause" | "undo-stop", done: string) =>
    command.mutate(name, { onSuccess: () => toast.done(done), onError: toast.problem });
  const undo = () => run("undo-stop", words("control.undone"));
  return (
    <div role="group" aria-label={words("control.label")} className="flex flex-wrap items-center gap-2">
      <Said state={state} />
      {halted && state === "running" && <ResumePublishing />}
      {state === "running" && (
        <Button busy={command.isPending} onClick={() => run("pause", words("control.pausedDone"))}>
          <Pause aria-hidden />
          {words("control.pause")}
        </Button>
      )}
      <ResumeAutomation variant="primary" offered={state !== "running"}>
        <Play aria-hidden />
        {words(state === "paused" ? "control.resume" : "control.start")}
      </ResumeAutomation>
      {can_undo_stop && (
        <Button busy={command.isPending} onClick={undo}>
          <Undo2 aria-hidden />
          {words("control.undoStop")}
        </Button>
      )}
      <StopButton offered={state === "running" || state === "paused"} onUndo={undo} />
      <EmergencyButton offered={state === "running" && !halted} />
    </div>
  );
}
