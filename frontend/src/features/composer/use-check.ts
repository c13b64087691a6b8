import { useCheck } from "@/lib/api/posts";
import { useSettled } from "@/lib/debounce";

import { factsOf } from "./check-facts";
import { isEmpty, writingOfSheet, type Sheet } from "./writing";

const pause = 350;

/** What the chosen accounts' platforms say about the sheet, asked when the typing pauses. */
export function useSheetCheck(sheet: Sheet, locked: boolean) {
  const settled = useSettled(sheet, pause);
  const asked = !locked && settled.accounts.length > 0 && !isEmpty(settled);
  const check = useCheck(writingOfSheet(settled), asked);
  const checks = asked ? (check.data ?? []) : [];
  return { facts: factsOf(checks), failed: asked && check.isError };
}
