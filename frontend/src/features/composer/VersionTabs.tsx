import { PlatformMark } from "@/components/ui/platform-mark";
import type { Check } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { View } from "./tailoring";
import type { Target } from "./targets";

interface VersionTabsProps {
  targets: Target[];
  view: View;
  tailored: (id: string) => boolean;
  checks: Check[];
  onChange: (view: View) => void;
}

const style =
  "inline-flex h-9 shrink-0 items-center gap-2 rounded-md border px-3 text-sm font-medium whitespace-nowrap transition-colors";

/** Chooses for whom is written: for all accounts, or for one of them. */
export function VersionTabs({ targets, view, tailored, checks, onChange }: VersionTabsProps) {
  const words = useComposerWords();
  const look = (on: boolean) =>
    cn(style, on ? "border-accent bg-accent-soft text-accent-text" : "border-line bg-surface text-ink-muted");
  const errors = (id: string) =>
    checks
      .find(({ connection_id }) => connection_id === id)
      ?.problems.filter(({ severity }) => severity === "error").length ?? 0;
  return (
    <div role="group" aria-label={words("versions.label")} className="-mx-1 flex gap-2 overflow-x-auto p-1">
      <button
        type="button"
        aria-pressed={view === null}
        className={look(view === null)}
        onClick={() => onChange(null)}
      >
        {words("versions.all")}
      </button>
      {targets.map(({ id, name, platform }) => (
        <button
          key={id}
          type="button"
          aria-pressed={view === id}
          className={look(view === id)}
          aria-label={words("versions.tailor", { name, platform: platform.name })}
          onClick={() => onChange(id)}
        >
          <PlatformMark platform={platform.family} />
          <span className="max-w-32 truncate">{name}</span>
          {tailored(id) && <span title={words("versions.own")} className="size-2 rounded-full bg-accent" />}
          {errors(id) > 0 && (
            <span
              title={words("versions.problems", { count: errors(id) })}
              // Drawn, not written: as text, the button would have to be named after it.
              data-count={errors(id)}
              className="rounded-full bg-bad-soft px-1.5 text-xs text-bad-text before:content-[attr(data-count)]"
            />
          )}
        </button>
      ))}
    </div>
  );
}
