import { Progress as Radix } from "radix-ui";

import { cn } from "@/lib/cn";

interface ProgressProps {
  label: string;
  /** 0 to 1; null while the end is not known. */
  value: number | null;
  className?: string;
}

export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(value * 100);
  return (
    <Radix.Root
      aria-label={label}
      value={percent}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-sunken", className)}
    >
      <Radix.Indicator
        className={cn(
          "h-full rounded-full bg-accent transition-[width]",
          percent === null && "w-1/4 animate-advance",
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </Radix.Root>
  );
}
