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

/** Also for what was kept before there were labels to choose. */
export const unlabelled: Pick<ImportChoices, "labels"> = { labels: { tags: [], campaign_id: null } };

/** What was mended and not brought in yet, in this browser. */
export function keptSheet(): OpenSheet | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null") as OpenSheet | null;
    return kept && { ...kept, choices: { ...unlabelled, ...kept.choices } };
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
