"""Reads the numbers of a text, however they are written: "48,200", "2,4 Mio. €", "a third", "twice a week"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from velocitypost.generation.lexicon import table
from velocitypost.generation.quantities import Bound, Quantity
from velocitypost.generation.shares import factors, numeral, shares
from velocitypost.generation.units import (
    SPACES,
    counted_after,
    magnitude_after,
    magnitudes,
    measure_of,
    per_after,
    per_after_noun,
    unit_after,
)

_BOUNDS: dict[str, Bound] = {"about": "about", "nearly": "nearly", "more": "more", "less": "less"}
_FIGURE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.,:/_#@\-])(?P<currency>(?:US)?[$€£¥₹]\s?|(?:EUR|USD|GBP|CHF|NOK|SEK|DKK)\s)?"
    rf"(?P<figure>\d{{1,3}}(?:[,.’'{SPACES}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?!(?:st|nd|rd|th)\b)(?![\d:/]\d)(?P<glued>(?:bn|mn|k|m)\b)?"
)
_CLOCK = regex.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)"
    r"|(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])",
    regex.IGNORECASE,
)
# "twenty-two", but only the "two" of "two-year".
_IN_WORDS = regex.compile(
    r"(?<!\p{L}-)(?:(?:vingt|trente|quarante|cinquante|soixante|quatre-vingt)(?:s\b|(?:-et|-| et)[- ]?\p{L}+)"
    r"|\p{L}[\p{L}\p{M}]*(?:-(?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
)
_ARTICLE = frozenset({"a", "one", "eine", "ein", "un", "une", "una", "uno", "um"})
_AND_A_HALF = regex.compile(r"\s+and a half\b", regex.IGNORECASE)
_PERIOD = regex.compile(r"\b(?:a|one)\s+(year|month|week|day|hour)(\s+and a half)?\b", regex.IGNORECASE)
_LASTS = regex.compile(
    r"\b(?:for|over|within|after|of|during|in|lasts?|(?<!\d[^.]{0,12})(?:more|less|longer) than)$", regex.IGNORECASE
)
_RATE = regex.compile(r"(?:\d|%|\p{L}s|percent|times|once|euros?|on average)$")
_RANGE = regex.compile(
    r"\s*(?:to|and|or|–|-|bis|und|oder|à|et|ou|y|o|a|e|against|instead of|statt|compared with)\s*$", regex.IGNORECASE
)
_ARTICLES_BEFORE = regex.compile(r"\b(?:an?|the|its|ein|eine|einem|un|une|uno|una|la|der|die)\s+$")


def quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of `text` in order; `taken` are places that are something else, such as dates."""
    found: list[Quantity] = []
    occupied = list(taken)
    for reader in (_clocks, _figures, factors, shares, _in_words, _periods):
        for quantity in reader(text):
            if not any(quantity.start < end and start < quantity.end for start, end in occupied):
                found.append(_bounded(text, quantity))
                occupied.append((quantity.start, quantity.end))
    return _inherited(text, sorted(found, key=lambda quantity: quantity.start))


def _figures(text: str) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(text):
        readings, places = _read(match["figure"])
        yield _measured(text, *match.span(), readings, places, match["currency"] or "", match["glued"] or "")


def _in_words(text: str) -> Iterator[Quantity]:
    position = 0
    while match := _IN_WORDS.search(text, position):
        position = match.end()
        value = numeral(match.group())
        if value is None and match.group().lower() in _ARTICLE and _stands_before_a_magnitude(text, match.end()):
            value = 1.0
        if value is None:
            continue
        if half := _AND_A_HALF.match(text, match.end()):
            found = _measured(text, match.start(), half.end(), (value + 0.5,), 1)
        else:
            found = _measured(text, *match.span(), (value,), 0)
        yield found
        position = max(position, found.end)


def _stands_before_a_magnitude(text: str, end: int) -> bool:
    following = regex.match(rf"[{SPACES}]+(\p{{L}}{{3,}})", text[end:])
    return following is not None and following[1].lower() in magnitudes()


def _periods(text: str) -> Iterator[Quantity]:
    """ "for a year", but not the year of "45 pounds a year"."""
    for match in _PERIOD.finditer(text):
        before = text[: match.start()].rstrip()
        if match[2] or (_LASTS.search(before) and not _RATE.search(before)):
            kind, unit = measure_of(match[1]) or ("time", 1.0)
            value, places = (1.5, 1) if match[2] else (1.0, 0)
            yield Quantity(*match.span(), match.group(), (value * unit,), kind, unit, places)


def _clocks(text: str) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(text):
        if match["half"]:
            afternoon = match["half"].lower().startswith("p")
            value = int(match["hour"]) % 12 + 12 * afternoon + int(match["minute"] or 0) / 60
        else:
            value = sum(int(part) / 60**place for place, part in enumerate(match.group().split(":")))
        yield Quantity(*match.span(), match.group(), (round(value, 6),), "clock")


def _measured(
    text: str, start: int, end: int, readings: tuple[float, ...], places: int, currency: str = "", glued: str = ""
) -> Quantity:
    """The number with its magnitude, its unit and what it is per."""
    times, end = magnitude_after(text, end, money=bool(currency))
    times *= magnitudes()[glued.lower()] if glued else 1.0
    kind, size, noun = "bare", 1.0, ""
    if currency:
        kind, size = measure_of(currency.strip().lower().removeprefix("us")) or ("bare", 1.0)
    elif unit := unit_after(text, end):
        kind, size, end = unit
    elif noun := counted_after(text, end):
        kind = "count"
    if kind == "time" and (age := regex.match(r"[\s-]old\b", text[end:])):
        end += age.end()
    per, end = per_after(text, end)
    if kind == "count" and not per:
        per = per_after_noun(text, end)
    values = tuple(reading * times * size for reading in readings)
    return Quantity(start, end, text[start:end], values, kind, times * size, places, per, noun)


def _bounded(text: str, quantity: Quantity) -> Quantity:
    before = _ARTICLES_BEFORE.sub("", text[max(0, quantity.start - 24) : quantity.start].lower()).rstrip()
    if bound := _bounds().search(before):
        return replace(quantity, bound=_BOUNDS[table("bounds")[bound[1]]])
    about = regex.match(r"\s*(?:\p{L}+\s)?or so\b", text[quantity.end : quantity.end + 30], regex.IGNORECASE)
    return replace(quantity, bound="about") if about else quantity


@cache
def _bounds() -> regex.Pattern[str]:
    longest_first = sorted(table("bounds"), key=len, reverse=True)
    return regex.compile(rf"(?<!\p{{L}})({'|'.join(map(regex.escape, longest_first))})$")


def _inherited(text: str, found: list[Quantity]) -> list[Quantity]:
    """In "from 48 to 75 percent" both are percentages, in "8.90 per kilogram to 3.60" both are per kilogram."""
    made = list(found)
    for place in range(1, len(made)):
        before, here = made[place - 1], made[place]
        parted = regex.search(r"[.;]\s", text[before.end : here.start])
        if before.per and not here.per and before.kind == here.kind and not parted:
            made[place] = replace(here, per=before.per)
    for place in range(len(made) - 2, -1, -1):
        here, after = made[place], made[place + 1]
        between = text[here.end : after.start]
        if here.kind != "bare" or after.kind in ("bare", "clock", "factor"):
            continue
        if len(between) < 20 and _RANGE.search(between):
            scale = after.unit if here.unit == 1.0 else here.unit
            readings = tuple(value / here.unit * scale for value in here.readings)
            made[place] = replace(here, readings=readings, kind=after.kind, unit=scale, noun=after.noun, per=after.per)
    return made


def _read(figure: str) -> tuple[tuple[float, ...], int]:
    """The values that the figures may mean, the likelier first, and the decimal places of the first."""
    plain = regex.sub(rf"[’'{SPACES}]", "", figure)
    separators = regex.findall(r"[.,]", plain)
    if not separators:
        return (float(plain),), 0
    if len(separators) > 1 and len(set(separators)) == 1:
        return (float(plain.replace(separators[0], "")),), 0
    whole, decimals = regex.split(r"[.,](?=\d+$)", plain)
    decimal = float(f"{whole.replace('.', '').replace(',', '')}.{decimals}")
    if len(decimals) == 3 and len(separators) == 1 and len(whole) <= 3 and whole != "0":
        # A comma before three figures parts thousands; a dot may be either.
        thousands = float(whole + decimals)
        return ((thousands,) if separators[0] == "," else (thousands, decimal)), 0
    return (decimal,), len(decimals)
