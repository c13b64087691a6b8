"""A sentence taken apart for checking: its words, clauses, numbers, dates and names, and what it turns on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import regex

from velocitypost.generation.dates import Date, dates
from velocitypost.generation.lexicon import phrases, words
from velocitypost.generation.names import Name, names
from velocitypost.generation.quantities import Quantity, quantities
from velocitypost.generation.stems import Token, says_something, tokens

_CLAUSE = regex.compile(
    r"(?<!\d),(?!\d)|(?<=\d),(?=\s)|[;:()–—]|\s-\s"
    r"|\b(?:and|but|while|whereas|because|although|though|und|aber|während|weil|et|mais|tandis|y|pero|mientras|ma|mentre|mas|"
    r"enquanto)\b",
    regex.IGNORECASE,
)
Anchor = Quantity | Date | Name


@dataclass(frozen=True)
class Clause:
    """A part of a sentence that says one thing, by its place in the sentence."""

    start: int
    end: int


@dataclass(frozen=True)
class Statement:
    """A sentence and everything in it that can be compared."""

    text: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    names: tuple[Name, ...]
    clauses: tuple[Clause, ...]
    passage: int = -1
    place: int = -1
    _content: dict[int, list[Token]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that say something and are no part of a number, a unit or a date."""
        taken = [(one.start, one.end) for one in (*self.quantities, *self.dates)]
        return tuple(
            token
            for token in self.tokens
            if says_something(token) and not any(start <= token.start < end for start, end in taken)
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.content)

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset(token.text.casefold() for token in self.tokens)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        return (*self.quantities, *self.dates, *self.names)

    def clause_of(self, place: int) -> int:
        """The number of the clause in which this place lies."""
        for number, clause in enumerate(self.clauses):
            if place < clause.end:
                return number
        return len(self.clauses) - 1

    def within(self, clause: Clause) -> list[Token]:
        return [token for token in self.tokens if clause.start <= token.start < clause.end]


def statement(text: str, *, passage: int = -1, place: int = -1) -> Statement:
    """`text`, one sentence, taken apart."""
    found_dates = [date for date in dates(text)]
    taken = tuple((date.start, date.end) for date in found_dates)
    numbers = quantities(text, taken)
    occupied = [*taken, *((number.start, number.end) for number in numbers)]
    return Statement(
        text,
        tuple(tokens(text)),
        tuple(numbers),
        tuple(found_dates),
        tuple(names(text, occupied)),
        tuple(_clauses(text)),
        passage,
        place,
    )


def is_negative(found: list[Token]) -> bool:
    """Whether these words deny: an odd number of denials, as "not without" is none."""
    count = 0
    for token in found:
        word = token.text.casefold()
        if word in words("negations") or word.endswith(("n't", "n’t")):
            count += 1
    texts = [token.text.casefold() for token in found]
    # "no longer" counts once, and "no later than" not at all.
    for before, after in zip(texts, texts[1:], strict=False):
        if before in ("no", "not") and after == "longer":
            count -= 1
        if before in ("no", "not") and after in ("more", "less", "later", "fewer", "earlier", "only", "just"):
            count -= 1
    if "longer" in texts and "no" not in texts and "not" not in texts:
        count -= texts.count("longer")
    return count % 2 == 1


def _clauses(text: str) -> Iterator[Clause]:
    start = 0
    for match in _CLAUSE.finditer(text):
        if regex.search(r"\p{L}|\d", text[start : match.start()]):
            yield Clause(start, match.end())
            start = match.end()
    yield Clause(start, len(text) + 1)


def opposites() -> list[tuple[frozenset[str], frozenset[str]]]:
    """The pairs of `words/opposites.txt`."""
    pairs = []
    for line in phrases("opposites"):
        left, right = line.split("=")
        pairs.append((frozenset(left.split()), frozenset(right.split())))
    return pairs
