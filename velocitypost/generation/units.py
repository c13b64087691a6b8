"""What stands after a number: magnitudes, units, and what a price or a rate is per."""

from __future__ import annotations

from functools import cache

import regex

from velocitypost.generation.lexicon import table, words
from velocitypost.generation.stems import says_something, stem, tokens

SPACES = " \u00a0\u202f\u2009"
_SYMBOL = r"km/h|m²|[%‰$€£¥₹°][CFcf]?(?!\p{L})"
_AFTER = regex.compile(
    rf"[{SPACES}\n]*-?(?P<word>{_SYMBOL}|\p{{L}}[\p{{L}}\p{{M}}]*(?:-\p{{L}}+)*)(?P<dot>\.(?=[{SPACES}][\p{{L}}€$£]))?"
)
_PER = regex.compile(
    r"\s*(?:(?P<sign>/)|(?:(?P<any>per|pro|par|por)|(?P<article>an?|each|every|im|al|le|la|à\sl['’]|the))\s)\s*"
    r"(?P<word>(?:square\s)?\p{L}+)",
    regex.IGNORECASE,
)
# "two sessions a week"
_PER_AFTER_NOUN = regex.compile(r"\s+\p{L}+(?:\s\p{L}+)?\s+(?:an?|per|each|every)\s+(\p{L}+)\b", regex.IGNORECASE)
_HOW_OFTEN = regex.compile(r"\s+(?:a|per|each|every|pro|par|por|am|im)\s", regex.IGNORECASE)
_MANY = regex.compile(r"(?:\d{4,}|\d[.,]\d{3}|thousand|million|billion)\s*$")
_TIMES = frozenset({"times", "mal", "fois", "veces", "volte", "vezes", "fach"})
_BEFORE_WHAT_IS_COUNTED = {"more", "other", "new", "further", "different", "neue", "weitere", "nouveaux", "nuevos"}


def magnitude_after(text: str, end: int, *, money: bool) -> tuple[float, int]:
    """What the words after a number multiply it by, such as "million", and where they end.

    A single letter is a magnitude after an amount of `money` only: "£7.3 m", but "25 m" are metres.
    """
    size = 1.0
    while word := _AFTER.match(text, end):
        name = word["word"].lower()
        times = magnitudes().get(name)
        if times is None or (len(name) == 1 and (not money or "-" in word.group())):
            break
        size *= times
        end = word.end("dot") if word["dot"] else word.end()
    return size, end


def unit_after(text: str, end: int) -> tuple[str, float, int] | None:
    """The unit that follows: what it measures, how much of the base unit it is, and where it ends."""
    if elided := regex.match(rf"[{SPACES}]*d['’](?P<word>\p{{L}}+)", text[end:]):
        measure = measure_of(elided["word"])
        return (*measure, end + elided.end()) if measure else None
    first = _AFTER.match(text, end)
    if first and first["word"].lower() in ("of", "de"):
        first = _AFTER.match(text, first.end())
    if not first:
        return None
    second = _AFTER.match(text, first.end())
    if second and (measure := measure_of(f"{first['word']} {second['word']}")):
        return *measure, second.end("word")
    if first["word"].lower() in _TIMES:
        # What happened a million times did not become a million times as much.
        often = _HOW_OFTEN.match(text, first.end()) or _MANY.search(text[:end])
        return "often" if often else "factor", 1.0, first.end()
    measure = measure_of(first["word"])
    return (*measure, first.end("word")) if measure else None


def counted_after(text: str, end: int) -> str:
    """The stem of what is counted: the next word that says something, if it comes at once; else empty."""
    rest = regex.match(r"[^.,;:!?()\n]{0,60}", text[end:])
    following = tokens(rest.group() if rest else "")
    if not following or regex.search(r"(?:ed|ing)$", following[0].text):
        return ""
    for token in following[:3]:
        if says_something(token):
            return token.stem
        if token.text.lower() not in _BEFORE_WHAT_IS_COUNTED:
            break
    return ""


def per_after(text: str, end: int) -> tuple[str, int]:
    """What a price or a rate is per, as a stem, and where that ends; empty where nothing says."""
    match = _PER.match(text, end)
    if not match:
        return "", end
    word = match["word"].lower().removeprefix("square ")
    unsure = match["article"] or (match["any"] or "").lower() in ("par", "por")
    if word in ("cent", "ciento", "cento") or (unsure and not is_unit(word)):
        return "", end
    return stem(word), match.end()


def per_after_noun(text: str, end: int) -> str:
    """As `per_after`, where what is counted stands between."""
    match = _PER_AFTER_NOUN.match(text, end)
    return stem(match[1]) if match and is_unit(match[1].lower()) else ""


def is_unit(word: str) -> bool:
    """Whether a word is a unit, or what prices and rates are per."""
    return measure_of(word) is not None or word in words("per_what")


def measure_of(name: str) -> tuple[str, float] | None:
    """What a unit measures, and how much of the base unit it is."""
    low = name.lower()
    forms = (low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("n"), low.removesuffix("en"))
    return next((_measures()[form] for form in forms if form in _measures()), None)


@cache
def magnitudes() -> dict[str, float]:
    """Words and letters that multiply the number before them."""
    return {name: float(size) for name, size in table("magnitudes").items()}


@cache
def _measures() -> dict[str, tuple[str, float]]:
    lines = ((name, line.split()) for name, line in table("measures").items())
    return {name: (kind, float(size)) for name, (kind, size) in lines}
