import type { ComponentProps } from "react";

import { cn } from "@/lib/cn";
import { useUiWords } from "@/lib/strings/en/ui";

/** A grey shape where something will come. Give it the size of what comes. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("h-4 animate-shimmer rounded-md bg-sunken", className)} {...props} />;
}

/** Wraps skeletons and says once, to screen readers, that something is loading. */
export function Loading({ children, className }: { children: React.ReactNode; className?: string }) {
  const words = useUiWords();
  return (
    <div role="status" className={className}>
      <span className="sr-only">{words("loading")}</span>
      {children}
    </div>
  );
}
