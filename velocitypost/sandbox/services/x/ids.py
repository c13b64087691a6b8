"""Ids as X makes them: the time in milliseconds, then 22 bits that tell equals apart.

https://docs.x.com/fundamentals/x-ids
"""

import threading

EPOCH_MS = 1_288_834_974_657
LOW_BITS = 22


class Ids:
    """Rising ids; no two are the same."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def new(self, now_ms: int) -> int:
        """An id for this moment, greater than all before it."""
        with self._lock:
            self._last = max(self._last + 1, (now_ms - EPOCH_MS) << LOW_BITS)
            return self._last


def first_id_at(ms: int) -> int:
    """The smallest id of a moment."""
    return max(ms - EPOCH_MS, 0) << LOW_BITS


def moment_of(post_id: int) -> int:
    """When an id was made, in milliseconds."""
    return (post_id >> LOW_BITS) + EPOCH_MS
