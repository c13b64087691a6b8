import { useCheck } from "@/lib/api/posts";
import { asWriting } from "@/components/generated/as-post";
import { usePlatforms } from "@/lib/api/platforms";
import { textsOf } from "@/components/generated/marks";
import type { Suggestion } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/numbers";
import { useGeneratorWords } from "@/lib/strings/en/generator";

import { useAccountsOf } from "./use-card-post";

/** How long the text is by its platform's rule, and what the platform holds against it. */
export function CountLine({ platform, suggestion }: { platform: string; suggestion: Suggestion }) {
  const words = useGeneratorWords();
  const accounts = useAccountsOf(platform).slice(0, 1);
  const check = useCheck(asWriting([{ platform, suggestion }], accounts), accounts.length > 0);
  const limits = usePlatforms().data?.find(({ key }) => key === platform)?.limits;
  const told = check.data?.checks[0];
  // Where no account can be asked, characters are counted as people do; the platform may count links differently.
  const count = told?.count ?? Math.max(...textsOf(suggestion).map((text) => Array.from(text).length));
  const limit = told?.limit ?? limits?.text_max;
  if (!limit) return null;
  const over = Math.max(0, count - limit);
  const shown = { count: formatCount(count), limit: formatCount(limit), over: formatCount(over) };
  const problems = (told?.problems ?? []).filter(
    ({ severity, code }) => severity === "error" && code !== "too_long",
  );
  return (
    <div className="text-xs">
      <p className={cn("tabular-nums", over > 0 ? "font-medium text-bad-text" : "text-ink-faint")}>
        {words(over > 0 ? "card.over" : "card.count", shown)}
      </p>
      {problems.map(({ message }) => (
        <p key={message} className="mt-1 text-bad-text">
          {message}
        </p>
      ))}
    </div>
  );
}
