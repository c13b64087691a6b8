import { entitiesOf, weighForX } from "./x-text";

// The weights are those of X's own counting library (twitter-text 3.1.0), except where an emoji is newer than it.
test.each([
  ["", 0],
  ["Hello", 5],
  ["Grüße aus Łódź", 14],
  ["e\u0301", 1],
  ["日本語", 6],
  ["안녕", 4],
  ["Привет", 6],
  ["“quoted” — so…", 15],
  ["™", 2],
  ["©", 1],
  ["☺", 2],
  ["👍", 2],
  ["👍🏽", 2],
  ["👨‍👩‍👧‍👦", 2],
  ["🇩🇪🇫🇷", 4],
  ["1️⃣", 2],
  ["#️⃣", 2],
  ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2],
  ["🫱🏽‍🫲🏾", 2],
  ["🐦‍🔥", 2],
  ["Read https://example.com", 28],
  ["Read https://example.com/a/very/long/path/that/never/ends?and=on#and-on", 28],
  ["example.com", 23],
  ["test.photography", 23],
  ["http://あ-あ.com", 23],
  ["http://somehost.com:3000", 23],
  ["text http://foo.com?#foo text", 33],
  ["x.y", 3],
  ["v1.2.3", 6],
  ["http://localhost:80/a", 21],
  ["me@example.com", 14],
  ["Go to http://example.com/a+ or http://example.com/a-", 56],
  ["(see example.com)", 29],
  ["Read https://en.wikipedia.org/wiki/Foo_(bar).", 29],
  ["twitter.jp日本語it.so中国語foo.jp it.so foo.jp", 129],
  ["Go to http://twitter.com/Русские_слова", 29],
])("X counts %j as %i", (text, weight) => {
  expect(weighForX(text)).toBe(weight);
});

function found(text: string) {
  return entitiesOf(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

test("links, mentions, hashtags and cashtags are found as X would link them", () => {
  expect(found("Hi @ada_b, see https://example.com/a(b), #rye and $TSLA!")).toEqual([
    "mention @ada_b",
    "link https://example.com/a(b)",
    "hashtag #rye",
    "cashtag $TSLA",
  ]);
});

test.each([
  ["an address of a mailbox is neither link nor mention", "me@example.com"],
  ["a number alone is no hashtag", "We are #1"],
  ["a keycap is no hashtag", "#️⃣"],
  ["a hashtag needs something before it that is no letter", "mail#one"],
  ["a file name is no link", "Open notes.xyzw or v1.2"],
  ["a price is no cashtag", "$20"],
])("%s", (_, text) => {
  expect(found(text)).toEqual([]);
});

test("hashtags of any script keep all their signs", () => {
  expect(found("#学問のすゝめ #עַל־יְדֵי #می‌خواهم")).toEqual([
    "hashtag #学問のすゝめ",
    "hashtag #עַל־יְדֵי",
    "hashtag #می‌خواهم",
  ]);
});

test("a hashtag inside an address belongs to the address", () => {
  expect(found("https://example.com/#menu")).toEqual(["link https://example.com/#menu"]);
});
