"""More or less than at an earlier time: what two numbers say of it that stand in neighbouring sentences of the source.

"The year before it had been 8.1 tonnes" tells, after "6.2 tonnes", that it was less than the year before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from velocitypost.generation.claims import Statement, is_negative
from velocitypost.generation.lexicon import phrases
from velocitypost.generation.quantities import Quantity
from velocitypost.generation.stems import stem

_PERIOD = r"(?:year|month|week|season|decade|quarter|term|edition)"
_WHEN = rf"""
    (?: in\s+(?P<year>(?:19|20)\d\d)
      | (?P<ago>\p{{L}}+|\d+)\s+(?P<unit>{_PERIOD}|day)s?\s+(?:ago|earlier|before)
      | (?:(?:the|a|one)\s+)?(?:last|previous|preceding)\s+(?P<last>{_PERIOD})
      | (?:the|a|one)\s+(?P<before>{_PERIOD})\s+(?:before|earlier|ago)
    )\b
"""
_SAID = regex.compile(
    rf"\b(?:than|since|compared\s+(?:with|to)|as\s+against|over)\s+(?:that\s+of\s+)?{_WHEN}", regex.VERBOSE | regex.I
)
_TOLD = regex.compile(_WHEN, regex.VERBOSE | regex.IGNORECASE)
_MEASURES = frozenset({"time", "clock"})
_TIMES = frozenset(
    map(stem, ("year", "month", "week", "season", "decade", "quarter", "ago", "before", "earlier", "last", "previous"))
)


def turned_since(said: Statement, related: Sequence[Statement]) -> str:
    """The word that says the opposite of what the source's numbers give for then and now; empty where none does."""
    compared = _SAID.search(said.text)
    if compared is None or is_negative(said.plain) or (rising := _direction(said)) is None:
        return ""
    word, up = rising
    for now, then in _pairs(related):
        when = _TOLD.search(then.text)
        if when is None or _moment(when) != _moment(compared) or not _of_the_same(said, now, then):
            continue
        if _direction(now) or _direction(then):
            continue
        verdicts = {one.value > other.value for one, other in _measured(now, then) if one.value != other.value}
        if verdicts == {not up}:
            return word
    return ""


def _pairs(related: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Each sentence with those shortly before it in its passage."""
    for then in related:
        for now in related:
            if now.passage == then.passage and 0 < then.place - now.place <= 2:
                yield now, then


def _measured(now: Statement, then: Statement) -> Iterator[tuple[Quantity, Quantity]]:
    """Numbers of the same measure, where the later sentence has one number alone."""
    thens = [one for one in then.quantities if one.kind not in _MEASURES]
    if len(thens) != 1:
        return
    for one in now.quantities:
        if one.kind == thens[0].kind and one.per == thens[0].per:
            yield one, thens[0]


def _of_the_same(said: Statement, now: Statement, then: Statement) -> bool:
    turning = {stem(word) for side in _sides() for word in side}
    wanted = said.stems - turning - _TIMES
    return bool(wanted) and len(wanted & (now.stems | then.stems)) >= 0.5 * len(wanted)


def _direction(one: Statement) -> tuple[str, bool] | None:
    """The word that says more or less, and whether it is more; None where there is none, or both."""
    up, down = _sides()
    found = [token.text.casefold() for token in one.plain]
    ups, downs = [word for word in found if word in up], [word for word in found if word in down]
    if bool(ups) == bool(downs):
        return None
    return (ups or downs)[0], bool(ups)


def _sides() -> tuple[frozenset[str], frozenset[str]]:
    change, amount = (line.split("=") for line in list(phrases("opposites"))[:2])
    return frozenset((change[0] + amount[0]).split()), frozenset((change[1] + amount[1]).split())


def _moment(match: regex.Match[str]) -> tuple[str, str]:
    """A year by its number, and what lies so long ago by how long."""
    if year := match["year"]:
        return year, ""
    if match["ago"] and match["ago"].casefold() not in ("a", "one", "the"):
        return match["ago"].casefold(), match["unit"].casefold()
    return "1", (match["unit"] or match["last"] or match["before"]).casefold()
