import { Minus, Plus } from "lucide-react";
import { useId, type ReactNode } from "react";

import { Button } from "@/components/ui/button";

interface StepperProps {
  label: string;
  hint?: ReactNode;
  fewer: string;
  more: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}

/** A small number that is counted up and down. */
export function Stepper({ label, hint, fewer, more, value, most, onChange }: StepperProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={`${id}-label`} className="flex flex-col gap-1.5">
      <p id={`${id}-label`} className="text-sm font-medium">
        {label}
      </p>
      <div className="flex items-center gap-3">
        <Button size="icon" aria-label={fewer} disabled={value <= 1} onClick={() => onChange(value - 1)}>
          <Minus aria-hidden />
        </Button>
        <output aria-live="polite" className="min-w-6 text-center text-base font-medium tabular-nums">
          {value}
        </output>
        <Button size="icon" aria-label={more} disabled={value >= most} onClick={() => onChange(value + 1)}>
          <Plus aria-hidden />
        </Button>
      </div>
      {hint && <p className="text-xs text-ink-faint">{hint}</p>}
    </div>
  );
}
