import { useRef } from "react";

/** The focused element; for an item of a menu, which is about to vanish, the button of that menu. */
function findOpener(): HTMLElement | null {
  const active = document.activeElement;
  const button = active?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const opener = button ? document.getElementById(button) : active;
  return opener instanceof HTMLElement ? opener : null;
}

/**
 * Gives the focus back to what opened a dialog. Radix does so only for its own triggers, not for
 * dialogs that are opened from a menu, by a key, or by state.
 */
export function useReturnFocus() {
  const opener = useRef<HTMLElement>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = findOpener();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      opener.current?.focus();
    },
  };
}
