import { Plus, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PlatformOption } from "@/lib/api/contract";
import { useComposerWords } from "@/lib/strings/en/composer";

interface Poll {
  choices: string[];
  minutes: number;
}

interface PollFieldProps {
  option: PlatformOption;
  value: unknown;
  locked: boolean;
  error: string | undefined;
  onChange: (value: unknown) => void;
}

const lengths = [60, 1440, 4320, 10080, 20160] as const;
const fresh: Poll = { choices: ["", ""], minutes: 1440 };
const usualMost = 4;

const pollOf = (value: unknown): Poll | null =>
  typeof value === "object" && value !== null && "choices" in value ? (value as Poll) : null;

/** A question to the followers: its answers and how long it runs. */
export function PollField({ option, value, locked, error, onChange }: PollFieldProps) {
  const words = useComposerWords();
  const poll = pollOf(value);
  if (!poll)
    return (
      <div>
        <Button size="sm" disabled={locked} onClick={() => onChange(fresh)}>
          <Plus aria-hidden />
          {words("options.poll.start")}
        </Button>
        <p className="mt-1 text-xs text-ink-faint">{option.help}</p>
      </div>
    );
  const { choices, minutes } = poll;
  const put = (next: string[]) => onChange({ ...poll, choices: next });
  return (
    <fieldset className="flex flex-col gap-3" disabled={locked}>
      <legend className="mb-1.5 text-sm font-medium">{option.label}</legend>
      {choices.map((choice, index) => {
        const number = index + 1;
        return (
          <div key={number} className="flex gap-2">
            <Input
              aria-label={words("options.poll.answer", { number })}
              value={choice}
              onChange={(event) =>
                put(choices.map((other, place) => (place === index ? event.target.value : other)))
              }
            />
            {choices.length > 2 && (
              <Button
                variant="ghost"
                size="icon"
                aria-label={words("options.poll.remove", { number })}
                onClick={() => put(choices.filter((_, place) => place !== index))}
              >
                <X aria-hidden />
              </Button>
            )}
          </div>
        );
      })}
      <div className="flex flex-wrap items-end gap-2">
        {choices.length < (option.max ?? usualMost) && (
          <Button size="sm" onClick={() => put([...choices, ""])}>
            <Plus aria-hidden />
            {words("options.poll.add")}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={() => onChange(undefined)}>
          {words("options.poll.drop")}
        </Button>
      </div>
      <Field label={words("options.poll.minutes")} hint={option.help || undefined} className="max-w-48">
        <Select
          value={String(minutes)}
          options={lengths.map((length) => ({
            value: String(length),
            label: words(`options.poll.m${length}`),
          }))}
          onChange={(next) => onChange({ ...poll, minutes: Number(next) })}
        />
      </Field>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
