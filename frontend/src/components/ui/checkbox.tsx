import { Check } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { useId, type ComponentProps, type ReactNode } from "react";

import { cn } from "@/lib/cn";

import { FieldError } from "./field";

interface CheckboxProps extends ComponentProps<typeof Radix.Root> {
  label: ReactNode;
  error?: string;
}

export function Checkbox({ label, error, className, ...props }: CheckboxProps) {
  const id = useId();
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-start gap-2.5">
        <Radix.Root
          id={id}
          aria-invalid={Boolean(error) || undefined}
          aria-describedby={error && `${id}-error`}
          className="mt-px grid size-4.5 shrink-0 place-items-center rounded-sm border border-line-strong bg-surface shadow-sm transition-colors hover:border-ink-faint aria-invalid:border-bad data-[state=checked]:border-accent data-[state=checked]:bg-accent"
          {...props}
        >
          <Radix.Indicator>
            <Check aria-hidden className="size-3.5 text-on-accent" strokeWidth={3} />
          </Radix.Indicator>
        </Radix.Root>
        <label htmlFor={id} className="text-sm text-ink-muted">
          {label}
        </label>
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
