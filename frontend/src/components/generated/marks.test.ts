import { aSuggestion } from "@/testing/handlers/generation";

import { piecesOf, reworded, sentenceOf, standings } from "./marks";

const flag = { code: "hype", message: "Sounds like an advertisement.", blocking: false, part: 0 };

test("an emoji before a sentence does not move its mark", () => {
  const { content, grounds } = aSuggestion();
  const pieces = piecesOf(content, 0, grounds, []);
  const told = pieces.map(({ ground, runs }) => [ground?.standing, runs.map(({ text }) => text).join("")]);
  expect(told).toEqual([
    [undefined, "🍞 "],
    ["grounded", "The bakery sold 4,820 loaves in October."],
    [undefined, " "],
    ["unsupported", "It won 3 prizes."],
  ]);
});

test("what is to be looked at is marked inside its sentence", () => {
  const { content, grounds } = aSuggestion();
  const start = Array.from(content).join("").indexOf("4,820") - 1;
  const [, sentence] = piecesOf(content, 0, grounds, [{ ...flag, start, end: start + 5 }]);
  expect(sentence?.runs.map(({ text, flags }) => [text, flags.length])).toEqual([
    ["The bakery sold ", 0],
    ["4,820", 1],
    [" loaves in October.", 0],
  ]);
});

test("pieces hold the whole text, whatever the marks say", () => {
  const { content, grounds } = aSuggestion();
  const wild = grounds.map((ground) => ({ ...ground, start: 3, end: 900 }));
  const pieces = piecesOf(content, 0, [...grounds, ...wild], [{ ...flag, start: 0, end: 4_000 }]);
  expect(pieces.flatMap(({ runs }) => runs.map(({ text }) => text)).join("")).toBe(content);
});

test("a changed sentence loses its mark, an untouched one keeps it where it went", () => {
  const suggestion = aSuggestion();
  const changed = reworded(suggestion, ["News! The bakery sold 4,820 loaves in October. It won 4 prizes."]);
  expect(changed.grounds.map((ground) => sentenceOf(changed, ground))).toEqual([
    "The bakery sold 4,820 loaves in October.",
  ]);
  expect(standings(changed.grounds)).toEqual({ grounded: 1, unsupported: 0, opinion: 0 });
});
