"""How many posts are live: counted as they go out, and counted anew once a day, because a worker may die in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from velocitypost.core.clock import Clock
from velocitypost.core.database import Database, collection

_TRUE_FOR = timedelta(days=1)


class LiveCounts:
    """One row for each workspace. `count(workspace_id)` counts them all, which takes long."""

    def __init__(self, database: Database, clock: Clock, *, count: Callable[[str], int]) -> None:
        self._rows = collection(database, "live_counts")
        self._clock = clock
        self._count = count

    def one_more(self, workspace_id: str) -> None:
        """A post went out. Nothing is noted where nobody has asked for the number yet."""
        self._rows.update_one({"_id": workspace_id}, {"$inc": {"live": 1}})

    def of(self, workspace_id: str) -> int:
        """How many are live."""
        now = self._clock.now()
        row = self._rows.find_one({"_id": workspace_id})
        if row is not None and _is_true(row["counted_at"], now):
            return int(row["live"])
        live = self._count(workspace_id)
        self._rows.update_one({"_id": workspace_id}, {"$set": {"live": live, "counted_at": now}}, upsert=True)
        return live


def _is_true(counted_at: datetime, now: datetime) -> bool:
    return now - counted_at < _TRUE_FOR
