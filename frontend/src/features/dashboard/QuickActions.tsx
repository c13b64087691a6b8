import {
  CalendarDays,
  ListOrdered,
  Pause,
  PenLine,
  Play,
  Plug,
  SlidersHorizontal,
  Sparkles,
} from "lucide-react";
import { Link } from "react-router";

import { ResumeAutomation } from "@/components/resume-automation";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useAutomationCommand } from "@/lib/api/automation";
import { useDashboardWords } from "@/lib/strings/en/dashboard";

import { useDashboardNumbers } from "./api";

const actions = [
  { name: "write", to: "/compose", icon: PenLine },
  { name: "batch", to: "/content-generator", icon: Sparkles },
  { name: "schedule", to: "/scheduler", icon: SlidersHorizontal },
  { name: "calendar", to: "/calendar", icon: CalendarDays },
  { name: "queues", to: "/queues", icon: ListOrdered },
  { name: "connect", to: "/platforms", icon: Plug },
] as const;

/** Pauses the automation or lets it run on; nothing where there is none that could. */
function AutomationSwitch() {
  const words = useDashboardWords();
  const state = useDashboardNumbers().data?.automation_state;
  const command = useAutomationCommand();
  if (state !== "running" && state !== "paused") return null;
  return (
    <>
      {state === "running" && (
        <Button
          busy={command.isPending}
          onClick={() =>
            command.mutate("pause", {
              onSuccess: () => toast.done(words("actions.paused")),
              onError: toast.problem,
            })
          }
        >
          <Pause aria-hidden />
          {words("actions.pause")}
        </Button>
      )}
      <ResumeAutomation offered={state === "paused"}>
        <Play aria-hidden />
        {words("actions.resume")}
      </ResumeAutomation>
    </>
  );
}

/** What people come here to do. */
export function QuickActions() {
  const words = useDashboardWords();
  return (
    <nav aria-label={words("actions.label")} className="grid gap-2 sm:grid-cols-3 lg:grid-cols-1">
      {actions.map(({ name, to, icon: Icon }) => (
        <Button key={name} variant={name === "write" ? "primary" : "secondary"} asChild>
          <Link to={to}>
            <Icon aria-hidden />
            {words(`actions.${name}`)}
          </Link>
        </Button>
      ))}
      <AutomationSwitch />
    </nav>
  );
}
