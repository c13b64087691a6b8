import type { ComponentProps } from "react";

import { zoneOffset, zoneName } from "@/lib/time";

import { ListButton } from "./list-button";

/** Shows the chosen zone; opens the list. */
export function ZoneButton({ zone, ...props }: { zone: string } & ComponentProps<"button">) {
  return (
    <ListButton {...props}>
      <span className="truncate">
        {zoneName(zone)} <span className="text-ink-faint">{zoneOffset(zone)}</span>
      </span>
    </ListButton>
  );
}
