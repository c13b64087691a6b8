"""Dates and times as people and their tools write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

Order = Literal["auto", "day_first", "month_first"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.h-](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)?"
_OFFSET = r"\s*(?P<offset>z|utc|gmt|[+-](?:0\d|1[0-4]):?[0-5]\d)?"
_TIME = re.compile(rf"^{_CLOCK}{_OFFSET}$", re.IGNORECASE)
_ISO = re.compile(
    r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[t,\s]+(?P<rest>.+))?$", re.IGNORECASE
)
_MIXED = re.compile(
    r"^(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})(?:[t,\s]+(?P<rest>.+))?$"
)
_NAMED = re.compile(
    r"^(?:[a-z]{3,9},?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-z]{3,9})|"
    r"(?P<month_first>[a-z]{3,9})\.?\s+(?P<day_second>\d{1,2})(?:st|nd|rd|th)?),?\s+(?P<year>\d{4})"
    r"(?:(?:,|\s+at|\s)\s*(?P<rest>.+))?$",
    re.IGNORECASE,
)


class BadDate(Exception):
    """This is no date or time, or it can be read in two ways. `column` is where; the text says what to write."""

    def __init__(self, column: Literal["date", "time"], message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class Clock:
    """A time of day, and how far it is from UTC where that was written."""

    at: time
    offset: timedelta | None = None


@dataclass(frozen=True)
class When:
    """What two cells say together: a day and a time of the clock; with an offset it is an instant."""

    at: datetime

    @property
    def is_instant(self) -> bool:
        return self.at.tzinfo is not None


def order_of(cells: Iterable[str]) -> Order:
    """What all dates of a file tell together about their days and months: `auto` where they leave it open."""
    days_first = months_first = False
    for cell in cells:
        if match := _MIXED.match(cell.strip()):
            first, second = int(match["first"]), int(match["second"])
            days_first |= first > 12 or match["mark"] == "."
            months_first |= second > 12
    if days_first == months_first:
        return "auto"
    return "day_first" if days_first else "month_first"


def read(day: str, clock: str, order: Order) -> When | None:
    """What the cells of date and time mean; None where both are empty. Raises `BadDate`."""
    day, clock = day.strip(), clock.strip()
    if not day and not clock:
        return None
    if not day and _day(clock, order) is not None:
        day, clock = clock, ""
    if not day:
        raise BadDate("date", "There is a time, but no date.")
    found = _day(day, order)
    if found is None:
        raise BadDate("date", f"“{day[:40]}” is not a date. Write 2026-11-24, or 2026-11-24 09:30.")
    on, rest = found
    told = _clock(clock, "time") if clock else _clock(rest, "date") if rest else None
    if told is None:
        raise BadDate("time", "There is a date, but no time. Write a time such as 09:30.")
    zone = None if told.offset is None else timezone(told.offset)
    return When(datetime.combine(on, told.at, zone))


def _day(text: str, order: Order) -> tuple[date, str] | None:
    """The day, and what stands behind it."""
    if match := _ISO.match(text):
        return _date(int(match["year"]), int(match["month"]), int(match["day"]), text), match["rest"] or ""
    if match := _MIXED.match(text):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        day, month = _ordered(first, second, "day_first" if match["mark"] == "." else order, text)
        return _date(year + 2000 if year < 100 else year, month, day, text), match["rest"] or ""
    if match := _NAMED.match(text):
        name = (match["month"] or match["month_first"]).lower()[:3]
        if name in _MONTHS:
            day = int(match["day"] or match["day_second"])
            return _date(int(match["year"]), _MONTHS.index(name) + 1, day, text), match["rest"] or ""
    return None


def _ordered(first: int, second: int, order: Order, text: str) -> tuple[int, int]:
    """Day and month."""
    if order == "auto" and first != second and first <= 12 and second <= 12:
        raise BadDate("date", f"“{text[:40]}” can be read in two ways. Say whether the day or the month comes first.")
    if order == "auto":
        order = "month_first" if second > 12 else "day_first"
    return (first, second) if order == "day_first" else (second, first)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate("date", f"There is no such day as “{text[:40]}”.") from None


def _clock(text: str, column: Literal["date", "time"]) -> Clock:
    match = _TIME.match(text.strip())
    # A bare number such as 9 may be anything; with am or pm it is an hour.
    if match is None or (match["minute"] is None and match["half"] is None):
        raise BadDate(column, f"“{text.strip()[:40]}” is not a time. Write 09:30, or 9:30 AM.")
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if half := (match["half"] or "").lower()[:1]:
        if not 1 <= hour <= 12:
            raise BadDate(column, f"There is no such time as “{text.strip()[:40]}”.")
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return Clock(time(hour, minute, second), _offset(match["offset"]))
    except ValueError:
        raise BadDate(column, f"There is no such time as “{text.strip()[:40]}”.") from None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    if text.lower() in ("z", "utc", "gmt"):
        return timedelta(0)
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if text[0] == "-" else offset
