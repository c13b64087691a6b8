import { Check } from "lucide-react";
import { useId, type ComponentProps, type ReactNode } from "react";

import { cn } from "@/lib/cn";

import { FieldError } from "./field";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
  error?: string;
}

export function Checkbox({ label, error, className, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-start gap-2.5">
        <span className="relative mt-px grid size-4.5 shrink-0 place-items-center">
          <input
            type="checkbox"
            id={id}
            aria-invalid={Boolean(error) || undefined}
            aria-describedby={error && `${id}-error`}
            className="peer size-full cursor-pointer appearance-none rounded-sm border border-line-strong bg-surface shadow-sm transition-colors checked:border-accent checked:bg-accent hover:border-ink-faint disabled:opacity-50 aria-invalid:border-bad"
            {...props}
          />
          <Check
            aria-hidden
            strokeWidth={3}
            className="pointer-events-none absolute size-3.5 text-on-accent opacity-0 peer-checked:opacity-100"
          />
        </span>
        <label htmlFor={id} className="text-sm text-ink-muted">
          {label}
        </label>
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
