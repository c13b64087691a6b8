import { useEffect, useEffectEvent } from "react";

export interface Shortcut {
  /** "c", "?", or two keys one after the other: "g d". */
  keys: string;
  run: () => void;
}

const patience = 1_200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

const isBusyElsewhere = () =>
  document.querySelector('[role="dialog"],[role="menu"],[role="listbox"]') !== null;

/** Runs shortcuts of one or two plain keys, but not while the person types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const find = useEffectEvent((keys: string) => shortcuts.find((shortcut) => shortcut.keys === keys));

  useEffect(() => {
    let first = "";
    let timer: ReturnType<typeof setTimeout> | undefined;

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || isBusyElsewhere()) return;
      // A key that begins nothing (Tab, the Shift of "?") must not swallow the one after it.
      const found = (first ? find(`${first} ${event.key}`) : undefined) ?? find(event.key);
      clearTimeout(timer);
      first = found ? "" : event.key;
      timer = setTimeout(() => (first = ""), patience);
      if (!found) return;
      event.preventDefault();
      found.run();
    };

    window.addEventListener("keydown", onKeyDown);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}

/** Runs on Ctrl/⌘ with a letter, wherever the focus is. */
export function useCommandKey(letter: string, run: () => void): void {
  const onRun = useEffectEvent(run);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== letter) return;
      event.preventDefault();
      onRun();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [letter]);
}
