"""Times that a service names, believed only where they can be true."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

_FARTHEST = timedelta(days=31)
_LATEST_SECOND = 4_102_444_800  # the year 2100


def after_seconds(now: datetime, seconds: str | float) -> datetime | None:
    """`seconds` from now. None for what is no number, or lies further off than any limit of a service does."""
    try:
        count = float(seconds)
    except ValueError:
        return None
    if not math.isfinite(count) or not 0 <= count <= _FARTHEST.total_seconds():
        return None
    return now + timedelta(seconds=count)


def at_second(text: str) -> datetime | None:
    """A moment given in seconds since 1970. None for what is none."""
    if not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) > _LATEST_SECOND:
        return None
    return datetime.fromtimestamp(int(text), UTC)
