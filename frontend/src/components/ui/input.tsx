import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

import { useFieldWiring } from "./field";

export const controlStyle =
  "w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink shadow-sm transition-colors duration-100 placeholder:text-ink-faint hover:border-ink-faint focus-visible:border-focus focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-ink-faint aria-invalid:border-bad sm:text-sm";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlStyle, "h-10", className)} {...props} {...useFieldWiring(props)} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(controlStyle, "min-h-24 resize-y py-2", className)}
      {...props}
      {...useFieldWiring(props)}
    />
  );
}
