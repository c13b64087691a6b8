import { CircleAlert, CircleCheck, PenLine } from "lucide-react";

import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { Check } from "@/lib/api/contract";
import { formatMoney } from "@/lib/numbers";
import { useComposerWords } from "@/lib/strings/en/composer";

import { CountRing } from "./CountRing";
import type { Count } from "./counts";
import type { Target } from "./targets";

interface AccountStatesProps {
  targets: Target[];
  checks: Check[];
  countOf: (target: Target) => Count;
  onTailor: (id: string) => void;
}

/** Each account with its own count, its price and what keeps the post from going out there. */
export function AccountStates({ targets, checks, countOf, onTailor }: AccountStatesProps) {
  const words = useComposerWords();
  return (
    <ul
      aria-label={words("versions.states")}
      className="divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {targets.map((target) => {
        const { id, name, platform } = target;
        const check = checks.find(({ connection_id }) => connection_id === id);
        const errors = check?.problems.filter(({ severity }) => severity === "error") ?? [];
        const { count, limit } = countOf(target);
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <PlatformMark platform={platform.family} label={platform.name} />
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{name}</span>
              {errors.map(({ code, option, message }) => (
                <span
                  key={`${code} ${option} ${message}`}
                  className="flex items-start gap-1.5 text-sm text-bad-text"
                >
                  <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                  {message}
                </span>
              ))}
              {check && errors.length === 0 && (
                <span className="flex items-center gap-1.5 text-xs text-ink-faint">
                  <CircleCheck aria-hidden className="size-3.5 text-good-text" />
                  {words("versions.fine")}
                  {check.cost &&
                    ` · ${words("versions.charges", { amount: formatMoney(Number(check.cost.amount), check.cost.currency) })}`}
                </span>
              )}
            </span>
            <CountRing count={count} limit={limit} of={platform.name} />
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={words("versions.tailor", { name, platform: platform.name })}
              onClick={() => onTailor(id)}
            >
              <PenLine aria-hidden />
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
