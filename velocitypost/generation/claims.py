"""A sentence taken apart for checking: its words, clauses, numbers, dates and names, and what it turns on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from velocitypost.generation.dates import Date, dates
from velocitypost.generation.lexicon import any_of, words
from velocitypost.generation.names import Name, names
from velocitypost.generation.numerals import quantities
from velocitypost.generation.quantities import Quantity
from velocitypost.generation.stems import Token, says_something, tokens
from velocitypost.generation.units import is_unit

_CLAUSE = regex.compile(
    rf"(?<!\d),(?!\d)|(?<=\d),(?=\s)|[;:()–—]|\s-\s|{any_of('clause_words').pattern}", regex.IGNORECASE
)
# So far before a number what bounds it may stand.
_BEFORE = 24
_DECIDES = ("advis", "recommend", "warn", "decid", "vot", "argu", "spoke")
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

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that say something and are no part of a number, a unit or a date."""
        taken = [(one.start, one.end) for one in self.quantities] + [(one.start, one.end) for one in self.dates]
        return tuple(token for token in self.tokens if says_something(token) and not _inside(token, taken))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.content)

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset(token.text.casefold() for token in self.tokens)

    @cached_property
    def plain(self) -> tuple[Token, ...]:
        """The words outside of dates and of what bounds a number: "May" is no "may", "more than 40" no "more"."""
        dates = [(one.start, one.end) for one in self.dates]
        bounds = [(one.start - _BEFORE, one.start) for one in self.quantities if one.bound != "exact"]

        def counts(token: Token) -> bool:
            bounding = token.text.casefold() in words("bounding")
            return not _inside(token, dates) and not (bounding and _inside(token, bounds))

        return tuple(token for token in self.tokens if counts(token))

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
        """The plain words of a clause."""
        return [token for token in self.plain if clause.start <= token.start < clause.end]


def statement(text: str, *, passage: int = -1, place: int = -1) -> Statement:
    """`text`, one sentence, taken apart."""
    found_dates = dates(text)
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


def is_negative(found: Sequence[Token], *, verbs_only: bool = False) -> bool:
    """Whether these words deny: an odd number of denials, as "not without" is none.

    `verbs_only` leaves out "without", which denies a thing and not what is told of it.
    """
    texts = [token.text.casefold() for token in found]
    count = 0
    for place, word in enumerate(texts):
        following = texts[place + 1] if place + 1 < len(texts) else ""
        if word in ("no", "not") and following in ("later", "earlier", "only", "just", "least"):
            continue
        if verbs_only and word in words("without"):
            continue
        if word in words("second_of_two") and words("first_of_two") & set(texts[:place]):
            continue
        if word in words("negations") or word.endswith(("n't", "n’t")):
            count += 1
        if word == "against" and place and texts[place - 1].startswith(_DECIDES):
            count += 1
    return count % 2 == 1


def _inside(token: Token, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in places)


def _clauses(text: str) -> Iterator[Clause]:
    """Parts between commas and conjunctions; what is too short to say a thing of its own goes with the part before."""
    bounds = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text) + 1]
    starts = [0]
    for start, end in pairwise(bounds):
        if start and _says_a_thing(text[start:end]) and _says_a_thing(text[starts[-1] : start]):
            starts.append(start)
    for start, end in pairwise([*starts, len(text) + 1]):
        yield Clause(start, end)


def _says_a_thing(piece: str) -> bool:
    found = tokens(piece)
    content = sum(says_something(token) and (not is_unit(token.text) or token.text == "second") for token in found)
    numbers = sum(token.is_number for token in found)
    denials = sum(token.text.casefold() in words("negations") for token in found)
    return content >= 2 or content + numbers >= 2 or (content == 1 and denials > 0)
