"""Lists of words that ship with the product: `words/*.txt`, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import regex

_PLACE = Path(__file__).with_name("words")


@cache
def words(name: str) -> frozenset[str]:
    """The words of one list, as they stand there. Lines that begin with "# " are remarks."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The lines of one list, in their order."""
    return tuple(_lines(name))


@cache
def any_of(name: str) -> regex.Pattern[str]:
    """Any of the lines of one list as a whole word."""
    longest_first = sorted(phrases(name), key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(regex.escape(line) for line in longest_first)})\b", regex.IGNORECASE)


@cache
def patterns(name: str) -> regex.Pattern[str]:
    """Any of the patterns of one list."""
    return regex.compile("|".join(f"(?:{line})" for line in phrases(name)), regex.IGNORECASE | regex.MULTILINE)


@cache
def table(name: str) -> dict[str, str]:
    """A list of "key = value" lines."""
    pairs = (line.split("=", 1) for line in _lines(name))
    return {key.strip(): value.strip() for key, value in pairs}


def _lines(name: str) -> list[str]:
    lines = (_PLACE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("# ")]
