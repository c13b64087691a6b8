import type { CheckedFile, CheckedRow } from "@/lib/api/contract";
import type { ImportChoices } from "@/lib/api/imports";

/** A row as it stands on the page. `left` ones are not brought in. */
export interface Line {
  row: CheckedRow;
  left: boolean;
}

/** A file that was read and is not brought in yet. */
export interface OpenSheet {
  name: string;
  facts: CheckedFile["file"];
  choices: ImportChoices;
  lines: Line[];
}

const place = "vp.import";

/** What was mended and not brought in yet, in this browser. */
export function keptSheet(): OpenSheet | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "null") as OpenSheet | null;
  } catch {
    return null;
  }
}

export function keepSheet(sheet: OpenSheet | null): void {
  try {
    if (sheet) sessionStorage.setItem(place, JSON.stringify(sheet));
    else sessionStorage.removeItem(place);
  } catch {
    // Without storage, or with too little of it, the page still works.
  }
}
