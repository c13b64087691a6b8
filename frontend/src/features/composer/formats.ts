import type { Platform, PlatformOption } from "@/lib/api/contract";

export { formatOf, formatOption } from "@/components/post-preview/format-of";

/** The options that belong to this format, without the format itself: those that must be filled first. */
export function optionsFor(platform: Platform, format: string): [PlatformOption[], PlatformOption[]] {
  const fitting = platform.options.filter(
    ({ key, formats }) => key !== "format" && (formats.length === 0 || formats.includes(format)),
  );
  return [fitting.filter(({ required }) => required), fitting.filter(({ required }) => !required)];
}
