"""Time as a dependency: everything that asks what time it is asks a `Clock`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


def to_millisecond(moment: datetime) -> datetime:
    """`moment` in UTC, cut to the millisecond: what the database can hold and give back unchanged."""
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """The present moment: timezone-aware, UTC, millisecond precision."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return to_millisecond(datetime.now(UTC))


class ManualClock:
    """A clock that stands still until it is moved: for tests, rehearsals and simulations."""

    def __init__(self, moment: datetime) -> None:
        self._moment = to_millisecond(moment)

    def now(self) -> datetime:
        return self._moment

    def advance(self, delta: timedelta | float) -> datetime:
        """Moves on by `delta` (a number means seconds) and tells the new moment."""
        step = delta if isinstance(delta, timedelta) else timedelta(seconds=delta)
        self._moment = to_millisecond(self._moment + step)
        return self._moment

    def set(self, moment: datetime) -> None:
        """Jumps to `moment`, forward or back."""
        self._moment = to_millisecond(moment)
