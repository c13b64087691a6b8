import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";

/** A dense table that scrolls sideways inside its own box where the screen is narrow. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    // A box that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={props["aria-label"]}>
      <table className={cn("w-full border-collapse text-left text-sm", className)} {...props} />
    </div>
  );
}

export function Th({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("border-b border-line px-3 py-2 text-xs font-medium text-ink-faint", className)}
      {...props}
    />
  );
}

export function Td({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("border-b border-line px-3 py-2 align-middle", className)} {...props} />;
}
