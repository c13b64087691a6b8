"""When something recurs: rules by RFC 5545 over the wall clock of a zone, and the moments that they mean.

https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10. A rule is about the wall clock: every day at nine stays at nine
when the clocks change. A time that the clocks skip moves to after the jump and is not left out; a time that happens
twice means its first; two that come to mean the same moment are one. Months without the day of the rule are left out;
`BYMONTHDAY=-1` means the last day of each.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule

from velocitypost.publishing.times import BadTime, resolve

LENGTH_MOST = 300
COUNT_MOST = 1000
_INTERVAL_MOST = 1000
_APART = timedelta(hours=1)
_A_DAY_MOST = 6
_LOOKED_AT = 500
# The calendar repeats itself to the weekday after 400 years.
_CYCLE = 400
# No zone ever skipped more than a day, so no time moves past what stands further on than this.
LOOK_BACK = timedelta(days=3)
_FREQUENCIES = {"HOURLY": rrule.HOURLY, "DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY}
_FREQUENCIES |= {"MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY}
_NUMBERS = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSETPOS": (-366, 366),
}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAYS_LEAST = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
_DAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_UNTIL = re.compile(r"^(\d{8})(T(\d{6})(Z?))?$")


@dataclass(frozen=True)
class Occurrence:
    """One time of a rule. `local` is what the rule says, `at` what it means; `number` counts from 0 at the start."""

    number: int
    local: datetime
    at: datetime
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recurrence:
    """A rule with its start on the wall clock of a zone. Make it with `parse`."""

    rule: str
    start: datetime
    zone: ZoneInfo
    parts: Mapping[str, Any]

    @property
    def ends(self) -> bool:
        """Whether it comes to an end by itself."""
        return "count" in self.parts or "until" in self.parts

    def walls(self) -> Iterator[datetime]:
        """The wall-clock times of the rule, in order."""
        # dateutil looks until the year 9999 for a rule that never comes. In the last cycle that it knows this is soon.
        shift = (9999 - self.start.year) // _CYCLE * _CYCLE
        parts = dict(self.parts)
        if "until" in parts:
            parts["until"] = _years_on(parts["until"], shift)
        for wall in rrule.rrule(dtstart=_years_on(self.start, shift), **parts):
            yield _years_on(wall, -shift)

    def occurrences(self, since: datetime | None = None) -> Iterator[Occurrence]:
        """In the order of their moments, no two at the same.

        `since` leaves out what the wall clock shows before it. However the time is cut by it, the pieces hold the
        same occurrences.
        """
        waiting: list[tuple[datetime, datetime, Occurrence]] = []
        for number, wall in enumerate(self.walls()):
            if since is not None and wall < since - LOOK_BACK:
                continue
            at, notices = resolve(wall, self.zone)
            heapq.heappush(waiting, (at, wall, Occurrence(number, wall, at, notices)))
            if at.astimezone(self.zone).replace(tzinfo=None) != wall:
                continue  # it moved on, so what follows on the wall clock may come before it
            while waiting and waiting[0][0] <= at:
                yield from _first_at_its_moment(waiting, since)
        while waiting:
            yield from _first_at_its_moment(waiting, since)

    def notices(self) -> list[str]:
        """What its author should know about the days that it leaves out."""
        days = self.parts.get("bymonthday", ())
        yearly = self.parts["freq"] == rrule.YEARLY
        months = self.parts.get("bymonth", (self.start.month,) if yearly and not days else range(1, 13))
        if not days and "byweekday" not in self.parts and (yearly or self.parts["freq"] == rrule.MONTHLY):
            days = (self.start.day,)
        longest = max((abs(day) for day in days), default=0)
        if all(longest <= _DAYS_LEAST.get(month, 31) for month in months):
            return []
        if tuple(months) == (2,):
            return ["It comes only in leap years: other years have no 29 February."]
        ending = "st" if longest == 31 else "th"
        return [
            f"Months without a {longest}{ending} day are left out. "
            "To post on the last day of every month, choose the last day instead."
        ]


def parse(rule: str, start: datetime, zone: ZoneInfo) -> Recurrence:
    """The recurrence of a rule such as `FREQ=WEEKLY;BYDAY=MO,TH`, without `DTSTART`. Raises `BadTime`.

    Times come at least an hour apart; with more than six in a day the rule must have an end.
    """
    text = rule.strip().upper().removeprefix("RRULE:")
    if len(text) > LENGTH_MOST:
        raise _bad(f"has more than {LENGTH_MOST} characters")
    given: dict[str, str] = {}
    for part in filter(None, text.split(";")):
        name, equals, value = part.partition("=")
        if not equals or not value:
            raise _bad(f"has a part that says nothing: {part[:40]!r}")
        if name in given:
            raise _bad(f"says {name} twice")
        given[name] = value
    recurrence = Recurrence(text, start, zone, _parts(given, zone))
    _require_room(recurrence)
    return recurrence


def stored(rule: str, start: datetime, zone: ZoneInfo) -> Recurrence:
    """The recurrence of a rule that `parse` took before: its times are not looked at again. Raises `BadTime`."""
    given = dict(part.split("=", 1) for part in filter(None, rule.split(";")))
    return Recurrence(rule, start, zone, _parts(given, zone))


def _parts(given: Mapping[str, str], zone: ZoneInfo) -> dict[str, Any]:
    frequency = given.get("FREQ", "")
    if frequency in ("MINUTELY", "SECONDLY"):
        raise _bad("comes more than once an hour; posts must be at least an hour apart")
    if frequency not in _FREQUENCIES:
        raise _bad("needs FREQ=HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY")
    known = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_NUMBERS}
    if unknown := sorted(given.keys() - known):
        raise _bad(f"says {unknown[0][:40]}, which is not taken here; known are {', '.join(sorted(known))}")
    if "COUNT" in given and "UNTIL" in given:
        raise _bad("has both COUNT and UNTIL; only one of them can be its end")
    parts: dict[str, Any] = {"freq": _FREQUENCIES[frequency], "interval": 1}
    if "INTERVAL" in given:
        parts["interval"] = _number("INTERVAL", given["INTERVAL"], 1, _INTERVAL_MOST)
    if "COUNT" in given:
        parts["count"] = _number("COUNT", given["COUNT"], 1, COUNT_MOST)
    if "UNTIL" in given:
        parts["until"] = _until(given["UNTIL"], zone)
    if "WKST" in given:
        parts["wkst"] = _weekday("WKST", given["WKST"], ordinals=False)
    if "BYDAY" in given:
        ordinals = frequency in ("MONTHLY", "YEARLY")
        parts["byweekday"] = tuple(_weekday("BYDAY", day, ordinals=ordinals) for day in given["BYDAY"].split(","))
    for name, (least, most) in _NUMBERS.items():
        if name in given:
            parts[name.lower()] = tuple(_number(name, part, least, most) for part in given[name].split(","))
    if "bymonthday" in parts and frequency == "WEEKLY":
        raise _bad("cannot have BYMONTHDAY in a weekly rule")
    if "bysetpos" in parts and not parts.keys() & {"byweekday", "bymonthday", "bymonth", "byhour", "byminute"}:
        raise _bad("has BYSETPOS and nothing to choose from")
    return parts


def _require_room(recurrence: Recurrence) -> None:
    try:
        first = list(islice(recurrence.walls(), _LOOKED_AT))
    except ValueError as error:  # dateutil: the parts of the rule exclude each other
        raise _bad("never comes: its parts exclude each other") from error
    if not first and recurrence.parts.get("until", recurrence.start) < recurrence.start:
        raise _bad("ends before it starts")
    if not first:
        raise _bad("never comes after its start: its parts exclude each other")
    if any(later - earlier < _APART for earlier, later in pairwise(first)):
        raise _bad("comes more than once an hour; posts must be at least an hour apart")
    crowded = any(
        later - earlier < timedelta(days=1) for earlier, later in zip(first, first[_A_DAY_MOST:], strict=False)
    )
    if crowded and not recurrence.ends:
        raise _bad(f"comes more than {_A_DAY_MOST} times a day for ever; give it an end with COUNT or UNTIL")


def _first_at_its_moment(
    waiting: list[tuple[datetime, datetime, Occurrence]], since: datetime | None
) -> Iterator[Occurrence]:
    """Takes it out, with all others that mean the same moment; gives it unless it lies before `since`."""
    at, wall, occurrence = heapq.heappop(waiting)
    while waiting and waiting[0][0] == at:
        heapq.heappop(waiting)
    if since is None or wall >= since:
        yield occurrence


def _number(name: str, text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,4}", text) or not least <= int(text) <= most or (least < 0 and int(text) == 0):
        raise _bad(f"says {name}={text[:40]}, which must be whole numbers from {least} to {most}")
    return int(text)


def _weekday(name: str, text: str, *, ordinals: bool) -> Any:
    match = _DAY.match(text)
    if match is None or (match[1] and not 1 <= abs(int(match[1])) <= 53):
        raise _bad(f"says {name}={text[:40]}; days are {', '.join(_DAYS)}")
    if match[1] and not ordinals:
        raise _bad(f"says {name}={text[:40]}; numbered days such as 2TU go with FREQ=MONTHLY or YEARLY")
    day = rrule.weekday(_DAYS.index(match[2]))
    return day(int(match[1])) if match[1] else day


def _until(text: str, zone: ZoneInfo) -> datetime:
    match = _UNTIL.match(text)
    try:
        if match is None:
            raise ValueError(text)
        until = datetime.strptime(match[1] + (match[3] or "235959"), "%Y%m%d%H%M%S")  # noqa: DTZ007  a wall clock
    except ValueError as error:
        raise _bad(
            f"says UNTIL={text[:40]}; give a day such as 20261231, or a time such as 20261231T180000Z"
        ) from error
    if not 2000 <= until.year <= 2300:
        raise _bad(f"ends in the year {until.year}, which cannot be meant")
    return until.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if match[4] else until


def _years_on(wall: datetime, years: int) -> datetime:
    return wall.replace(year=wall.year + years)


def _bad(what: str) -> BadTime:
    return BadTime("rule", f"The rule {what}.")
