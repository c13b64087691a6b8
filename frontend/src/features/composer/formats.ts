import type { MediaKind, Platform, PlatformOption } from "@/lib/api/contract";
import type { Options } from "@/lib/api/posts";

const isVideo = (kind: MediaKind) => kind === "video";
const isPicture = (kind: MediaKind) => kind === "image";

export const formatOption = ({ options }: Platform): PlatformOption | undefined =>
  options.find(({ key }) => key === "format");

/**
 * The format of a post, as far as it decides which options are shown: the chosen one, or the one that follows
 * from its files. What is really sent is decided by the server.
 */
export function formatOf(platform: Platform, options: Options, files: MediaKind[]): string {
  const option = formatOption(platform);
  const [first] = files;
  if (option) {
    const chosen = typeof options.format === "string" ? options.format : (option.choices[0]?.value ?? "");
    const alone = files.length === 1 && first !== undefined && isVideo(first);
    return platform.family === "instagram" && chosen === "feed" && alone ? "reel" : chosen;
  }
  const named = new Set(platform.options.flatMap(({ formats }) => formats));
  if (named.has("photo") && files.some(isPicture)) return "photo";
  return named.has("video") ? "video" : "";
}

/** The options that belong to this format, without the format itself: those that must be filled first. */
export function optionsFor(platform: Platform, format: string): [PlatformOption[], PlatformOption[]] {
  const fitting = platform.options.filter(
    ({ key, formats }) => key !== "format" && (formats.length === 0 || formats.includes(format)),
  );
  return [fitting.filter(({ required }) => required), fitting.filter(({ required }) => !required)];
}
