import { useId } from "react";

import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { WeekdayPicks } from "@/components/weekday-picks";
import { useRecurringWords } from "@/lib/strings/en/recurring";
import { weekdayName, weekdays } from "@/lib/weekdays";

import { everyMost, lastDay, nths, type Frequency, type Pattern } from "./rule";

const frequencies: Frequency[] = ["daily", "weekly", "monthly", "yearly"];
const daysOfMonth = [...Array.from({ length: 31 }, (_, index) => index + 1), lastDay];

/** What is missing in a pattern, by its field. */
export interface PatternFaults {
  every?: string;
  weekdays?: string;
  days?: string;
}

interface PatternFieldsProps {
  pattern: Pattern;
  faults: PatternFaults;
  onChange: (changes: Partial<Pattern>) => void;
}

function Every({ pattern, faults, onChange }: PatternFieldsProps) {
  const words = useRecurringWords();
  const id = useId();
  const { every, frequency } = pattern;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2 text-sm">
        <label htmlFor={id} className="font-medium">
          {words("form.every")}
        </label>
        <Input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          max={everyMost}
          className="w-20 tabular-nums"
          aria-invalid={Boolean(faults.every) || undefined}
          aria-describedby={`${id}-unit`}
          value={Number.isNaN(every) ? "" : every}
          onChange={(event) => onChange({ every: event.target.valueAsNumber })}
        />
        <span id={`${id}-unit`} className="text-ink-muted">
          {words(`form.unit.${frequency}`, { count: every === 1 ? 1 : 2 })}
        </span>
      </div>
      {faults.every && <FieldError>{faults.every}</FieldError>}
    </div>
  );
}

/** Any dates of the month, and its last day, whichever that is. */
function MonthDays({ pattern: { days }, faults, onChange }: PatternFieldsProps) {
  const words = useRecurringWords();
  const toggle = (day: number) =>
    onChange({ days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day] });
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{words("form.days")}</legend>
      <div className="grid grid-cols-7 gap-1">
        {daysOfMonth.map((day) => (
          <label
            key={day}
            className="grid h-9 cursor-pointer place-items-center rounded-md border border-line-strong bg-surface text-sm tabular-nums has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-focus data-[last=true]:col-span-4"
            data-last={day === lastDay}
          >
            <input
              type="checkbox"
              className="sr-only"
              checked={days.includes(day)}
              onChange={() => toggle(day)}
            />
            {day === lastDay ? words("form.lastDay") : day}
          </label>
        ))}
      </div>
      {faults.days && <FieldError>{faults.days}</FieldError>}
    </fieldset>
  );
}

function NthWeekday({ pattern: { nth, weekday }, onChange }: Omit<PatternFieldsProps, "faults">) {
  const words = useRecurringWords();
  const names = { 1: "first", 2: "second", 3: "third", 4: "fourth", [lastDay]: "last" } as const;
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={words("form.nth")}>
        <Select
          value={String(nth)}
          onChange={(value) => onChange({ nth: Number(value) })}
          options={nths.map((one) => ({
            value: String(one),
            label: capital(words(`rule.nth.${names[one as keyof typeof names]}`)),
          }))}
        />
      </Field>
      <Field label={words("form.weekday")}>
        <Select
          value={String(weekday)}
          onChange={(value) => onChange({ weekday: Number(value) })}
          options={weekdays.map((day) => ({ value: String(day), label: weekdayName(day) }))}
        />
      </Field>
    </div>
  );
}

/** How often something comes, and on which days. */
export function PatternFields(props: PatternFieldsProps) {
  const words = useRecurringWords();
  const { pattern, faults, onChange } = props;
  const { frequency, monthly } = pattern;
  return (
    <div className="flex flex-col gap-4">
      <Segmented
        label={words("form.frequency")}
        value={frequency}
        onChange={(next: Frequency) => onChange({ frequency: next })}
        options={frequencies.map((value) => ({ value, label: words(`form.${value}`) }))}
        className="[&>label]:px-2"
      />
      <Every {...props} />
      {frequency === "weekly" && (
        <WeekdayPicks
          label={words("form.weekdays")}
          days={pattern.weekdays}
          error={faults.weekdays}
          onChange={(chosen) => onChange({ weekdays: chosen })}
        />
      )}
      {frequency === "monthly" && (
        <>
          <Segmented
            className="self-start"
            label={words("form.monthlyBy")}
            value={monthly}
            onChange={(next: Pattern["monthly"]) => onChange({ monthly: next })}
            options={[
              { value: "days", label: words("form.byDays") },
              { value: "weekday", label: words("form.byWeekday") },
            ]}
          />
          {monthly === "days" ? <MonthDays {...props} /> : <NthWeekday {...props} />}
        </>
      )}
    </div>
  );
}
