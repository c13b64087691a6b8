import { usePlatforms } from "@/lib/api/platforms";
import { formatMoney } from "@/lib/numbers";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { Costs } from "./check-facts";

/** What the platforms will charge, known before anything is sent. */
export function CostLine({ cost, thread }: { cost: Costs | null; thread: boolean }) {
  const words = useComposerWords();
  const platforms = usePlatforms().data ?? [];
  if (!cost) return null;
  const amount = formatMoney(cost.amount, cost.currency);
  const platform = platforms.find(({ key }) => key === cost.platform)?.name ?? cost.platform;
  return (
    <p className="text-xs text-ink-faint tabular-nums">
      {platform
        ? words(thread ? "check.costThread" : "check.cost", { platform, amount })
        : words("check.costMany", { amount })}
    </p>
  );
}
