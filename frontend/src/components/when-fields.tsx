import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { ZoneSelect } from "@/components/ui/zone-select";
import type { When } from "@/lib/api/posts";
import { clockChangeAt } from "@/lib/clock-change";
import { usePostWords } from "@/lib/strings/en/posts";
import { formatMoment, fromLocalInput, toLocalInput, zoneName } from "@/lib/time";

interface WhenFieldsProps {
  label: string;
  value: When;
  onChange: (when: When) => void;
  error?: string;
}

function ClockNote({ value, onChange }: Pick<WhenFieldsProps, "value" | "onChange">) {
  const words = usePostWords();
  const change = value.local ? clockChangeAt(value.local, value.zone) : { kind: "none" as const };
  if (change.kind === "none") return null;
  const zone = zoneName(value.zone);
  if (change.kind === "skipped") {
    const time = formatMoment(fromLocalInput(change.becomes, value.zone), value.zone, "time");
    return (
      <p role="status" className="text-sm text-warn-text">
        {words("clock.skipped", { zone, time })}
      </p>
    );
  }
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-sm text-warn-text">
      {words("clock.twice", { zone })}
      <Segmented
        label={words("clock.which")}
        value={String(value.fold ?? 0)}
        onChange={(fold) => onChange({ ...value, fold: fold === "1" ? 1 : 0 })}
        options={[
          { value: "0", label: words("clock.first") },
          { value: "1", label: words("clock.second") },
        ]}
      />
    </div>
  );
}

/** A wall-clock time with its zone; says what the clocks do where they change. */
export function WhenFields({ label, value, onChange, error }: WhenFieldsProps) {
  const words = usePostWords();
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={label} error={error}>
          <Input
            type="datetime-local"
            className="tabular-nums"
            value={value.local}
            min={toLocalInput(new Date(), value.zone)}
            onChange={(event) => onChange({ zone: value.zone, local: event.target.value })}
          />
        </Field>
        <Field label={words("move.zone")}>
          <ZoneSelect value={value.zone} onChange={(zone) => onChange({ ...value, zone })} />
        </Field>
      </div>
      <ClockNote value={value} onChange={onChange} />
    </div>
  );
}
