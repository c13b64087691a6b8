import type { Check } from "@/lib/api/contract";
import type { Writing } from "@/lib/api/posts";
import { weighForX } from "@/lib/x-text";

import type { Target } from "./targets";

export interface Count {
  count: number;
  limit: number;
  target: Target;
}

/** What the platforms said, and of which writing. */
export interface Checked {
  writing: Writing;
  checks: Check[];
}

/** A first guess at the platform's own count: right for X and for plain texts. */
const guess = (rule: string, text: string) =>
  rule === "x_weighted" ? weighForX(text) : Array.from(text.normalize("NFC")).length;

function checkedText({ writing }: Checked, account: string, index: number): string {
  const own = writing.tailored[account];
  if (index === 0) return own?.text ?? writing.text;
  return (own?.follow_ups ?? writing.follow_ups)[index - 1]?.text ?? "";
}

/**
 * How long a part is for an account. The platform's own count stands as soon as the check has answered; what was typed
 * since is added by guess.
 */
export function countOf(target: Target, index: number, text: string, checked: Checked | null): Count {
  const { limits } = target.platform;
  const check = checked?.checks.find(({ connection_id }) => connection_id === target.id);
  const told = index === 0 ? check?.count : check?.parts[index - 1];
  const usual = index === 0 ? limits.text_max : (limits.follow_up_text_max ?? limits.text_max);
  const limit = index === 0 ? (check?.limit ?? usual) : usual;
  const guessed = guess(limits.count_rule, text);
  const count =
    checked && told !== undefined
      ? told + guessed - guess(limits.count_rule, checkedText(checked, target.id, index))
      : guessed;
  return { count: Math.max(0, count), limit, target };
}

/** The count with the least room left. */
export function strictest(counts: Count[]): Count | undefined {
  return counts.toSorted((one, other) => one.limit - one.count - (other.limit - other.count))[0];
}
