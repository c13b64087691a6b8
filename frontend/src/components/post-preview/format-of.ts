import type { MediaKind, Platform, PlatformOption } from "@/lib/api/contract";

const isVideo = (kind: MediaKind) => kind === "video";
const isPicture = (kind: MediaKind) => kind === "image";

export const formatOption = ({ options }: Pick<Platform, "options">): PlatformOption | undefined =>
  options.find(({ key }) => key === "format");

/**
 * The format of a post, as far as it decides which options are shown: the chosen one, or the one that follows
 * from its files. What is really sent is decided by the server.
 */
export function formatOf(
  platform: Pick<Platform, "family" | "options">,
  options: Record<string, unknown>,
  files: MediaKind[],
): string {
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
