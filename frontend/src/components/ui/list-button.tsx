import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

import { useFieldWiring } from "./field";
import { controlStyle } from "./input";

/** Shows what is chosen from a long list; opens the list. */
export function ListButton({ children, ...props }: ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className={cn(controlStyle, "flex h-10 items-center justify-between gap-2 text-left")}
      {...props}
      {...useFieldWiring(props)}
    >
      {children}
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
    </button>
  );
}
