import type { AttachedFile, Post } from "@/lib/api/contract";
import { referTo, type Options, type Writing, type WritingPart } from "@/lib/api/posts";

/** One part of what is being written: the post itself, or a further part of its thread. */
export interface Part {
  /** Stays the same while the part is moved or changed. */
  key: string;
  text: string;
  files: AttachedFile[];
}

/** What is different for one account; what is null is as for all. */
export interface Tailored {
  text: string | null;
  files: AttachedFile[] | null;
  /** The further parts. */
  more: Part[] | null;
  options: Options;
}

/** Everything the composer holds of a post. `parts` is never empty. */
export interface Sheet {
  parts: [Part, ...Part[]];
  accounts: string[];
  options: Options;
  /** By account; also for accounts that are off just now, so that nothing typed is lost. */
  tailored: Record<string, Tailored>;
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
  tailored: {},
});

const isBlank = (part: Part) => part.text.trim() === "" && part.files.length === 0;
const isMeant = (value: unknown) =>
  !(value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0));

const meant = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => isMeant(value)));

/** Whether nothing could be posted anywhere. */
export function hasNothingToSay({ parts, tailored }: Sheet): boolean {
  const own = Object.values(tailored).some(
    ({ text, files, more }) => text?.trim() || files?.length || more?.some((part) => !isBlank(part)),
  );
  return !own && parts.every(isBlank);
}

/** Whether nothing was entered that would be missed. */
export function isEmpty(sheet: Sheet): boolean {
  const chosen = [sheet.options, ...Object.values(sheet.tailored).map(({ options }) => options)];
  return hasNothingToSay(sheet) && !chosen.some((options) => Object.values(options).some(isMeant));
}

type FurtherPart = Post["follow_ups"][number];

const furtherOf = (parts: FurtherPart[]): Part[] =>
  parts.map(({ text, media }) => ({ ...emptyPart(), text, files: media }));

export function sheetOf(
  post: Pick<Post, "text" | "media" | "follow_ups" | "connection_ids" | "options" | "tailored">,
): Sheet {
  const own = Object.entries(post.tailored).map(([account, { text, media, follow_ups, options }]) => [
    account,
    { text, files: media, more: follow_ups && furtherOf(follow_ups), options },
  ]);
  return {
    parts: [{ ...emptyPart(), text: post.text, files: post.media }, ...furtherOf(post.follow_ups)],
    accounts: post.connection_ids,
    options: post.options,
    tailored: Object.fromEntries(own) as Sheet["tailored"],
  };
}

const written = (parts: Part[]): WritingPart[] =>
  parts.map(({ text, files }) => ({ text, media: referTo(files) }));

const isPlain = ({ text, files, more, options }: Tailored) =>
  text === null && files === null && more === null && Object.keys(options).length === 0;

/** The sheet as the API takes it. Empty parts stay, so that nothing shifts while somebody types. */
export function writingOfSheet({ parts: [first, ...more], accounts, options, tailored }: Sheet): Writing {
  const own = accounts.flatMap((account) => {
    const typed = tailored[account];
    const its = typed && { ...typed, options: meant(typed.options) };
    if (!its || isPlain(its)) return [];
    return [
      [
        account,
        {
          text: its.text,
          media: its.files && referTo(its.files),
          follow_ups: its.more && written(its.more),
          options: its.options,
        },
      ] as const,
    ];
  });
  return {
    text: first.text,
    media: referTo(first.files),
    connection_ids: accounts,
    follow_ups: written(more),
    options: meant(options),
    tailored: Object.fromEntries(own),
  };
}

// Names of members come in whatever order they were written.
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (typeof value !== "object" || value === null) return value;
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, member]) => [key, inOneOrder(member)]));
}

/** Whether two sheets say the same. */
export function isSame(one: Sheet, other: Sheet): boolean {
  const plain = (sheet: Sheet) => JSON.stringify(inOneOrder(writingOfSheet(sheet)));
  return plain(one) === plain(other);
}

/** With what the other sheet holds for accounts that are off in this one. */
export function withSetAside(sheet: Sheet, other: Sheet): Sheet {
  const aside = Object.entries(other.tailored).filter(([account]) => !sheet.accounts.includes(account));
  return aside.length === 0
    ? sheet
    : { ...sheet, tailored: { ...Object.fromEntries(aside), ...sheet.tailored } };
}

/** With one element at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_, index) => index !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
