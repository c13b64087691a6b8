"""When a sign-in whose renewal failed is renewed again: a pure rule, no clock, no database, no chance of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from velocitypost.core import backoff

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=15)


def next_try(
    failures: int, *, now: datetime, ends_at: datetime | None, jitter: float, named: datetime | None = None
) -> datetime:
    """After `failures` in a row, this one included. `named` is when the service said it may be asked again.

    Until `ends_at`, when the token ends, never more than half of what is left is waited: a service that is back
    `FIRST_PAUSE` before that is asked in time.
    """
    longest = LONGEST_PAUSE
    if ends_at is not None and ends_at > now:
        longest = min(longest, max(FIRST_PAUSE, (ends_at - now) / 2))
    wait = backoff.pause(failures, jitter, first=FIRST_PAUSE, longest=longest)
    if named is not None:
        wait = min(max(wait, named - now), longest)
    return now + wait
