"""How many follow each account, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from velocitypost.core.database import Database, Index, collection


@dataclass(frozen=True)
class Growth:
    """Followers of all accounts together now, and how many more than a week before; None where that is not known."""

    followers: int | None
    week: int | None


class AudienceStore:
    """One row for each account and day; the last count of a day stands."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "audience_days", [Index(("workspace_id", "day"))])

    def note(self, workspace_id: str, connection_id: str, day: date, followers: int) -> None:
        row = {"workspace_id": workspace_id, "connection_id": connection_id, "day": day.isoformat()}
        self._rows.update_one(
            {"_id": f"{connection_id}/{day.isoformat()}"}, {"$set": {**row, "followers": followers}}, upsert=True
        )

    def since(self, workspace_id: str, day: date) -> dict[str, dict[str, int]]:
        """By connection and day (ISO), the oldest first."""
        found: dict[str, dict[str, int]] = {}
        rows = self._rows.find({"workspace_id": workspace_id, "day": {"$gte": day.isoformat()}}).sort("day", 1)
        for row in rows:
            found.setdefault(row["connection_id"], {})[row["day"]] = row["followers"]
        return found


def growth(counts: dict[str, dict[str, int]], today: date) -> Growth:
    """From the counts of the last two weeks. For the week only accounts count that were known a week ago."""
    latest = [list(days.values())[-1] for days in counts.values() if days]
    if not latest:
        return Growth(None, None)
    week_ago = (today - timedelta(days=7)).isoformat()
    more = [
        list(days.values())[-1] - [count for day, count in days.items() if day <= week_ago][-1]
        for days in counts.values()
        if any(day <= week_ago for day in days)
    ]
    return Growth(sum(latest), sum(more) if more else None)
