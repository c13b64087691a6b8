import { Suspense, type ReactNode } from "react";

/** A window that is fetched when it first opens, and begins empty each time. */
export function WhenOpen({ open, children }: { open: boolean; children: ReactNode }) {
  return open && <Suspense fallback={null}>{children}</Suspense>;
}
