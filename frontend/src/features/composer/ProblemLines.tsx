import { CircleAlert, Info } from "lucide-react";

import type { CheckProblem } from "@/lib/api/contract";
import { cn } from "@/lib/cn";

/** What the platforms hold against a place of the post, each once. */
export function ProblemLines({ id, problems }: { id?: string; problems: CheckProblem[] }) {
  const once = new Map(problems.map((problem) => [`${problem.severity} ${problem.message}`, problem]));
  if (once.size === 0) return null;
  return (
    <ul id={id} className="flex flex-col gap-1">
      {[...once].map(([key, { severity, message }]) => {
        const Icon = severity === "error" ? CircleAlert : Info;
        return (
          <li
            key={key}
            className={cn(
              "flex items-start gap-1.5 text-sm",
              severity === "error" ? "text-bad-text" : "text-warn-text",
            )}
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>{message}</span>
          </li>
        );
      })}
    </ul>
  );
}
