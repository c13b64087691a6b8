import type { PlatformLimits } from "@/lib/api/contract";

/** Why a file is not even sent to the server; null for one that is. */
export type Refusal =
  { reason: "kind" | "size"; size: number; limit: number } | { reason: "full"; limit: number };

const megabyte = 1024 * 1024;
const inMegabytes = (bytes: number) => Math.round((bytes / megabyte) * 10) / 10;

/** Used while the platforms have not told their limits. */
export const usualLimits = {
  text_max: 280,
  images_max: 4,
  alt_text_max: 1000,
  image_types: ["image/jpeg", "image/png", "image/webp"],
  image_max_bytes: 5 * megabyte,
  gif_max_bytes: 15 * megabyte,
};

export type PictureLimits = Pick<PlatformLimits, keyof typeof usualLimits>;

/** Sorts files into those to upload and those that no chosen platform would take. `room` is how many still fit. */
export function sortFiles(files: File[], limits: PictureLimits, room: number) {
  const taken: File[] = [];
  const refused: { name: string; refusal: Refusal }[] = [];
  for (const file of files) {
    const gif = file.type === "image/gif";
    const limit = gif ? limits.gif_max_bytes : limits.image_max_bytes;
    const sizes = { size: inMegabytes(file.size), limit: inMegabytes(limit) };
    if (!gif && !limits.image_types.includes(file.type)) {
      refused.push({ name: file.name, refusal: { reason: "kind", ...sizes } });
    } else if (file.size > limit) {
      refused.push({ name: file.name, refusal: { reason: "size", ...sizes } });
    } else if (taken.length >= room) {
      refused.push({ name: file.name, refusal: { reason: "full", limit: limits.images_max } });
    } else {
      taken.push(file);
    }
  }
  return { taken, refused };
}
