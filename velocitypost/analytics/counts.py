"""How many posts are live: counted once a day, and between as they go out.

Kept in Redis, so that no publication costs a write for it. What is lost with Redis is counted anew; so is, within a
day, what a worker did not tell because it died.
"""

from __future__ import annotations

from collections.abc import Callable

from velocitypost.core.cache import Cache, CacheError, Errands

_KEPT_SECONDS = 24 * 3600
_MORE = "live_more"


class LiveCounts:
    """`count(workspace_id)` counts them all, which takes long where there are many."""

    def __init__(self, cache: Cache, errands: Errands, *, count: Callable[[str], int]) -> None:
        self._cache = cache
        self._errands = errands
        self._count = count

    def one_more(self, workspace_id: str) -> None:
        """A post went out. Never raises, and waits for nothing."""
        self._errands.run(("HINCRBY", _MORE, workspace_id, 1))

    def of(self, workspace_id: str) -> int:
        """How many are live."""
        try:
            return self._kept(workspace_id)
        except CacheError:
            return self._count(workspace_id)

    def _kept(self, workspace_id: str) -> int:
        key = f"live_counted:{workspace_id}"
        more = int(self._cache.hget(_MORE, workspace_id) or 0)
        if kept := self._cache.get(key):
            counted, then = map(int, str(kept).split("|"))
            return counted + more - then
        counted = self._count(workspace_id)
        self._cache.set(key, f"{counted}|{more}", ex=_KEPT_SECONDS)
        return counted
