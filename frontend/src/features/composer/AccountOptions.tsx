import { ChevronDown } from "lucide-react";

import { Card } from "@/components/ui/card";
import type { PlatformOption } from "@/lib/api/contract";
import type { Options } from "@/lib/api/posts";
import { Segmented } from "@/components/ui/segmented";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { Said } from "./check-facts";
import { formatOption, optionsFor } from "./formats";
import { OptionField } from "./OptionField";
import { ProblemLines } from "./ProblemLines";
import type { Target } from "./targets";
import { TikTokTerms } from "./TikTokTerms";

interface AccountOptionsProps {
  target: Target;
  format: string;
  chosen: Options;
  problems: Said[];
  locked: boolean;
  onChange: (key: string, value: unknown) => void;
}

/** What the platform wants or lets be told beside the text: what it needs first, the rest folded. */
export function AccountOptions({ target, format, chosen, problems, locked, onChange }: AccountOptionsProps) {
  const words = useComposerWords();
  const { platform, name } = target;
  const kind = formatOption(platform);
  const [required, others] = optionsFor(platform, format);
  const known = new Set(platform.options.map(({ key }) => key));
  const loose = problems.filter(({ problem }) => !problem.option || !known.has(problem.option));
  const field = (option: PlatformOption) => (
    <OptionField
      key={option.key}
      option={option}
      target={target}
      chosen={chosen}
      locked={locked}
      error={problems.find(({ problem }) => problem.option === option.key)?.problem.message}
      onChange={(value) => onChange(option.key, value)}
    />
  );
  const wrong = others.some(({ key }) => problems.some(({ problem }) => problem.option === key));
  if (platform.options.length === 0 && platform.notes.length === 0 && loose.length === 0) return null;
  return (
    <Card
      aria-label={words("options.title", { name, platform: platform.name })}
      className="flex flex-col gap-4 p-4 sm:p-5"
    >
      {kind && (
        <div className="flex flex-col gap-1.5">
          <Segmented
            label={kind.label}
            className="self-start"
            value={typeof chosen.format === "string" ? chosen.format : (kind.choices[0]?.value ?? "")}
            options={kind.choices.map(({ value, label }) => ({ value, label }))}
            onChange={(value) => !locked && onChange("format", value)}
          />
          <p className="text-xs text-ink-faint">{kind.choices.find(({ value }) => value === format)?.note}</p>
        </div>
      )}
      {required.map(field)}
      <ProblemLines problems={loose} targets={[target]} />
      {others.length > 0 && (
        <details className="group" open={wrong || undefined}>
          <summary className="flex items-center gap-1.5 text-sm font-medium text-ink-muted">
            <ChevronDown aria-hidden className="size-4 -rotate-90 group-open:rotate-0" />
            {words("options.more", { count: others.length })}
          </summary>
          <div className="mt-4 flex flex-col gap-4">{others.map(field)}</div>
        </details>
      )}
      {platform.family === "tiktok" && <TikTokTerms name={name} chosen={chosen} />}
      {platform.notes.length > 0 && (
        <details className="group">
          <summary className="flex items-center gap-1.5 text-sm text-ink-faint">
            <ChevronDown aria-hidden className="size-4 -rotate-90 group-open:rotate-0" />
            {words("options.notes", { platform: platform.name })}
          </summary>
          <ul className="mt-2 flex list-disc flex-col gap-1 pl-6 text-sm text-ink-muted">
            {platform.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
