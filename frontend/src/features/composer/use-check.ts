import type { Post } from "@/lib/api/contract";
import { useCheck } from "@/lib/api/posts";
import { useSettled } from "@/lib/debounce";

import type { Checked } from "./counts";
import { isEmpty, writingOfSheet, type Sheet } from "./writing";

const pause = 350;

/** What the chosen accounts' platforms say about the sheet, asked when the typing pauses. */
export function useSheetCheck(sheet: Sheet, locked: boolean, post: Post | null, campaignId: string | null) {
  const settled = useSettled(sheet, pause);
  const asked = !locked && settled.accounts.length > 0 && !isEmpty(settled);
  const check = useCheck(writingOfSheet(settled), asked, {
    post_id: post?.id ?? null,
    campaign_id: campaignId,
  });
  const checked: Checked | null = (asked && check.data) || null;
  // An account that was just switched off has nothing to say any more.
  const checks = checked?.checks.filter(({ connection_id }) => sheet.accounts.includes(connection_id)) ?? [];
  return { checked, checks, failed: asked && check.isError };
}
