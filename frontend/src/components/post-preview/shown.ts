import type { MediaKind } from "@/lib/api/contract";

export interface ShownPicture {
  src: string;
  alt: string;
  kind?: MediaKind;
  /** What must stay where the picture is cut, from 0 to 1. */
  focus?: [number, number] | null;
}

export interface ShownPart {
  key: string;
  text: string;
  pictures: ShownPicture[];
}

export interface ShownAuthor {
  name: string;
  username: string;
  picture: string | null;
}

/** A post as a preview draws it. */
export interface ShownPost {
  author: ShownAuthor;
  parts: ShownPart[];
  /** "now", "2h": what stands beside the name. */
  when: string;
  /** Said by assistive technology before the content. */
  label: string;
  /** "feed", "reel", "story"; empty where a platform has one format only. */
  format: string;
  options: Record<string, unknown>;
}

/** What was chosen for an option, where it is a text. */
export const textOf = ({ options }: Pick<ShownPost, "options">, key: string): string => {
  const value = options[key];
  return typeof value === "string" ? value : "";
};
