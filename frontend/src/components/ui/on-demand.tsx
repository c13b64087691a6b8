import { Suspense, useState, type ReactNode } from "react";

interface TriggerProps {
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
}

interface OnDemandProps {
  /** Fetches the code of the children; called ahead when the pointer or the focus comes near. */
  load: () => Promise<unknown>;
  /** The button as it looks before the code is there. */
  trigger: (props: TriggerProps) => ReactNode;
  /** The same button with its menu, open from the start. */
  children: ReactNode;
}

/** Keeps menus out of the first load: the button is there at once, what it opens comes with the first press. */
export function OnDemand({ load, trigger, children }: OnDemandProps) {
  const [wanted, setWanted] = useState(false);
  const ahead = () => void load().catch(() => undefined);
  const button = trigger({ onClick: () => setWanted(true), onPointerEnter: ahead, onFocus: ahead });
  return wanted ? <Suspense fallback={button}>{children}</Suspense> : button;
}
