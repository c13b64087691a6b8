import type { MediaKind } from "@/lib/api/contract";

import type { Target } from "./targets";

/** Kinds of files that the library takes, by the types that browsers know. */
const types: Record<MediaKind, string[]> = {
  image: ["image/jpeg", "image/png", "image/webp"],
  gif: ["image/gif"],
  video: ["video/mp4", "video/x-m4v", "video/quicktime", "video/webm"],
  document: ["application/pdf"],
};
export const kinds = Object.keys(types) as MediaKind[];

const mostWithoutAccounts = 10;

function takes({ platform: { limits } }: Target, kind: MediaKind): boolean {
  if (kind === "image") return limits.images_max > 0;
  if (kind === "video") return limits.videos_max > 0;
  // Where no GIF is taken, it becomes a video.
  return kind === "gif" ? limits.gif_max_bytes > 0 || limits.videos_max > 0 : limits.documents_max > 0;
}

/** The kinds that at least one of the accounts takes; all, while none is chosen. */
export const kindsFor = (targets: Target[]): MediaKind[] =>
  targets.length === 0 ? kinds : kinds.filter((kind) => targets.some((target) => takes(target, kind)));

/** What a file picker shall offer. */
export const acceptFor = (wanted: MediaKind[]) => wanted.flatMap((kind) => types[kind]).join(",");

/** How many files the most generous of the accounts takes. */
export function mostFiles(targets: Target[]): number {
  if (targets.length === 0) return mostWithoutAccounts;
  return Math.max(
    ...targets.map(({ platform: { limits } }) => {
      const each = limits.mixed_media
        ? limits.images_max + limits.videos_max
        : Math.max(limits.images_max, limits.videos_max, limits.documents_max);
      return Math.min(limits.attachments_max ?? each, each);
    }),
  );
}

/** The longest description that all of the accounts show. */
export function altMost(targets: Target[]): number {
  const shown = targets.map(({ platform }) => platform.limits.alt_text_max).filter((most) => most > 0);
  return shown.length === 0 ? 1000 : Math.min(...shown);
}

/** Sorts files into those to upload and those that no chosen account would take. `room` is how many still fit. */
export function sortFiles(files: File[], wanted: MediaKind[], room: number) {
  const known = new Set(wanted.flatMap((kind) => types[kind]));
  const fitting = files.filter(({ type }) => known.has(type));
  return {
    taken: fitting.slice(0, Math.max(0, room)),
    wrongKind: files.filter(({ type }) => !known.has(type)).map(({ name }) => name),
    full: fitting.length > room,
  };
}
