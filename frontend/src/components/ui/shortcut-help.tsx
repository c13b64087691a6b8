import { Fragment } from "react";

import { useAppWords } from "@/lib/strings/en/app";

import { Dialog, DialogRoot } from "./dialog";
import { Kbd } from "./kbd";

interface ShortcutHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  shortcuts: { keys: string[]; label: string }[];
}

/** The list behind `?`. */
export default function ShortcutHelp({ open, onOpenChange, shortcuts }: ShortcutHelpProps) {
  const words = useAppWords();
  return (
    <DialogRoot open={open} onOpenChange={onOpenChange}>
      <Dialog title={words("keys.title")} detail={words("keys.detail")}>
        {/* The list may be longer than the window: it must be reachable by keyboard. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div tabIndex={0} role="group" aria-label={words("keys.title")} className="rounded-md">
          <dl className="divide-y divide-line">
            {shortcuts.map(({ keys, label }) => (
              <div key={label} className="flex items-center justify-between gap-4 py-2.5">
                <dt className="text-sm">{label}</dt>
                <dd className="flex items-center gap-1.5 text-xs text-ink-faint">
                  {keys.map((key, index) => (
                    <Fragment key={key}>
                      {index > 0 && key.length === 1 && keys[0] === "g" && <span>{words("keys.then")}</span>}
                      <Kbd>{key}</Kbd>
                    </Fragment>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </Dialog>
    </DialogRoot>
  );
}
