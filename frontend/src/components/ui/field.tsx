import { CircleAlert } from "lucide-react";
import { createContext, use, useId, type ComponentProps, type ReactNode } from "react";

import { cn } from "@/lib/cn";
import { useUiWords } from "@/lib/strings/en/ui";

interface FieldWiring {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldWiring | null>(null);

/** The attributes that tie a control to the label, hint and error of the field around it. */
export function useFieldWiring(own: { id?: string; "aria-describedby"?: string; "aria-invalid"?: unknown }) {
  const field = use(FieldContext);
  if (!field) return {};
  return {
    id: own.id ?? field.id,
    "aria-describedby": [field.describedBy, own["aria-describedby"]].filter(Boolean).join(" ") || undefined,
    "aria-invalid": field.invalid || undefined,
  };
}

export function Label({ className, children, ...props }: ComponentProps<"label">) {
  return (
    <label className={cn("text-sm font-medium text-ink", className)} {...props}>
      {children}
    </label>
  );
}

interface FieldProps {
  label: ReactNode;
  /** Said under the control as long as nothing is wrong with it, too. */
  hint?: ReactNode;
  /** What is wrong and how to mend it. */
  error?: string;
  optional?: boolean;
  /** Something at the end of the label's line: a link, a count. */
  aside?: ReactNode;
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, one control, its hint and its error, wired for assistive technology. */
export function Field({ label, hint, error, optional, aside, hideLabel, className, children }: FieldProps) {
  const words = useUiWords();
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(error) }}>
      <div className={cn("flex flex-col gap-1.5", className)}>
        <div className={cn("flex items-baseline justify-between gap-4", hideLabel && "sr-only")}>
          <Label htmlFor={id}>
            {label}
            {optional && <span className="ml-1.5 font-normal text-ink-faint">{words("optional")}</span>}
          </Label>
          {aside}
        </div>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      </div>
    </FieldContext>
  );
}

export function FieldError({ children, ...props }: ComponentProps<"p">) {
  return (
    <p className="flex items-start gap-1.5 text-sm text-bad-text" {...props}>
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
