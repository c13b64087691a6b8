"""What in a document is worth a post: sentences that stand by themselves, with what each of them is good for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from velocitypost.generation.claims import Statement, statement
from velocitypost.generation.contradictions import turning_words
from velocitypost.generation.lexicon import any_of, phrases, words
from velocitypost.generation.passages import Passage, headings_of, kind_of
from velocitypost.generation.sentences import sentences

FactKind = Literal["number", "change", "contrast", "quote", "step", "most", "plain"]
LENGTH_LEAST, LENGTH_MOST = 30, 320
FACTS_MOST = 250
_LEANS = any_of("leans")
_PART_OF_WHOM = regex.compile(
    r"(?:most|some|many|few|several|none|all|one|two|three)\s+(?:were|was|are|is|have|has|had|did|do|\p{L}+ed)\b",
    regex.IGNORECASE,
)
_OPENERS = regex.compile(rf"(?:{any_of('openers').pattern}),\s+", regex.IGNORECASE)
_USELESS = any_of("useless")
_NO_PROSE = regex.compile(r"©|www\.|https?://|\S+@\S+|\.{4,}|_{3,}|\||\bpage \d+", regex.IGNORECASE)
_CITATION = regex.compile(r"\s*(?:\[\d+(?:[,–-]\s?\d+)*\]|\((?:\p{Lu}\p{L}+(?: et al\.)?,? )?(?:19|20)\d{2}\w?\))")
_CONTRAST = any_of("contrasts")
_CHANGE = regex.compile(
    r"\bfrom\b.{1,40}\bto\b|\bvon\b.{1,40}\bauf\b|\bde\b.{1,40}\bà\b|\bcompared (?:with|to)\b", regex.IGNORECASE
)
_SUPERLATIVE = regex.compile(
    r"\b(?:most|highest|largest|first|best|only|record|lowest|fastest|\p{L}{3,}est)\b", regex.IGNORECASE
)
_QUOTED = regex.compile(r"[“\"„«]([^“”\"„«»]{25,220})[”\"“»]")
_EMPTY_HEADINGS = frozenset(phrases("empty_headings"))


@dataclass(frozen=True)
class Fact:
    """A sentence of a document that stands by itself.

    `passage` and `place` say where it stands, `after` is the sentence that follows in its passage, if that too says
    something. `heading` is the last one above it that says something. `figure` is its most telling number as it is
    written there. `worth` is from 0 up.
    """

    text: str
    passage: int
    place: int
    kinds: frozenset[FactKind]
    heading: str = ""
    after: str = ""
    figure: str = ""
    named: bool = False
    worth: float = 0.0


def facts(passages: Sequence[Passage], *, query: str = "", parsed: Mapping[str, Statement] | None = None) -> list[Fact]:
    """The `FACTS_MOST` sentences that are most worth a post, the best first; those near `query` before the others.

    `parsed` are sentences that were taken apart before, by their text.
    """
    known = dict(parsed or {})
    found: list[Fact] = []
    for number, passage in enumerate(passages):
        if kind_of(passage) not in ("heading", "table", "margin"):
            found += _of_passage(passage, number, known)
    return _ranked(_distinct(found), passages, query, known)[:FACTS_MOST]


def headings(passages: Sequence[Passage]) -> list[str]:
    """The headings of a document that say something, in order, each once."""
    seen: dict[str, None] = {}
    for passage in passages:
        for heading in (*headings_of(passage), *([passage.text.strip()] if kind_of(passage) == "heading" else [])):
            if _says_something(heading):
                seen.setdefault(heading)
    return list(seen)


def _of_passage(passage: Passage, number: int, known: dict[str, Statement]) -> list[Fact]:
    heading = next((h for h in reversed(headings_of(passage)) if _says_something(h)), "")
    spans = sentences(passage.text, wrapped=True)
    texts = [_standing_alone(" ".join(span.text.split())) for span in spans]
    made = []
    for place, text in enumerate(texts):
        if not _is_whole(text) or (_LEANS.match(text) and not _QUOTED.search(text)):
            continue
        after = texts[place + 1] if place + 1 < len(texts) and _is_whole(texts[place + 1]) else ""
        parsed = known.setdefault(text, known.get(text) or statement(text))
        made.append(Fact(text, number, place, _kinds(parsed), heading, after, _figure(parsed), bool(parsed.names)))
    return made


def _standing_alone(text: str) -> str:
    """Without citations and without the word that ties it to the sentence before."""
    text = _CITATION.sub("", text)
    text = regex.sub(r"(?<=\p{Ll})- (?=\p{Ll})", "", text)
    if opener := _OPENERS.match(text):
        text = text[opener.end() :]
        text = text[:1].upper() + text[1:]
    return text.strip()


def _is_whole(text: str) -> bool:
    """Whether it is a sentence that can be read without anything around it."""
    if (
        not LENGTH_LEAST <= len(text) <= LENGTH_MOST
        or text[-1] not in '.!?…”"»。！？'
        or _USELESS.search(text)
        or _NO_PROSE.search(text)
        or _PART_OF_WHOM.match(text)
    ):
        return False
    letters = len(regex.findall(r"\p{L}", text))
    if letters < 0.6 * len(text.replace(" ", "")) or text.count("(") != text.count(")"):
        return False
    return bool(regex.match(r"[\p{Lu}\p{Lo}\d“\"„«¿¡$€£]", text)) and not text.isupper()


def _kinds(parsed: Statement) -> frozenset[FactKind]:
    text = parsed.text
    told = {token.text.casefold() for token in parsed.plain}
    found: set[FactKind] = set()
    if _figure(parsed):
        found.add("number")
    if (_CHANGE.search(text) and len(parsed.quantities) > 1) or told & turning_words() & words("changes"):
        found.add("change")
    if _CONTRAST.search(text):
        found.add("contrast")
    if _QUOTED.search(text):
        found.add("quote")
    if parsed.tokens and parsed.tokens[0].text.casefold() in words("steps"):
        found.add("step")
    if _SUPERLATIVE.search(text):
        found.add("most")
    return frozenset(found or {"plain"})


def _figure(parsed: Statement) -> str:
    """The number that makes one stop, as it is written: a share before an amount, an amount before a year."""
    order = {"percent": 0, "factor": 1, "count": 3, "bare": 4}
    telling = [
        q
        for q in parsed.quantities
        if q.kind in ("percent", "factor")
        or q.kind.startswith("money")
        or (q.kind in ("count", "bare") and q.value >= 1000)
    ]
    if not telling:
        return ""
    best = min(telling, key=lambda q: (order.get(q.kind, 2), q.start))
    if best.kind != "count":
        return best.text.strip()
    noun = regex.match(r"\s+(?:\p{Ll}+\s+){0,1}?\p{Ll}{3,}s\b", parsed.text[best.end :])
    return (best.text + noun.group()).strip() if noun else best.text.strip()


def _distinct(found: list[Fact]) -> list[Fact]:
    seen: dict[str, Fact] = {}
    for fact in found:
        seen.setdefault(regex.sub(r"\W+", " ", fact.text.casefold()), fact)
    return list(seen.values())


def _ranked(found: list[Fact], passages: Sequence[Passage], query: str, known: Mapping[str, Statement]) -> list[Fact]:
    parsed = [known[fact.text] for fact in found]
    holders = Counter(stem for one in parsed for stem in one.stems)
    total = len(found) + 1
    wanted = statement(query).stems if query else frozenset[str]()

    def worth(fact: Fact, one: Statement) -> float:
        weights = [math.log(1 + holders[stem]) for stem in one.stems]
        central = sum(weights) / (len(weights) * math.log(1 + total)) if weights else 0.0
        near = sum(math.log(1 + total / holders[stem]) for stem in one.stems & wanted)
        length = 1.0 if 50 <= len(fact.text) <= 190 else 0.5
        kinds = (
            0.8 * ("number" in fact.kinds) + 0.5 * ("change" in fact.kinds) + 0.3 * bool(fact.kinds & {"most", "quote"})
        )
        named = 0.3 * bool(one.names)
        weight = float(getattr(passages[fact.passage], "weight", 0.0) or 0.0)
        return central + length + kinds + named + weight + 1.5 * near

    valued = [replace(fact, worth=round(worth(fact, one), 6)) for fact, one in zip(found, parsed, strict=True)]
    return sorted(valued, key=lambda fact: (-fact.worth, fact.passage, fact.place))


def _says_something(heading: str) -> bool:
    heading = heading.strip()
    plain = regex.sub(r"^[\d.\s]+|[:.]$", "", heading).strip().casefold()
    return (
        4 <= len(heading) <= 80
        and plain not in _EMPTY_HEADINGS
        and not heading.endswith((",", ";"))
        and len(plain.split()) <= 10
    )
