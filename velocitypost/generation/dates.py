"""Dates in a text, as far as they are given: a day, a month, a quarter, a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from velocitypost.generation.lexicon import table

_MONTHS = "|".join(sorted(table("months"), key=len, reverse=True))
_YEAR = r"(?:1[0-9]|20)\d{2}"
_COUNTED = (
    "%|percent|per cent|prozent|euros?|dollars?|pounds?|people|menschen|personen|personnes|personas|persone|pessoas|"
    r"km|kg|tonnes?|tonnen|m²|square|cubic|lit(?:re|er)s?|met(?:re|er)s?|hours|hectares?|quadratmeter"
)
_TH = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_DE = r"(?:\s(?:of|de|del|di))?"
_FORMS = tuple(
    regex.compile(form, regex.IGNORECASE)
    for form in (
        rf"\b(?P<year>{_YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"\b(?P<day>[0-3]?\d)\.(?P<number>0?[1-9]|1[0-2])\.(?P<year>{_YEAR})\b",
        rf"(?<![\d/])(?P<slashed>\d{{1,2}}/\d{{1,2}})/(?P<year>{_YEAR})(?![\d/])",
        rf"\b(?P<day>[0-3]?\d){_TH}{_DE}\s(?P<month>{_MONTHS})\b\.?(?:,?{_DE}\s(?P<year>{_YEAR})\b)?",
        rf"\b(?P<month>{_MONTHS})\b\.?\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s?(?:{_COUNTED}|million))"
        rf"(?:,?\s(?P<year>{_YEAR})\b)?",
        rf"\b(?P<month>{_MONTHS})\b\.?,?{_DE}\s(?P<year>{_YEAR})\b",
        rf"\b(?:Q(?P<quarter>[1-4])|(?P<ordinal>first|second|third|fourth|last)[\s-]quarter)(?:\s(?:of\s)?(?P<year>{_YEAR}))?\b",
        rf"\b(?P<half>first|second|last)\shalf(?:\sof\s(?P<year>{_YEAR}))?(?=\b)",
        rf"\b(?P<year>{_YEAR})\s?[/–-]\s?(?P<until>\d{{2}}(?:\d{{2}})?)\b",
        rf"(?<![\d.,:/#$€£-])\b(?P<year>{_YEAR})(?:er|s)?\b(?![.,]?\d|\s?(?:{_COUNTED}))",
        rf"\b(?P<month>{_MONTHS})\b",
    )
)
_WEEKDAYS = regex.compile(r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


@dataclass(frozen=True)
class Date:
    """A date as far as it is given. `part` is a quarter ("q2"), a half ("h1") or a day of the week ("sun").

    `unsure` says that day and month may stand the other way round, as in "03/04/2024".
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    unsure: bool = False

    def borne_out_by(self, others: list[Date]) -> bool:
        """Whether everything that it gives is given by the others: the day with its month, the month with its year."""
        if self._borne_out_by(others):
            return True
        return self.unsure and replace(self, day=self.month, month=self.day)._borne_out_by(others)

    def _borne_out_by(self, others: list[Date]) -> bool:
        if self.day is not None and not any(o.day == self.day and o.month == self.month for o in others):
            return False
        if self.month is not None and not any(o.month == self.month for o in others):
            return False
        if self.part and not any(o.part == self.part for o in others):
            return False
        if self.month is not None and self.year is not None and not self._in_its_year(others):
            return False
        return self.year is None or any(o.year == self.year for o in others)

    def _in_its_year(self, others: list[Date]) -> bool:
        """Whether a month of another gives no other year: it gives this one, or leaves it open."""
        years = {o.year for o in others if o.month == self.month and self.day in (None, o.day)}
        return self.year in years or None in years

    def rivals(self, other: Date) -> bool:
        """Whether the other says of the same measure something else."""
        return (
            (self.year is not None and other.year is not None and self.year != other.year)
            or (self.month is not None and other.month is not None and self.month != other.month)
            or (self.day is not None and other.day is not None and self.day != other.day)
        )


def dates(text: str) -> list[Date]:
    """The dates of `text` in order. The year of a range is its first day's too: "from 3 March to 30 June 2024"."""
    found: list[Date] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < date.end and date.start < match.end() for date in found):
                continue
            if (made := _made(match)) is not None:
                found.append(made)
    found += [Date(*m.span(), m.group(), part=m["weekday"][:3].lower()) for m in _WEEKDAYS.finditer(text)]
    return _with_years(text, sorted(found, key=lambda date: date.start))


def _made(match: regex.Match[str]) -> Date | None:
    given = match.groupdict()
    name = given.get("month")
    alone = name and not (given.get("day") or given.get("year"))
    # By themselves "may", "march" and "mars" are mostly no months, and short forms hardly ever.
    if (
        name
        and alone
        and (
            (not name[0].isupper() and (name.lower() in ("march", "mars") or len(name) < 5))
            or (len(name) <= 3 and name.lower() not in ("may", "mai"))
        )
    ):
        return None
    if given.get("slashed"):
        return _slashed(match, str(given["slashed"]), int(given["year"]))
    day = int(given["day"]) if given.get("day") else None
    if day is not None and not 1 <= day <= 31:
        return None
    part = ""
    if given.get("quarter") or given.get("ordinal"):
        part = f"q{given.get('quarter') or _ORDINALS[str(given['ordinal']).lower()]}"
    elif given.get("half"):
        part = f"h{min(2, _ORDINALS[str(given['half']).lower()])}"
    elif given.get("until"):
        part = f"to{str(given['until'])[-2:]}"
    month = int(table("months")[name.lower()]) if name else int(given["number"]) if given.get("number") else None
    return Date(*match.span(), match.group(), int(given["year"]) if given.get("year") else None, month, day, part)


def _slashed(match: regex.Match[str], written: str, year: int) -> Date | None:
    """Day and month, in the order that can be; where both can, the day first."""
    first, second = (int(part) for part in written.split("/"))
    if first <= 12 and second > 12:
        first, second = second, first
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return None
    return Date(*match.span(), match.group(), year, second, first, unsure=first <= 12)


def _with_years(text: str, found: list[Date]) -> list[Date]:
    made = list(found)
    for place in range(len(made) - 2, -1, -1):
        here, after = made[place], made[place + 1]
        between = text[here.end : after.start]
        if (
            here.year is None
            and here.month
            and after.year
            and regex.fullmatch(
                r"\s*(?:to|and|until|–|-|bis|und|au|et|al?|y|e|through)\s*(?:the\s)?", between, regex.IGNORECASE
            )
        ):
            made[place] = Date(here.start, here.end, here.text, after.year, here.month, here.day, here.part)
    return made
