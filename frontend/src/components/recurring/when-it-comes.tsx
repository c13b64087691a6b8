import { useId } from "react";

import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { ZoneSelect } from "@/components/ui/zone-select";
import { useRecurringWords } from "@/lib/strings/en/recurring";

import { EndingFields } from "./ending-fields";
import { PatternFields } from "./pattern-fields";
import type { RepeatFaults, RepeatForm } from "./use-repeat-form";

interface WhenItComesProps {
  form: RepeatForm;
  rule: string | null;
  /** Whether what is missing is said. */
  tried: boolean;
  /** What the server says of a field. */
  told: (field: string) => string | undefined;
}

/** The rule, where it begins, and how it ends. */
export function WhenItComes({ form, rule, tried, told }: WhenItComesProps) {
  const words = useRecurringWords();
  const id = useId();
  const faults: RepeatFaults = tried ? form.faults : {};
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h3 id={id} className="sr-only">
        {words("form.rule")}
      </h3>
      {form.isOwn && rule && (
        <RadioCards
          label={words("form.rule")}
          value={form.keepsRule ? "keep" : "new"}
          onChange={(value) => form.setKeepsRule(value === "keep")}
          cards={[
            {
              value: "keep",
              title: words("form.keepRule"),
              detail: (
                <>
                  {words("form.keepRuleDetail")} <code className="font-mono break-all">{rule}</code>
                </>
              ),
            },
            { value: "new", title: words("form.newRule") },
          ]}
        />
      )}
      {!form.keepsRule && <PatternFields pattern={form.pattern} faults={faults} onChange={form.change} />}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[1fr_8.5rem_1.3fr]">
        <Field label={words("form.first")} error={faults.day ?? told("local")}>
          <Input
            type="date"
            className="tabular-nums"
            value={form.day}
            onChange={(event) => form.setDay(event.target.value)}
          />
        </Field>
        <Field label={words("form.time")} error={faults.time}>
          <Input
            type="time"
            className="tabular-nums"
            value={form.time}
            onChange={(event) => form.setTime(event.target.value)}
          />
        </Field>
        <Field label={words("form.zone")} error={told("zone")} className="max-sm:col-span-2">
          <ZoneSelect value={form.zone} onChange={form.setZone} />
        </Field>
      </div>
      {!form.keepsRule && (
        <EndingFields
          ending={form.pattern.ending}
          first={form.day}
          error={faults.ending}
          onChange={(ending) => form.change({ ending })}
        />
      )}
      {told("rule") && <FieldError>{told("rule")}</FieldError>}
    </section>
  );
}
