"""Shares and factors in words: "a third", "six in ten", "every second", "twice", "doubled"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import regex

from velocitypost.generation.lexicon import table
from velocitypost.generation.quantities import Quantity
from velocitypost.generation.units import per_after

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_PART_OF = regex.compile(
    r"\s*(?:$|[.,;:!?)]|(?:of|the|were|was|are|is|more|less|fewer|higher|lower|as|der|des|de|d['’]|du|dei|delle|das|dos)\b)",
    regex.IGNORECASE,
)
_CHANGED_BY = regex.compile(r"\b(?:by|um|de|del|di|em)\s+(?:\p{L}+\s+)?(?:an?|ein|un|uno|um)?\s*$", regex.IGNORECASE)
# "the second half of 2025", "a year and a half"
_NO_SHARE = regex.compile(
    r"\b(?:first|second|other|better|erste[nr]?|zweite[nr]?|last|next|and a)\s+$", regex.IGNORECASE
)
_EVERY = regex.compile(
    r"\bevery (second|third|fourth|fifth|tenth)(?=\s+(?!time|day|week|month|year)\p{Ll})", regex.IGNORECASE
)
_EACH = regex.compile(
    r"\bjede[rsmn]?\s+(zweit|dritt|viert|fünft|zehnt)e[rsmn]?\b(?!\s+(?:Tag|Woche|Monat|Jahr|Stunde))", regex.IGNORECASE
)
_IN = regex.compile(r"(\p{L}+|\d+)\s+(?:in|out of|of|von|sur|su|de cada|em cada)\s+(?:every\s+)?(\p{L}+|\d+)(?!\p{L})")
# "un client sur quatre"
_AMONG = regex.compile(r"\b(une?|uno|\d+|\p{L}+)\s+\p{Ll}{3,}\s+(?:sur|su)\s+(\p{L}+|\d+)(?!\p{L})")
# "una cuarta parte"
_A_PART = regex.compile(r"\b(tercera|cuarta|quinta|décima|terza|quarta|decima|terça)\s+parte\b", regex.IGNORECASE)
_PARTS = {
    "tercera": 100 / 3,
    "terza": 100 / 3,
    "terça": 100 / 3,
    "cuarta": 25.0,
    "quarta": 25.0,
    "quinta": 20.0,
    "décima": 10.0,
    "decima": 10.0,
}
_EACH_OF = {"zweit": 50.0, "dritt": 100 / 3, "viert": 25.0, "fünft": 20.0, "zehnt": 10.0}
_ONE = frozenset({"one", "ein", "eine", "einer", "un", "une", "uno", "una", "um"})
_WHOLES = (2, 3, 4, 5, 6, 8, 10, 20, 100, 1000)
# "fünfundachtzig", "quatre-vingt-cinq", "vingt et un", "soixante-quinze"
_ONE_AND_TENS = regex.compile(r"(?P<ones>\p{L}{3,6}?)und(?P<tens>\p{L}+)")
_TENS_AND_ONE = regex.compile(
    r"(?P<tens>vingt|trente|quarante|cinquante|soixante|quatre-vingt)(?:-|-et-| et )(?P<ones>\p{L}+)"
)
_OFTEN = regex.compile(r"\s+(?:a|per|each|every)\s")


def shares(text: str) -> Iterator[Quantity]:
    """The shares of a whole, in percent. In words they are rounded by nature."""
    for match in _WORD.finditer(text):
        share = table("fractions").get(match.group().lower())
        if share is None or not _is_share(text, match):
            continue
        before = regex.search(r"(\p{L}+)[\s-]+$", text[: match.start()])
        times = numeral(before[1]) if before else None
        start = match.start() - len(before.group()) if before and times else match.start()
        yield _share(text, start, match.end(), float(share) * (times or 1))
    for match in _EVERY.finditer(text):
        name = {"second": "half", "fourth": "quarter"}.get(match[1].lower(), match[1].lower())
        yield _share(text, match.start(), match.end(), float(table("fractions")[name]))
    for match in _EACH.finditer(text):
        yield _share(text, match.start(), match.end(), _EACH_OF[match[1].lower()])
    for match in _A_PART.finditer(text):
        yield _share(text, match.start(), match.end(), _PARTS[match[1].lower()])
    for match in (*_IN.finditer(text), *_AMONG.finditer(text)):
        part, whole = (float(word) if word.isdigit() else numeral(word) for word in match.groups())
        part = 1.0 if match[1].lower() in _ONE else part
        if part and whole in _WHOLES and part < whole:
            yield _share(text, match.start(), match.end(), 100 * part / whole)


def factors(text: str) -> Iterator[Quantity]:
    """How many times as much, or how often."""
    for match in _WORD.finditer(text):
        word = match.group().lower()
        factor = table("factors").get(word)
        if factor is None:
            continue
        if word in ("once", "twice") and _OFTEN.match(text, match.end()):
            per, end = per_after(text, match.end())
            yield Quantity(match.start(), end, text[match.start() : end], (float(factor),), "often", per=per)
        elif word != "once":
            yield Quantity(*match.span(), match.group(), (float(factor),), "factor")


def numeral(word: str) -> float | None:
    """The value of a number in words, such as "twenty-two"; None for any other word."""
    known, low = table("numerals"), word.lower()
    if low in known:
        return float(known[low])
    if german := _ONE_AND_TENS.fullmatch(low):
        return _together(known, german["ones"], german["tens"])
    if french := _TENS_AND_ONE.fullmatch(low):
        return _together(known, french["ones"], french["tens"])
    first, _, rest = low.partition("-")
    if first not in known or (rest and rest not in known and rest != "one"):
        return None
    return float(known[first]) + (1.0 if rest == "one" else float(known.get(rest, 0)))


def _together(known: Mapping[str, str], ones: str, tens: str) -> float | None:
    one = 1.0 if ones in _ONE or ones == "une" else float(known.get(ones, 0))
    return float(known[tens]) + one if tens in known and 0 < one < 20 else None


def _is_share(text: str, match: regex.Match[str]) -> bool:
    before = text[: match.start()]
    if _NO_SHARE.search(before) or regex.match(r"\s+an?\s", text[match.end() :]):
        return False
    told = regex.search(r"(\p{L}+)[\s-]+$", before)
    counted = told is not None and numeral(told[1]) is not None
    is_half = match.group().lower() == "half"
    return counted or is_half or bool(_PART_OF.match(text, match.end()) or _CHANGED_BY.search(before))


def _share(text: str, start: int, end: int, percent: float) -> Quantity:
    return Quantity(start, end, text[start:end], (percent,), "percent", in_words=True)
