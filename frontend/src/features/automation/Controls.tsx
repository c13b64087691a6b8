import { OctagonX, Pause, Play, Square, Undo2 } from "lucide-react";
import { useState } from "react";

import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { toast } from "@/components/ui/toast";
import { useAutomationCommand } from "@/lib/api/automation";
import type { Automation, AutomationState } from "@/lib/api/contract";
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

/** Whether it runs, and every way to start and to halt it. */
export function Controls({ automation }: { automation: Automation }) {
  const words = useAutomationWords();
  const command = useAutomationCommand();
  const { state, can_undo_stop } = automation;
  const run = (name: "start" | "pause" | "undo-stop", done: string) =>
    command.mutate(name, { onSuccess: () => toast.done(done), onError: toast.problem });
  const undo = () => run("undo-stop", words("control.undone"));
  return (
    <div role="group" aria-label={words("control.label")} className="flex flex-wrap items-center gap-2">
      <span role="status" className="mr-auto flex flex-wrap items-center gap-3">
        <Badge tone={tones[state]} dot>
          {words(`state.${state}`)}
        </Badge>
        <span className="text-sm text-ink-muted">{words(`said.${state}`)}</span>
      </span>
      {state === "running" ? (
        <Button busy={command.isPending} onClick={() => run("pause", words("control.pausedDone"))}>
          <Pause aria-hidden />
          {words("control.pause")}
        </Button>
      ) : (
        <Button
          variant="primary"
          busy={command.isPending}
          onClick={() => run("start", words("control.started"))}
        >
          <Play aria-hidden />
          {words(state === "paused" ? "control.resume" : "control.start")}
        </Button>
      )}
      {can_undo_stop && (
        <Button busy={command.isPending} onClick={undo}>
          <Undo2 aria-hidden />
          {words("control.undoStop")}
        </Button>
      )}
      <StopButton offered={state === "running" || state === "paused"} onUndo={undo} />
      <EmergencyButton offered={state === "running"} />
    </div>
  );
}
