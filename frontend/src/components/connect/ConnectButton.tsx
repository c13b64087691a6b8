import { Plus } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";

import { Button, type ButtonProps } from "@/components/ui/button";

import { PlanProblem } from "./plan-problem";
import { useConnecting, type Connecting, type Way } from "./use-connecting";

const ConnectDialog = lazy(() => import("./ConnectDialog"));

/** The question that comes before the platform's own page, where there is one. */
export function Asking({ connecting, ...way }: Way & { connecting: Connecting }) {
  if (!connecting.asking.open) return null;
  return (
    <Suspense fallback={null}>
      <ConnectDialog {...way} connecting={connecting} />
    </Suspense>
  );
}

interface ConnectButtonProps
  extends Way, Pick<ButtonProps, "variant" | "size" | "disabled" | "aria-describedby"> {
  /** A plus before the words. */
  plus?: boolean;
  children: ReactNode;
}

/** The button that leads into a platform, with what refuses the way said under it. */
export function ConnectButton(props: ConnectButtonProps) {
  const { children, plus, variant, size, disabled, "aria-describedby": describedBy, ...way } = props;
  const connecting = useConnecting(way);
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        variant={variant}
        size={size}
        disabled={disabled}
        aria-describedby={describedBy}
        busy={connecting.busy}
        onClick={connecting.start}
      >
        {plus && !connecting.busy && <Plus aria-hidden />}
        {children}
      </Button>
      <PlanProblem error={connecting.error} />
      <Asking {...way} connecting={connecting} />
    </div>
  );
}
