import { lazy, Suspense, type ReactNode } from "react";

const ConfirmBody = lazy(() => import("./confirm-body"));

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  detail: ReactNode;
  /** The action in a verb: "Disconnect". */
  confirm: ReactNode;
  onConfirm: () => void;
  busy?: boolean;
  danger?: boolean;
  children?: ReactNode;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmProps) {
  if (!props.open) return null;
  return (
    <Suspense fallback={null}>
      <ConfirmBody {...props} />
    </Suspense>
  );
}
