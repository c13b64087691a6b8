import type { Flag, Ground, Suggestion } from "@/lib/api/contract";

/** A stretch of text; `flags` are what an author should look at there. */
export interface Run {
  text: string;
  flags: Flag[];
}

/** A sentence with its standing, or what lies between sentences. */
export interface Piece {
  ground: Ground | null;
  runs: Run[];
}

// The API counts code points, a browser UTF-16 units: an emoji is one there and two here.
function toUnits(text: string): (codePoints: number) => number {
  const starts = [0];
  for (const character of text) starts.push((starts.at(-1) ?? 0) + character.length);
  return (count) => starts[Math.min(count, starts.length - 1)] ?? text.length;
}

function runsOf(text: string, start: number, end: number, flags: { flag: Flag; from: number; to: number }[]) {
  const inside = flags.filter(({ from, to }) => from < end && to > start);
  const cuts = new Set([start, end]);
  for (const { from, to } of inside) {
    cuts.add(Math.max(from, start));
    cuts.add(Math.min(to, end));
  }
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(0, -1).map((from, index): Run => {
    const to = places[index + 1] ?? end;
    return {
      text: text.slice(from, to),
      flags: inside.filter((one) => one.from <= from && one.to >= to).map(({ flag }) => flag),
    };
  });
}

/** Cuts one part of a suggestion into its sentences, with what stands at their words. */
export function piecesOf(text: string, part: number, grounds: Ground[], flags: Flag[]): Piece[] {
  const unit = toUnits(text);
  const placed = flags.flatMap((flag) =>
    flag.part === part && flag.start !== null && flag.end !== null
      ? [{ flag, from: unit(flag.start), to: unit(flag.end) }]
      : [],
  );
  const pieces: Piece[] = [];
  let at = 0;
  const until = (end: number, ground: Ground | null) => {
    if (end > at) pieces.push({ ground, runs: runsOf(text, at, end, placed) });
    at = Math.max(at, end);
  };
  const own = grounds.filter((ground) => ground.part === part);
  for (const ground of own.sort((one, other) => one.start - other.start)) {
    until(unit(ground.start), null);
    until(unit(ground.end), ground);
  }
  until(text.length, null);
  return pieces;
}

/** All texts of a suggestion: the post and the further parts of its thread. */
export const textsOf = ({ content, parts }: Pick<Suggestion, "content" | "parts">) => [content, ...parts];

/** The sentence that a ground is about, word for word. */
export function sentenceOf(suggestion: Suggestion, { part, start, end }: Ground): string {
  return Array.from(textsOf(suggestion)[part] ?? "")
    .slice(start, end)
    .join("");
}

type Place = { part: number; start: number | null; end: number | null };

function moved<T extends Place>(mark: T, before: string[], after: string[]): T | null {
  if (mark.start === null || mark.end === null) return mark;
  const was = Array.from(before[mark.part] ?? "")
    .slice(mark.start, mark.end)
    .join("");
  const text = after[mark.part] ?? "";
  const unit = text.indexOf(was);
  if (was === "" || unit < 0) return null;
  const start = Array.from(text.slice(0, unit)).length;
  return { ...mark, start, end: start + Array.from(was).length };
}

/** The suggestion with its author's words: marks stay with what was not touched, and leave what was. */
export function reworded(suggestion: Suggestion, texts: string[]): Suggestion {
  const before = textsOf(suggestion);
  const keep = <T extends Place>(marks: T[]) =>
    marks.flatMap((mark) => {
      const now = moved(mark, before, texts);
      return now ? [now] : [];
    });
  const [content = "", ...parts] = texts;
  return { ...suggestion, content, parts, grounds: keep(suggestion.grounds), flags: keep(suggestion.flags) };
}

export type Standing = Ground["standing"];

/** How many sentences stand how. */
export function standings(grounds: Ground[]): Record<Standing, number> {
  const count = (standing: Standing) => grounds.filter((ground) => ground.standing === standing).length;
  return { grounded: count("grounded"), unsupported: count("unsupported"), opinion: count("opinion") };
}
