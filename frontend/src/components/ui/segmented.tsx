import { useId, type ReactNode } from "react";

import { cn } from "@/lib/cn";

interface SegmentedProps<T extends string> {
  label: string;
  /** `title` names an option that shows only an icon. */
  options: { value: T; label: ReactNode; title?: string }[];
  value: T;
  onChange: (value: T) => void;
  className?: string;
}

/** Two to five ways to see or do the same thing, one of them on. */
export function Segmented<T extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cn("inline-flex rounded-md bg-sunken p-0.5", className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className="inline-flex h-8 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-sm px-3 text-sm font-medium whitespace-nowrap text-ink-muted transition-colors hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-sm has-checked:ring-1 has-checked:ring-line-strong has-checked:ring-inset has-focus-visible:outline-2 has-focus-visible:outline-focus [&_svg]:size-4"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-label={option.title}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
