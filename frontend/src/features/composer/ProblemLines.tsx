import { CircleAlert, Info } from "lucide-react";

import { PlatformMark } from "@/components/ui/platform-mark";
import { cn } from "@/lib/cn";

import { isError, type Said } from "./check-facts";
import type { Target } from "./targets";

interface ProblemLinesProps {
  id?: string;
  problems: Said[];
  /** The accounts that the post goes to; with several, each line names those who say it. */
  targets: Target[];
}

/** What the platforms hold against a place of the post, each once. */
export function ProblemLines({ id, problems, targets }: ProblemLinesProps) {
  if (problems.length === 0) return null;
  return (
    <ul id={id} className="flex flex-col gap-1">
      {problems.map((said) => {
        const { severity, message } = said.problem;
        const Icon = isError(said) ? CircleAlert : Info;
        const sayers = targets.filter((target) => said.accounts.includes(target.id));
        const named = targets.length > 1 && sayers.length < targets.length;
        return (
          <li
            key={`${severity} ${message}`}
            className={cn(
              "flex items-start gap-1.5 text-sm",
              isError(said) ? "text-bad-text" : "text-warn-text",
            )}
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
            {named && (
              <span className="mt-0.5 inline-flex shrink-0 gap-1 text-ink">
                {sayers.map(({ id: key, platform }) => (
                  <PlatformMark key={key} platform={platform.family} label={platform.name} />
                ))}
              </span>
            )}
            <span>{message}</span>
          </li>
        );
      })}
    </ul>
  );
}
