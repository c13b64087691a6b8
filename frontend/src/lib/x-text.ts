import suffixes from "tlds";

/** A stretch of text that X turns into a link. Offsets are UTF-16 units. */
export interface Entity {
  kind: "link" | "mention" | "hashtag" | "cashtag";
  start: number;
  end: number;
}

const linkWeight = 23;
const known = new Set(suffixes);

// Address with or without a scheme; what comes right before it may make it part of something else.
const address =
  /(?<![\p{L}\p{N}_@＠$#＃])(?<scheme>https?:\/\/)?(?<![-./]|[-./]https?:\/\/)(?<host>(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?<suffix>xn--[a-z0-9-]+|\p{L}{2,}))(?![\p{L}\p{N}@＠_-])(?::\d+)?(?<path>[/?#][^\s<>"“”]*)?/giu;
const mention = /(?<![\p{L}\p{N}_!@＠#$%&*])[@＠][A-Za-z0-9_]{1,20}(?![@＠\p{L}\p{N}_]|:\/\/)/gu;
const hashtag =
  /(?<![\p{L}\p{N}\p{M}_&])[#＃](?=[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}])[\p{L}\p{M}\p{N}_]+(?![#＃]|:\/\/)/gu;
const cashtag = /(?<!\S)\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{N}_$])/gu;

// A group of code points that is drawn as one emoji; single ones are weighed like any other code point.
const emoji =
  /\p{RI}{2}|[#*0-9]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F)?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F)?)*/gu;

// Code points that count once; all others count twice. https://docs.x.com/fundamentals/counting-characters
const light = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
] as const;

const opposite: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Punctuation after an address belongs to the sentence, unless it closes a bracket of the address itself. */
function withoutSentenceEnd(link: string): string {
  let kept = link;
  for (;;) {
    const last = kept.at(-1) ?? "";
    const opening = opposite[last];
    const balanced = opening !== undefined && kept.split(opening).length >= kept.split(last).length;
    if (!/[.,;:!?'")\]}…’]/u.test(last) || balanced) return kept;
    kept = kept.slice(0, -1);
  }
}

function links(text: string): Entity[] {
  return [...text.matchAll(address)].flatMap((match) => {
    const suffix = match.groups?.suffix?.toLowerCase() ?? "";
    if (!suffix.startsWith("xn--") && !known.has(suffix)) return [];
    return [
      { kind: "link" as const, start: match.index, end: match.index + withoutSentenceEnd(match[0]).length },
    ];
  });
}

function matches(kind: Entity["kind"], pattern: RegExp, text: string): Entity[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    kind,
    start: index,
    end: index + found.length,
  }));
}

/** Links, mentions, hashtags and cashtags in their order, as X would draw them; they never overlap. */
export function entitiesOf(text: string): Entity[] {
  const found = [
    ...links(text),
    ...matches("mention", mention, text),
    ...matches("hashtag", hashtag, text),
    ...matches("cashtag", cashtag, text),
  ].sort((one, other) => one.start - other.start || other.end - one.end);
  let reached = 0;
  return found.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
}

function weightOfPoint(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  return light.some(([low, high]) => point >= low && point <= high) ? 1 : 2;
}

const weightOfPoints = (text: string) => [...text].reduce((sum, char) => sum + weightOfPoint(char), 0);

function weightOfPlain(text: string): number {
  let weight = 0;
  let reached = 0;
  for (const { 0: group, index } of text.matchAll(emoji)) {
    if ([...group].length === 1) continue;
    weight += weightOfPoints(text.slice(reached, index)) + 2;
    reached = index + group.length;
  }
  return weight + weightOfPoints(text.slice(reached));
}

/**
 * The length of a text as X counts it: after NFC, a link is 23 however long, an emoji 2,
 * Latin and most alphabets 1, other scripts 2. https://docs.x.com/fundamentals/counting-characters
 */
export function weighForX(typed: string): number {
  const text = typed.normalize("NFC");
  let weight = 0;
  let reached = 0;
  for (const { start, end } of links(text)) {
    weight += weightOfPlain(text.slice(reached, start)) + linkWeight;
    reached = end;
  }
  return weight + weightOfPlain(text.slice(reached));
}
