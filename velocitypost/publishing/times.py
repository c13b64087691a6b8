"""Wall-clock times in people's zones, and the instants they mean.

An hour that the clocks skip moves to after the jump; an hour that happens twice means its first time unless the
person chose the second (`fold`, https://peps.python.org/pep-0495/).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FARTHEST = timedelta(days=366 * 2)
_GRACE = timedelta(minutes=1)


class BadTime(Exception):
    """This is no time to publish at. `field` says what is wrong with it; the text says why, for a person."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Moment:
    """A wall-clock time in a zone, the instant it means, and what the person should know about it."""

    local: str
    zone: str
    at: datetime
    notices: tuple[str, ...] = ()
    fold: Literal[0, 1] | None = None
    by_the_clock: bool = True


def moment(
    local: str, zone: str, *, now: datetime, fold: Literal[0, 1] | None = None, not_before: datetime | None = None
) -> Moment:
    """What `local` (ISO 8601 without an offset) in `zone` (an IANA name) means. Raises `BadTime`.

    It lies in the time to come, unless `not_before` says how far back it may lie.
    """
    place, wall = zone_of(zone), _wall(local)
    instant, notices = resolve(wall, place, fold)
    if instant < (now - _GRACE if not_before is None else not_before):
        raise BadTime("local", f"{_shown(wall)} in {zone} is in the past. Choose a time to come, or publish now.")
    if instant > now + FARTHEST:
        raise BadTime("local", "Posts can be scheduled up to two years ahead.")
    return Moment(wall.isoformat(timespec="minutes"), zone, max(instant, now), notices, fold)


def moment_of(instant: datetime, zone: str) -> Moment:
    """An instant as the wall clock of `zone` shows it, to be kept as an instant. Raises `BadTime`."""
    wall = instant.astimezone(zone_of(zone)).replace(tzinfo=None)
    return Moment(wall.isoformat(timespec="minutes"), zone, instant, by_the_clock=False)


def resolve(wall: datetime, zone: ZoneInfo, fold: int | None = None) -> tuple[datetime, tuple[str, ...]]:
    """The instant of a wall-clock time, and notices where the clocks change around it."""
    first, second = (wall.replace(tzinfo=zone, fold=number) for number in (0, 1))
    instant = (second if fold == 1 else first).astimezone(UTC)
    if first.utcoffset() == second.utcoffset():
        return instant, ()
    meant = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    if meant != wall:
        return first.astimezone(UTC), (
            f"{_shown(wall)} does not exist in {zone.key}: the clocks jump forward. It goes out at {_shown(meant)}.",
        )
    which = "second" if fold == 1 else "first"
    return instant, (f"{_shown(wall)} happens twice in {zone.key}: the clocks go back. It goes out the {which} time.",)


def zone_of(name: str) -> ZoneInfo:
    """The zone with this IANA name. Raises `BadTime`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadTime("zone", f"{name[:60]!r} is not a time zone. Use a name such as Europe/Berlin.") from error


def _wall(local: str) -> datetime:
    with suppress(ValueError):
        day = date.fromisoformat(local)
        raise BadTime("local", f"This is a day without a time. Add the time, as in {day.isoformat()}T09:30.")
    try:
        wall = datetime.fromisoformat(local)
    except ValueError as error:
        raise BadTime("local", "This is not a date and time. Use a form such as 2026-11-24T09:30.") from error
    if wall.tzinfo is not None:
        raise BadTime("local", "Give the wall-clock time without an offset; the zone stands beside it.")
    if not 2000 <= wall.year <= 9000:
        raise BadTime("local", f"The year {wall.year} cannot be meant. Choose a time to come.")
    return wall


def _shown(wall: datetime) -> str:
    return wall.strftime("%Y-%m-%d %H:%M")
