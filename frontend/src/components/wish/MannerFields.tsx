import { useId } from "react";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Wish } from "@/lib/api/generation";
import { useWishWords, type LanguageKey } from "@/lib/strings/en/wish";

interface MannerFieldsProps {
  wish: Wish;
  onChange: (changes: Partial<Wish>) => void;
}

const languages: LanguageKey[] = ["en", "de", "es", "fr", "it", "pt"];

/** How the texts should be: bold or plain, with hashtags and emojis, in which language. */
export function MannerFields({ wish, onChange }: MannerFieldsProps) {
  const words = useWishWords();
  const slider = useId();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <div className="flex items-baseline justify-between text-sm">
          <label htmlFor={slider} className="font-medium">
            {words("creativity")}
          </label>
          <output htmlFor={slider} className="text-ink-muted tabular-nums">
            {wish.creativity_level}
          </output>
        </div>
        <input
          id={slider}
          type="range"
          min={0}
          max={100}
          step={5}
          value={wish.creativity_level}
          onChange={(event) => onChange({ creativity_level: Number(event.target.value) })}
          className="w-full accent-accent"
        />
        <p aria-hidden className="flex justify-between text-xs text-ink-faint">
          <span>{words("plain")}</span>
          <span>{words("bold")}</span>
        </p>
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        <Checkbox
          label={words("hashtags")}
          checked={wish.include_hashtags}
          onChange={(event) => onChange({ include_hashtags: event.target.checked })}
        />
        <Checkbox
          label={words("emojis")}
          checked={wish.include_emojis}
          onChange={(event) => onChange({ include_emojis: event.target.checked })}
        />
        <Checkbox
          label={words("thread")}
          checked={wish.thread}
          onChange={(event) => onChange({ thread: event.target.checked })}
        />
      </div>
      <Field label={words("language")}>
        <Select
          value={wish.language}
          onChange={(language) => onChange({ language })}
          options={languages.map((key) => ({ value: key, label: words(`languages.${key}`) }))}
        />
      </Field>
    </div>
  );
}
