"""How long to wait before what failed is tried again: each time twice as long, within bounds, spread by chance."""

from __future__ import annotations

from datetime import timedelta

_DOUBLINGS_MOST = 20


def pause(tries: int, jitter: float, *, first: timedelta, longest: timedelta) -> timedelta:
    """After so many tries that failed: doubling from `first` to `longest`, of which between a half and the whole.

    `jitter` is in [0, 1) and spreads those that failed together.
    """
    full = min(longest, first * float(2 ** min(max(tries - 1, 0), _DOUBLINGS_MOST)))
    return full * (0.5 + jitter / 2)
