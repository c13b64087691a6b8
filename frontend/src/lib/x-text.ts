import suffixes from "tlds";

/** A stretch of text that X turns into a link. Offsets are UTF-16 units. */
export interface Entity {
  kind: "link" | "mention" | "hashtag" | "cashtag";
  start: number;
  end: number;
}

const linkWeight = 23;
const known = new Set(suffixes);

// What stands right before or after an address may make it part of something else.
const inPath = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Nd}!*';:=+,.$/%#\[\]\-–—_~@|&()?]`;
const tail = String.raw`(?![A-Za-z0-9@＠_+-])(?::\d+)?(?:[/?#]${inPath}*)?`;
const withScheme = new RegExp(
  String.raw`(?<![A-Za-z0-9@＠$#＃])https?://(?:[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?<suffix>xn--[a-z0-9-]+|[a-z]{2,}|\p{L}{2,})${tail}`,
  "giu",
);
const bare = new RegExp(
  String.raw`(?<![A-Za-z0-9@＠$#＃\-_./])(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?<suffix>[a-z]{2,})${tail}`,
  "giu",
);
const mention =
  /(?<![A-Za-z0-9_!@＠#$%&*])[@＠][A-Za-z0-9_]{1,20}(?![@＠A-Za-z0-9_À-ɏ]|:\/\/)|(?<=(?<![A-Za-z0-9_])rt)[@＠][A-Za-z0-9_]{1,20}(?![@＠A-Za-z0-9_]|:\/\/)/giu;
// Letters, marks and digits, and the joiners that words of some scripts hold.
const inTag = String.raw`(?:[\p{L}\p{M}\p{Nd}_·・־׳״་༌〜～〻〃]|\u200C|\u200D)`;
const hashtag = new RegExp(
  String.raw`(?<![\p{L}\p{Nd}_&])[#＃](?!\uFE0F)(?=${inTag}*[\p{L}\p{M}])${inTag}+(?!${inTag}|[#＃]|://)`,
  "gu",
);
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
    if (!/[.,;:!?'"()[\]$%*|~@–—]/u.test(last) || balanced) return kept;
    kept = kept.slice(0, -1);
  }
}

function addresses(pattern: RegExp, text: string): Entity[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const suffix = match.groups?.suffix?.toLowerCase() ?? "";
    if (!suffix.startsWith("xn--") && !known.has(suffix)) return [];
    return [
      { kind: "link" as const, start: match.index, end: match.index + withoutSentenceEnd(match[0]).length },
    ];
  });
}

const links = (text: string) => inOrder([...addresses(withScheme, text), ...addresses(bare, text)]);

/** Sorted by place; of those that overlap the first and longest stays. */
function inOrder(found: Entity[]): Entity[] {
  let reached = 0;
  return found
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter(({ start, end }) => {
      if (start < reached) return false;
      reached = end;
      return true;
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
  return inOrder([
    ...links(text),
    ...matches("mention", mention, text),
    ...matches("hashtag", hashtag, text),
    ...matches("cashtag", cashtag, text),
  ]);
}

function weightOfPoint(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  return light.some(([low, high]) => point >= low && point <= high) ? 1 : 2;
}

const weightOfPoints = (text: string) => Array.from(text).reduce((sum, char) => sum + weightOfPoint(char), 0);

function weightOfPlain(text: string): number {
  let weight = 0;
  let reached = 0;
  for (const { 0: group, index } of text.matchAll(emoji)) {
    if (Array.from(group).length === 1) continue;
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
