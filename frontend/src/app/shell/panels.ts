import { useSyncExternalStore } from "react";

export type Panel = "palette" | "help" | null;

let current: Panel = null;
const listeners = new Set<() => void>();

/** Opens the command palette or the list of shortcuts; null closes. */
export function openPanel(panel: Panel): void {
  current = panel;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePanel = (): Panel => useSyncExternalStore(subscribe, () => current);
