import type { AttachedFile } from "@/lib/api/contract";
import type { Options } from "@/lib/api/posts";

import { emptyPart, type Part, type Sheet, type Tailored } from "./writing";

/** For whom is written: for all accounts (null), or for one. */
export type View = string | null;

/** What can be different for an account. */
export type Aspect = "text" | "files" | "more";
export const aspects: Aspect[] = ["text", "files", "more"];

const plain: Tailored = { text: null, files: null, more: null, options: {} };

const ownOf = (sheet: Sheet, account: string): Tailored => sheet.tailored[account] ?? plain;

/** What is different for this account. */
export function tailoredAspects(sheet: Sheet, account: string): Aspect[] {
  const own = ownOf(sheet, account);
  return aspects.filter((aspect) => own[aspect] !== null);
}

/** The parts as this account, or every account without words of its own, gets them. */
export function partsOf(sheet: Sheet, view: View): [Part, ...Part[]] {
  const [first, ...more] = sheet.parts;
  if (view === null) return sheet.parts;
  const own = ownOf(sheet, view);
  return [{ ...first, text: own.text ?? first.text, files: own.files ?? first.files }, ...(own.more ?? more)];
}

function withOwn(sheet: Sheet, account: string, changes: Partial<Tailored>): Sheet {
  return { ...sheet, tailored: { ...sheet.tailored, [account]: { ...ownOf(sheet, account), ...changes } } };
}

const sameFiles = (one: AttachedFile[], other: AttachedFile[]) =>
  JSON.stringify(one) === JSON.stringify(other);

/** Changes one part as it is seen in this view; what then differs from the common post becomes the account's own. */
export function withPart(sheet: Sheet, view: View, key: string, change: (part: Part) => Part): Sheet {
  const parts = partsOf(sheet, view).map((part) => (part.key === key ? change(part) : part));
  if (view === null) return { ...sheet, parts: parts as Sheet["parts"] };
  const [common] = sheet.parts;
  const [first, ...more] = parts as Sheet["parts"];
  if (first.key !== key) return withOwn(sheet, view, { more });
  const own = ownOf(sheet, view);
  return withOwn(sheet, view, {
    text: own.text === null && first.text === common.text ? null : first.text,
    files: own.files === null && sameFiles(first.files, common.files) ? null : first.files,
  });
}

/** With a further part at the end. */
export function withNewPart(sheet: Sheet, view: View): Sheet {
  const [first, ...more] = partsOf(sheet, view);
  if (view !== null) return withOwn(sheet, view, { more: [...more, emptyPart()] });
  return { ...sheet, parts: [first, ...more, emptyPart()] };
}

/** Without the part of that key; the first part can only be emptied. */
export function withoutPart(sheet: Sheet, view: View, key: string): Sheet {
  const [first, ...more] = partsOf(sheet, view).filter((part) => part.key !== key);
  if (view !== null) return withOwn(sheet, view, { more });
  return { ...sheet, parts: first ? [first, ...more] : [emptyPart()] };
}

/** Back to what all accounts get, in one aspect. */
export const asForAll = (sheet: Sheet, account: string, aspect: Aspect): Sheet =>
  withOwn(sheet, account, { [aspect]: null });

/** Without further parts for these accounts, as long as they have none of their own. */
export function withoutMoreFor(sheet: Sheet, accounts: string[]): Sheet {
  if (sheet.parts.length === 1) return sheet;
  return accounts
    .filter((account) => ownOf(sheet, account).more === null)
    .reduce((result, account) => withOwn(result, account, { more: [] }), sheet);
}

/** What was chosen for an account; options that were said for all count too. */
export const optionsOf = (sheet: Sheet, account: string): Options => ({
  ...sheet.options,
  ...ownOf(sheet, account).options,
});

/** Chooses something for one account. What was said for all stays as it is for the others. */
export function withOption(sheet: Sheet, account: string, key: string, value: unknown): Sheet {
  const { [key]: common, ...options } = sheet.options;
  const others = sheet.accounts.filter((other) => other !== account && !(key in ownOf(sheet, other).options));
  const kept =
    common === undefined
      ? sheet
      : others.reduce(
          (result, other) =>
            withOwn(result, other, { options: { ...ownOf(result, other).options, [key]: common } }),
          { ...sheet, options },
        );
  const rest = Object.fromEntries(
    Object.entries(ownOf(kept, account).options).filter(([name]) => name !== key),
  );
  return withOwn(kept, account, { options: value === undefined ? rest : { ...rest, [key]: value } });
}
