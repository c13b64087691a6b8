import { FieldError } from "@/components/ui/field";
import { weekdayName, weekdays } from "@/lib/weekdays";

interface WeekdayPicksProps {
  label: string;
  /** The chosen ones, in order; 0 is Monday. */
  days: number[];
  error?: string;
  onChange: (days: number[]) => void;
}

/** Any days of the week. */
export function WeekdayPicks({ label, days, error, onChange }: WeekdayPicksProps) {
  const toggle = (day: number) =>
    onChange(days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort());
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1 sm:gap-1.5">
        {weekdays.map((day) => (
          <label
            key={day}
            className="grid h-10 min-w-11 cursor-pointer place-items-center rounded-md border border-line-strong bg-surface px-2 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="checkbox"
              className="sr-only"
              aria-label={weekdayName(day)}
              checked={days.includes(day)}
              onChange={() => toggle(day)}
            />
            <span aria-hidden>{weekdayName(day, "short")}</span>
          </label>
        ))}
      </div>
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
