import type { ComponentProps } from "react";

import { ListButton } from "@/components/ui/list-button";
import { cn } from "@/lib/cn";
import { useSchedulerWords } from "@/lib/strings/en/scheduler";

import { countryName } from "./countries";

/** Shows the chosen country; opens the list. */
export function CountryButton({ country, ...props }: { country: string } & ComponentProps<"button">) {
  const words = useSchedulerWords();
  return (
    <ListButton {...props}>
      <span className={cn("truncate", !country && "text-ink-faint")}>
        {country ? countryName(country) : words("holidaysNone")}
      </span>
    </ListButton>
  );
}
