import type { Sheet } from "./writing";

/** What this browser keeps of a sheet until the server has it. */
export interface KeptCopy {
  sheet: Sheet;
  /** The version of the post that the typing went on from; null for a post the server does not know. */
  version: number | null;
}

const place = (id: string | null) => `vp.writing.${id ?? "new"}`;

/** Keeps a copy. A full or forbidden storage only costs the second safety net, so it is no error. */
export function keepCopy(id: string | null, copy: KeptCopy): void {
  try {
    localStorage.setItem(place(id), JSON.stringify(copy));
  } catch {
    return;
  }
}

export function dropCopy(id: string | null): void {
  try {
    localStorage.removeItem(place(id));
  } catch {
    return;
  }
}

function isCopy(value: unknown): value is KeptCopy {
  const copy = value as Partial<KeptCopy> | null;
  return Array.isArray(copy?.sheet?.parts) && copy.sheet.parts.length > 0;
}

/** The copy of a post (null: of the post begun last), if this browser still holds one. */
export function findCopy(id: string | null): KeptCopy | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place(id)) ?? "null");
    return isCopy(value) ? value : null;
  } catch {
    return null;
  }
}
