import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";
import { zoneOffset, zoneName } from "@/lib/time";

import { useFieldWiring } from "./field";
import { controlStyle } from "./input";

/** Shows the chosen zone; opens the list. */
export function ZoneButton({ zone, ...props }: { zone: string } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className={cn(controlStyle, "flex h-10 items-center justify-between gap-2 text-left")}
      {...props}
      {...useFieldWiring(props)}
    >
      <span className="truncate">
        {zoneName(zone)} <span className="text-ink-faint">{zoneOffset(zone)}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
    </button>
  );
}
