import type { AttachedFile, Post } from "@/lib/api/contract";
import type { Options, Writing } from "@/lib/api/posts";

/** One part of what is being written: the post itself, or a further part of its thread. */
export interface Part {
  /** Stays the same while the part is moved or changed. */
  key: string;
  text: string;
  files: AttachedFile[];
}

/** Everything the composer holds of a post. `parts` is never empty. */
export interface Sheet {
  parts: [Part, ...Part[]];
  accounts: string[];
  options: Options;
}

let made = 0;

export function emptyPart(): Part {
  made += 1;
  return { key: `part-${made}`, text: "", files: [] };
}

export const emptySheet = (accounts: string[] = []): Sheet => ({
  parts: [emptyPart()],
  accounts,
  options: {},
});

export const isBlank = (part: Part) => part.text.trim() === "" && part.files.length === 0;
export const isEmpty = ({ parts }: Sheet) => parts.every(isBlank);

export function sheetOf(
  post: Pick<Post, "text" | "media" | "follow_ups" | "connection_ids" | "options">,
): Sheet {
  const { text, media, follow_ups } = post;
  return {
    parts: [
      { ...emptyPart(), text, files: media },
      ...follow_ups.map((part) => ({ ...emptyPart(), text: part.text, files: part.media })),
    ],
    accounts: post.connection_ids,
    options: post.options,
  };
}

const referTo = (files: AttachedFile[]) => files.map(({ media_id, alt }) => ({ media_id, alt }));

/** The sheet as the API takes it. Empty parts stay, so that nothing shifts while somebody types. */
export function writingOfSheet({ parts: [first, ...more], accounts, options }: Sheet): Writing {
  return {
    text: first.text,
    media: referTo(first.files),
    connection_ids: accounts,
    follow_ups: more.map(({ text, files }) => ({ text, media: referTo(files) })),
    options,
  };
}

/** Whether two sheets say the same. */
export function isSame(one: Sheet, other: Sheet): boolean {
  return JSON.stringify(writingOfSheet(one)) === JSON.stringify(writingOfSheet(other));
}

/** Replaces one part. */
export function withPart(sheet: Sheet, key: string, change: (part: Part) => Part): Sheet {
  const parts = sheet.parts.map((part) => (part.key === key ? change(part) : part)) as Sheet["parts"];
  return { ...sheet, parts };
}

/** Without the part of that key; the first part can only be emptied. */
export function withoutPart(sheet: Sheet, key: string): Sheet {
  const [first, ...more] = sheet.parts.filter((part) => part.key !== key);
  return { ...sheet, parts: first ? [first, ...more] : [emptyPart()] };
}

/** With one element at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_, index) => index !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
