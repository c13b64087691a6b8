import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

import { cn } from "@/lib/cn";
import { useUiWords } from "@/lib/strings/en/ui";

import { Button } from "./button";
import { useReturnFocus } from "./return-focus";

export const DialogRoot = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

const overlay = "fixed inset-0 z-40 animate-fade bg-scrim";

interface DialogProps {
  title: ReactNode;
  detail?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end; the main one last. */
  footer?: ReactNode;
  className?: string;
}

function CloseButton() {
  const words = useUiWords();
  return (
    <Radix.Close asChild>
      <Button variant="ghost" size="icon-sm" aria-label={words("close")} className="-mt-1 -mr-2">
        <X aria-hidden />
      </Button>
    </Radix.Close>
  );
}

function Body({ title, detail, children, footer }: DialogProps) {
  return (
    <>
      <header className="flex items-start justify-between gap-4 px-5 pt-5">
        <div>
          <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
          {detail ? (
            <Radix.Description className="mt-1 text-sm text-ink-muted">{detail}</Radix.Description>
          ) : (
            <Radix.Description className="sr-only">{title}</Radix.Description>
          )}
        </div>
        <CloseButton />
      </header>
      {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4">{children}</div>}
      {footer ? (
        <footer className="flex flex-wrap justify-end gap-2 p-5">{footer}</footer>
      ) : (
        <div className="pb-5" />
      )}
    </>
  );
}

/** A window over the page; on a phone it rises from the bottom edge. Use inside `DialogRoot`. */
export function Dialog({ className, ...body }: DialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlay} />
      <Radix.Content
        {...returnFocus}
        className={cn(
          "fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] animate-sheet-bottom flex-col rounded-t-xl border border-line bg-raised pb-[env(safe-area-inset-bottom)] shadow-lg outline-none",
          "sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-fade sm:rounded-xl sm:pb-0",
          className,
        )}
      >
        <Body {...body} />
      </Radix.Content>
    </Radix.Portal>
  );
}

/** A panel from the side (from the bottom on a phone), for details beside the page. Use inside `DialogRoot`. */
export function Sheet({ className, ...body }: DialogProps) {
  const returnFocus = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlay} />
      <Radix.Content
        {...returnFocus}
        className={cn(
          "fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] animate-sheet-bottom flex-col rounded-t-xl border border-line bg-raised pb-[env(safe-area-inset-bottom)] shadow-lg outline-none",
          "sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-full sm:max-w-lg sm:animate-sheet-right sm:rounded-none sm:border-y-0 sm:border-r-0",
          className,
        )}
      >
        <Body {...body} />
      </Radix.Content>
    </Radix.Portal>
  );
}
