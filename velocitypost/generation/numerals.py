"""Reads the numbers of a text, however they are written: "48,200", "2,4 Mio. €", "a third", "twice a week"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from velocitypost.generation.lexicon import table, words
from velocitypost.generation.quantities import Bound, Quantity
from velocitypost.generation.stems import folded, says_something, stem, tokens

_BOUNDS: dict[str, Bound] = {"about": "about", "nearly": "nearly", "more": "more", "less": "less"}
_SPACES = " \u00a0\u202f\u2009"
_FIGURE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}.,:/_#@\-])(?P<currency>(?:US)?[$€£¥₹]\s?|(?:EUR|USD|GBP|CHF)\s)?"
    rf"(?P<figure>\d{{1,3}}(?:[,.’'{_SPACES}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?!(?:st|nd|rd|th)\b)(?![\d:/]\d)(?P<glued>(?:bn|mn|k|m)\b)?"
)
_CLOCK = regex.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)|(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])",
    regex.IGNORECASE,
)
# "twenty-two", but only the "two" of "two-year".
_NUMERAL = regex.compile(r"(?<!\p{L}-)\p{L}[\p{L}\p{M}]*(?:-(?:one|two|three|four|five|six|seven|eight|nine)\b)?")
_AFTER = regex.compile(
    rf"[{_SPACES}\n]*-?(?P<word>km/h|m²|[%‰$€£¥₹°][CFcf]?(?!\p{{L}})|\p{{L}}[\p{{L}}\p{{M}}]*(?:-\p{{L}}+)*)(?P<dot>\.(?=[{_SPACES}][\p{{L}}€$£]))?"
)
_PER = regex.compile(
    r"\s*(?:(?P<sign>/)|(?:(?P<any>per|pro|par|por)|(?P<article>an?|each|every|im|al|le|la|à\sl['’]|the))\s)\s*(?P<word>(?:square\s)?\p{L}+)",
    regex.IGNORECASE,
)
# "two sessions a week"
_PER_AFTER_NOUN = regex.compile(
    r"\s+\p{L}+(?:\s\p{L}+)?\s+(?:an?|per|each|every)\s+(?P<word>\p{L}+)\b", regex.IGNORECASE
)
_RANGE = regex.compile(
    r"\s*(?:to|and|or|–|-|bis|und|oder|à|et|ou|y|o|a|e|against|instead of|statt|compared with)\s*$", regex.IGNORECASE
)
_TIMES = frozenset({"times", "mal", "fois", "veces", "volte", "vezes", "fach"})
_PART_OF = regex.compile(
    r"\s*(?:$|[.,;:!?)]|(?:of|the|were|was|are|is|more|less|fewer|higher|lower|as|der|des|de|d['’]|du|dei|delle|das|dos)\b)",
    regex.IGNORECASE,
)
_CHANGED_BY = regex.compile(r"\b(?:by|um|de|del|di|em)\s+(?:\p{L}+\s+)?(?:an?|ein|un|uno|um)?\s*$", regex.IGNORECASE)
_OUT_OF = regex.compile(r"(?:in|out of|of|von|sur|de cada|su|em cada)\s", regex.IGNORECASE)
_HALF_OF_A_PERIOD = regex.compile(
    r"\b(?:first|second|other|better|erste[nr]?|zweite[nr]?|last|next)\s+$", regex.IGNORECASE
)


def quantities(text: str, taken: tuple[tuple[int, int], ...] = ()) -> list[Quantity]:
    """The quantities of `text` in order; `taken` are places that are something else, such as dates."""
    found: list[Quantity] = []
    occupied = list(taken)
    for reader in (_clocks, _figures, _factors, _fractions, _spelled):
        for quantity in reader(text, occupied):
            found.append(quantity)
            occupied.append((quantity.start, quantity.end))
    found.sort(key=lambda quantity: quantity.start)
    return _inherited(text, found)


def _figures(text: str, occupied: list[tuple[int, int]]) -> list[Quantity]:
    found = []
    for match in _FIGURE.finditer(text):
        if _overlaps(match.span(), occupied):
            continue
        readings, places = _read(match["figure"])
        found.append(
            _measured(text, match.start(), match.end(), readings, places, match["currency"] or "", match["glued"] or "")
        )
    return found


def _spelled(text: str, occupied: list[tuple[int, int]]) -> list[Quantity]:
    magnitudes = _magnitudes()
    found = []
    position = 0
    while match := _NUMERAL.search(text, position):
        position = match.end()
        value = _numeral(match.group())
        article = match.group().lower() in ("a", "one", "eine", "ein", "un", "une", "una", "uno", "um")
        if value is None and not article:
            continue
        end = match.end()
        if article:
            following = regex.compile(rf"[{_SPACES}]+(\p{{L}}+)").match(text, end)
            if not following or following[1].lower() not in magnitudes or len(following[1]) < 3:
                continue
            value = 1.0
        if _overlaps((match.start(), end), occupied):
            continue
        quantity = _measured(text, match.start(), end, (value or 0.0,), 0, "", "")
        if half := regex.compile(r"\s+and a half\b", regex.IGNORECASE).match(text, end):
            quantity = _measured(text, match.start(), half.end(), ((value or 0.0) + 0.5,), 1, "", "")
        found.append(quantity)
        position = max(position, quantity.end)
    if periods := regex.search(r"\b(?:a|one)\s+(year|month|week|day|hour)(\s+and a half)?\b", text, regex.IGNORECASE):
        before = text[: periods.start()].rstrip()
        alone = periods[2] or not regex.search(r"(?:\d|%|\p{L}s|percent|times|once|euros?|on average)$", before)
        if alone and not _overlaps(periods.span(), [*occupied, *((q.start, q.end) for q in found)]):
            kind, unit = _measure_of(periods[1]) or ("time", 1.0)
            value = 1.5 if periods[2] else 1.0
            if periods[2] or regex.search(
                r"\b(?:for|over|within|after|of|during|in|lasts?|(?<!\d[^.]{0,12})(?:more|less|longer) than)$",
                before,
                regex.I,
            ):
                found.append(Quantity(*periods.span(), periods.group(), (value * unit,), kind, unit, int(value != 1)))
    return found


def _fractions(text: str, occupied: list[tuple[int, int]]) -> list[Quantity]:
    found = []
    for match in regex.finditer(r"\p{L}[\p{L}\p{M}]*", text):
        share = table("fractions").get(match.group().lower())
        if share is None or _overlaps(match.span(), occupied):
            continue
        before = text[: match.start()]
        if _HALF_OF_A_PERIOD.search(before) or regex.search(r"\band a\s+$", before):
            continue
        plural = regex.search(r"(\p{L}+)[\s-]+$", before)
        times = _numeral(plural[1]) if plural else None
        if not (
            times or _PART_OF.match(text, match.end()) or _CHANGED_BY.search(before) or match.group().lower() == "half"
        ):
            continue
        if regex.match(r"\s+an?\s", text[match.end() :]):
            continue
        start = match.start() - len(plural.group()) if plural and times else match.start()
        found.append(
            _bounded(
                text,
                Quantity(
                    start,
                    match.end(),
                    text[start : match.end()],
                    (float(share) * (times or 1),),
                    "percent",
                    in_words=True,
                ),
            )
        )
    for match in regex.finditer(
        r"\bevery (second|third|fourth|fifth|tenth)\s+(?!time|day|week|month|year)\p{Ll}", text, regex.I
    ):
        name = {"second": "half", "fourth": "quarter"}.get(match[1].lower(), match[1].lower())
        half = float(table("fractions")[name])
        found.append(Quantity(match.start(), match.end(1), match.group()[:-2], (half,), "percent", in_words=True))
    for match in regex.finditer(
        r"(\p{L}+|\d+)\s+(?=(?:in|out of|of|von)\s)(?:in|out of|of|von)\s+(?:every\s+)?(\p{L}+|\d+)(?!\p{L})", text
    ):
        part, whole = (_numeral(word) if not word.isdigit() else float(word) for word in (match[1], match[2]))
        part = 1.0 if match[1].lower() in ("one", "ein", "eine", "einer", "un", "une", "uno", "una", "um") else part
        if (
            part
            and whole in (2, 3, 4, 5, 6, 8, 10, 20, 100, 1000)
            and part < whole
            and not _overlaps(match.span(), occupied)
        ):
            found.append(
                _bounded(text, Quantity(*match.span(), match.group(), (100 * part / whole,), "percent", in_words=True))
            )
    return found


def _factors(text: str, occupied: list[tuple[int, int]]) -> list[Quantity]:
    found = []
    for match in regex.finditer(r"\p{L}[\p{L}\p{M}]*", text):
        factor = table("factors").get(match.group().lower())
        if factor is None or _overlaps(match.span(), occupied):
            continue
        if match.group().lower() in ("once", "twice") and regex.match(
            r"\s+(?:a|per|each|every)\s", text[match.end() :]
        ):
            per, end = _per(text, match.end())
            found.append(Quantity(match.start(), end, text[match.start() : end], (float(factor),), "often", per=per))
            continue
        if match.group().lower() == "once":
            continue
        found.append(_bounded(text, Quantity(*match.span(), match.group(), (float(factor),), "factor")))
    return found


def _clocks(text: str, occupied: list[tuple[int, int]]) -> list[Quantity]:
    found = []
    for match in _CLOCK.finditer(text):
        if _overlaps(match.span(), occupied):
            continue
        if match["half"]:
            hour = int(match["hour"]) % 12 + (12 if match["half"].lower().startswith("p") else 0)
            value = hour + int(match["minute"] or 0) / 60
        else:
            parts = [int(part) for part in match.group().split(":")]
            value = sum(part / 60**place for place, part in enumerate(parts))
        found.append(Quantity(*match.span(), match.group(), (round(value, 6),), "clock"))
    return found


def _measured(
    text: str, start: int, end: int, readings: tuple[float, ...], places: int, currency: str, glued: str
) -> Quantity:
    """The number with its magnitude, its unit and what it is per."""
    unit = 1.0
    if glued:
        unit = _magnitudes()[glued.lower()]
    while word := _AFTER.match(text, end):
        name = word["word"].lower()
        size = _magnitudes().get(name)
        if size is None or (len(name) == 1 and not currency):
            break
        if len(name) == 1 and "-" in word.group():
            break
        unit *= size
        end = word.end("dot") if word["dot"] else word.end()
    kind, size, noun = "bare", 1.0, ""
    if currency:
        kind, size = _measure_of(currency.strip().lower().removeprefix("us")) or ("bare", 1.0)
    elif measure := _unit_after(text, end):
        kind, size, end = measure
    else:
        kind, noun, end = _counted(text, end)
    if kind == "time" and (age := regex.match(r"[\s-]old\b", text[end:])):
        end += age.end()
    per, end = _per(text, end)
    if kind == "count" and (rate := _PER_AFTER_NOUN.match(text, end)) and is_unit(rate["word"].lower()):
        per = stem(rate["word"])
    values = tuple(reading * unit * size for reading in readings)
    made = Quantity(start, end, text[start:end], values, kind, unit * size, places, per, noun)
    return _bounded(text, made)


def _unit_after(text: str, end: int) -> tuple[str, float, int] | None:
    """The unit that follows, with where it ends; two words before one."""
    first = _AFTER.match(text, end)
    if not first:
        return None
    if regex.match(r"of\s|de\s|d['’]", first["word"].lower() + " "):
        second = _AFTER.match(text, first.end())
        first = second or first
    if elided := regex.match(rf"[{_SPACES}]*d['’](?P<word>\p{{L}}+)", text[end:]):
        measure = _measure_of(elided["word"])
        return (*measure, end + elided.end()) if measure else None
    second = _AFTER.match(text, first.end())
    if second and (measure := _measure_of(f"{first['word']} {second['word']}")):
        return *measure, second.end("word")
    measure = _measure_of(first["word"])
    if measure and first["word"].lower() in ("times", "second") and measure[0] != "time":
        return None
    if first["word"].lower() in _TIMES:
        if regex.match(r"\s+(?:a|per|each|every|pro|par|por|am|im)\s", text[first.end() :]):
            return "often", 1.0, first.end()
        return ("factor" if _is_factor(text, end) else "often"), 1.0, first.end()
    return (*measure, first.end("word")) if measure else None


def _is_factor(text: str, end: int) -> bool:
    """Whether "times" multiplies: what happened a million times did not become a million times as much."""
    return not regex.search(r"(?:\d{4,}|\d[.,]\d{3}|thousand|million|billion)\s*$", text[:end])


def _counted(text: str, end: int) -> tuple[str, str, int]:
    """What is counted: the next words that say something, if they come at once."""
    rest = regex.match(r"[^.,;:!?()\n]{0,60}", text[end:])
    following = tokens(rest.group() if rest else "")
    if following and regex.search(r"(?:ed|ing)$", following[0].text):
        return "bare", "", end
    if following and following[0].text.lower() in ("of", "de", "di", "von", "out"):
        return "bare", "", end
    for token in following[:3]:
        if token.is_number or not token.text[0].isalpha():
            break
        if says_something(token):
            return "count", token.stem, end
        if token.text.lower() not in (
            "more",
            "other",
            "new",
            "further",
            "different",
            "neue",
            "weitere",
            "nouveaux",
            "nuevos",
        ):
            break
    return "bare", "", end


def _per(text: str, end: int) -> tuple[str, int]:
    match = _PER.match(text, end)
    if not match:
        return "", end
    word = match["word"].lower().removeprefix("square ")
    if match["article"] and not is_unit(word):
        return "", end
    if match["any"] and match["any"].lower() in ("par", "por") and not is_unit(word):
        return "", end
    if word in ("cent", "ciento", "cento"):
        return "", end
    return stem(word), match.end()


def _bounded(text: str, quantity: Quantity) -> Quantity:
    before = text[max(0, quantity.start - 24) : quantity.start].lower()
    before = regex.sub(r"\b(?:an?|the|its|ein|eine|einem|un|une|uno|una|la|der|die)\s+$", "", before).rstrip()
    after = text[quantity.end : quantity.end + 30].lower()
    for phrase, bound in sorted(table("bounds").items(), key=lambda pair: -len(pair[0])):
        if regex.search(rf"(?<!\p{{L}}){regex.escape(phrase)}$", before):
            return replace(quantity, bound=_BOUNDS[bound])
    return replace(quantity, bound="about") if regex.match(r"\s*(?:\p{L}+\s)?or so\b", after) else quantity


def _inherited(text: str, found: list[Quantity]) -> list[Quantity]:
    """In "from 48 to 75 percent" the first number is a percentage too."""
    made = list(found)
    for place in range(1, len(made)):
        before, here = made[place - 1], made[place]
        if (
            before.per
            and not here.per
            and before.kind == here.kind
            and not regex.search(r"[.;]\s", text[before.end : here.start])
        ):
            made[place] = replace(here, per=before.per)
    for place in range(len(made) - 2, -1, -1):
        here, after = made[place], made[place + 1]
        between = text[here.end : after.start]
        if (
            here.kind == "bare"
            and after.kind not in ("bare", "clock", "factor")
            and _RANGE.search(between)
            and len(between) < 20
        ):
            scale = after.unit if here.unit == 1.0 else here.unit
            readings = tuple(value / here.unit * scale for value in here.readings)
            made[place] = replace(here, readings=readings, kind=after.kind, unit=scale, noun=after.noun, per=after.per)
    return made


def _read(figure: str) -> tuple[tuple[float, ...], int]:
    """The values that the figures may mean, the likelier first, and the decimal places of the first."""
    plain = regex.sub(rf"[’'{_SPACES}]", "", figure)
    separators = regex.findall(r"[.,]", plain)
    if not separators:
        return (float(plain),), 0
    if len(separators) > 1 and len(set(separators)) == 1:
        return (float(plain.replace(separators[0], "")),), 0
    whole, decimals = regex.split(r"[.,](?=\d+$)", plain)
    decimal = float(f"{whole.replace('.', '').replace(',', '')}.{decimals}")
    if len(decimals) == 3 and len(separators) == 1 and len(whole) <= 3 and whole != "0":
        # A comma before three figures parts thousands; a dot may be either.
        return ((float(whole + decimals),) if separators[0] == "," else (float(whole + decimals), decimal)), 0
    return (decimal,), len(decimals)


def _numeral(word: str) -> float | None:
    parts = word.lower().split("-")
    values = [table("numerals").get(part) or table("numerals").get(_unaccented(part)) for part in parts]
    if any(value is None for value in values):
        return float(values[0] or 0) + 1 if len(parts) == 2 and values[0] and parts[1] == "one" else None
    return sum(float(value or 0) for value in values)


def _unaccented(word: str) -> str:
    return folded(word)


@cache
def _magnitudes() -> dict[str, float]:
    return {name: float(size) for name, size in table("magnitudes").items()}


@cache
def _measures() -> dict[str, tuple[str, float]]:
    known = {}
    for name, line in table("measures").items():
        kind, size = line.split()
        known[name] = (kind, float(size))
    return known


def _measure_of(name: str) -> tuple[str, float] | None:
    low = name.lower()
    for form in (low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("n"), low.removesuffix("en")):
        if form in _measures():
            return _measures()[form]
    return None


def is_unit(word: str) -> bool:
    """Whether a word is a unit, or what prices and rates are per."""
    return _measure_of(word) is not None or word in words("per_what")


def _overlaps(span: tuple[int, int], occupied: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in occupied)
