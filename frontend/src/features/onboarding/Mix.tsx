import type { Domain } from "@/lib/api/contract";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { withShare } from "./first-plan";

interface MixProps {
  mix: Record<string, number>;
  domains: Domain[];
  onChange: (mix: Record<string, number>) => void;
}

/** How many of the posts are about each domain; the others follow the one that is moved. */
export function Mix({ mix, domains, onChange }: MixProps) {
  const words = useOnboardingWords();
  const ids = Object.keys(mix);
  return (
    <section aria-labelledby="mix" className="flex flex-col gap-4">
      <div>
        <h2 id="mix" className="text-base font-semibold">
          {words("automation.mix")}
        </h2>
        <p className="mt-0.5 text-sm text-ink-muted">{words("automation.mixDetail")}</p>
      </div>
      {ids.map((id) => {
        const name = domains.find((domain) => domain.id === id)?.name ?? id;
        const percent = mix[id] ?? 0;
        return (
          <label key={id} className="grid gap-1.5">
            <span className="flex items-baseline justify-between gap-4 text-sm">
              <span className="font-medium">{name}</span>
              <span className="text-ink-muted tabular-nums">{words("automation.share", { percent })}</span>
            </span>
            <input
              type="range"
              aria-label={name}
              aria-valuetext={words("automation.share", { percent })}
              min={1}
              max={ids.length === 1 ? 100 : 101 - ids.length}
              value={percent}
              disabled={ids.length === 1}
              onChange={(event) => onChange(withShare(mix, id, event.target.valueAsNumber))}
              className="h-6 w-full accent-accent"
            />
          </label>
        );
      })}
    </section>
  );
}
