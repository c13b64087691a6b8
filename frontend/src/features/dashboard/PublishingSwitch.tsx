import { Pause, Play } from "lucide-react";
import { lazy, useState } from "react";

import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ProblemNote } from "@/components/ui/error-state";
import { OnDemand } from "@/components/ui/on-demand";
import { toast } from "@/components/ui/toast";
import type { PublishingState } from "@/lib/api/contract";
import { usePublishingCommand } from "@/lib/api/publishing";
import { useSignedInUser } from "@/lib/api/user";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { useUndoStop } from "./api";
import { StopMenuButton } from "./StopMenuButton";

const loadMenu = () => import("./StopMenu");
const StopMenu = lazy(loadMenu);

const tones: Record<PublishingState, Tone> = { running: "good", paused: "warn", stopped: "bad" };

interface AskStopProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function AskStop({ open, onOpenChange }: AskStopProps) {
  const words = useDashboardWords();
  const command = usePublishingCommand();
  const undo = useUndoStop();
  const undoStop = (batch: string) =>
    undo.mutate(batch, {
      onSuccess: () => toast.done(words("publishing.undone")),
      onError: toast.problem,
    });
  const stop = () =>
    command.mutate("stop", {
      onSuccess: (answer) => {
        onOpenChange(false);
        const { cancelled = 0, batch } = answer as typeof answer & { batch?: string | null };
        const done = words("publishing.stoppedDone", { count: cancelled });
        if (batch) toast.undo(done, words("publishing.undo"), () => undoStop(batch));
        else toast.done(done);
      },
    });
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={onOpenChange}
      title={words("publishing.askTitle")}
      detail={words("publishing.ask")}
      confirm={words("publishing.askConfirm")}
      busy={command.isPending}
      onConfirm={stop}
    >
      <ProblemNote error={command.error} />
    </ConfirmDialog>
  );
}

/** Whether posts leave, and the ways to hold them back. */
export function PublishingSwitch() {
  const words = useDashboardWords();
  const state = useSignedInUser().workspace.publishing;
  const command = usePublishingCommand();
  const [asking, setAsking] = useState(false);
  const running = state === "running";
  const toggle = () =>
    command.mutate(running ? "pause" : "resume", {
      onSuccess: () => toast.done(words(running ? "publishing.pausedDone" : "publishing.resumedDone")),
      onError: toast.problem,
    });
  const emergency = () =>
    command.mutate("emergency-stop", {
      onSuccess: () => toast.done(words("publishing.emergencyDone")),
      onError: toast.problem,
    });
  return (
    <div role="group" aria-label={words("publishing.label")} className="flex flex-wrap items-center gap-2">
      <span role="status">
        <Badge tone={tones[state]} dot>
          {words(`publishing.${state}`)}
        </Badge>
      </span>
      <Button busy={command.isPending} onClick={toggle}>
        {running ? <Pause aria-hidden /> : <Play aria-hidden />}
        {words(running ? "publishing.pause" : "publishing.resume")}
      </Button>
      {state !== "stopped" && (
        <OnDemand load={loadMenu} trigger={(props) => <StopMenuButton {...props} />}>
          <StopMenu onStop={() => setAsking(true)} onEmergency={emergency} />
        </OnDemand>
      )}
      <AskStop open={asking} onOpenChange={setAsking} />
    </div>
  );
}
