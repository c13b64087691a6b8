import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { timesMost, type Ending } from "./rule";

interface EndingFieldsProps {
  ending: Ending;
  /** The day it starts on, which its last one cannot be before. */
  first: string;
  error?: string;
  onChange: (ending: Ending) => void;
}

const usualTimes = 10;
const usualMonths = 3;

function monthsAfter(day: string, months: number): string {
  if (!day) return "";
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
}

/** Whether, and when, it comes to an end by itself. */
export function EndingFields({ ending, first, error, onChange }: EndingFieldsProps) {
  const words = useRecurringWords();
  const choose = (kind: Ending["kind"]) => {
    if (kind === "times") onChange({ kind, times: usualTimes });
    else onChange(kind === "until" ? { kind, day: monthsAfter(first, usualMonths) } : { kind });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{words("form.ending")}</legend>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label={words("form.ending")}
          value={ending.kind}
          onChange={choose}
          options={[
            { value: "never", label: words("form.never") },
            { value: "times", label: words("form.times") },
            { value: "until", label: words("form.until") },
          ]}
        />
        {ending.kind === "times" && (
          <div className="flex items-center gap-2 text-sm text-ink-muted">
            <Input
              type="number"
              inputMode="numeric"
              min={1}
              max={timesMost}
              aria-label={words("form.timesUnit")}
              aria-invalid={Boolean(error) || undefined}
              className="w-20 tabular-nums"
              value={Number.isNaN(ending.times) ? "" : ending.times}
              onChange={(event) => onChange({ kind: "times", times: event.target.valueAsNumber })}
            />
            <span aria-hidden>{words("form.timesUnit")}</span>
          </div>
        )}
      </div>
      {ending.kind === "until" && (
        <Field label={words("form.untilLabel")} className="self-start">
          <Input
            type="date"
            className="w-auto tabular-nums"
            min={first}
            aria-invalid={Boolean(error) || undefined}
            value={ending.day}
            onChange={(event) => onChange({ kind: "until", day: event.target.value })}
          />
        </Field>
      )}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
