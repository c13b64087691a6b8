"""Ranks of things: "the second plant", "das zweite Werk", "la deuxième usine"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from velocitypost.generation.claims import Statement
from velocitypost.generation.lexicon import table
from velocitypost.generation.stems import says_something

_FIGURE = regex.compile(r"(\d{1,2})(?:st|nd|rd|th)", regex.IGNORECASE)
# "third-largest", "second hand", "a third of": these rank nothing.
_NO_RANK = frozenset({"largest", "biggest", "hand", "highest", "time", "place", "half"})


@dataclass(frozen=True)
class Rank:
    """What is the how-manieth. `noun` is a stem."""

    text: str
    number: int
    noun: str


def ranks(one: Statement) -> list[Rank]:
    """The ranks of a sentence: an ordinal right before what it counts."""
    found = []
    for place, match in enumerate(matches := list(regex.finditer(r"[\p{L}\p{N}]+", one.text))):
        number = _number(match.group())
        following = matches[place + 1] if place + 1 < len(matches) else None
        if number is None or following is None or one.text[match.end() : following.start()] != " ":
            continue
        if any(date.start <= match.start() < date.end for date in one.dates):
            continue
        token = next((token for token in one.content if token.start == following.start()), None)
        if token is None or token.text.casefold() in _NO_RANK or not says_something(token):
            continue
        found.append(Rank(f"{match.group()} {token.text}", number, token.stem))
    return found


def ranked_otherwise(said: Sequence[Rank], source: Iterable[Rank]) -> str:
    """The rank that the source gives to something else only; empty where there is none."""
    known = list(source)
    for rank in said:
        of_it = {other.number for other in known if other.noun == rank.noun}
        if of_it and rank.number not in of_it:
            return rank.text
    return ""


def _number(word: str) -> int | None:
    if figure := _FIGURE.fullmatch(word):
        return int(figure[1])
    told = table("ordinals").get(word.casefold())
    return int(told) if told else None
