import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";

import { useFieldWiring } from "@/components/ui/field";
import { controlStyle } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { useSchedulerWords } from "@/lib/strings/en/scheduler";

import { countryName } from "./countries";

/** Shows the chosen country; opens the list. */
export function CountryButton({ country, ...props }: { country: string } & ComponentProps<"button">) {
  const words = useSchedulerWords();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className={cn(controlStyle, "flex h-10 items-center justify-between gap-2 text-left")}
      {...props}
      {...useFieldWiring(props)}
    >
      <span className={cn("truncate", !country && "text-ink-faint")}>
        {country ? countryName(country) : words("holidaysNone")}
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-faint" />
    </button>
  );
}
