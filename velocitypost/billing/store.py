"""Counts of what plans allow, in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from velocitypost.core.database import AlreadyThere, Database, collection


@dataclass(frozen=True)
class Places:
    """Members under a key, with the moment each took its place. Version 0 is a row that is not there yet."""

    key: str
    members: Mapping[str, datetime] = field(default_factory=dict)
    version: int = 0


class AllowanceStore:
    """Every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "allowances")

    def find(self, key: str) -> Places | None:
        row = self._rows.find_one({"_id": key})
        return Places(row["_id"], row["members"], row["version"]) if row else None

    def change(self, places: Places, members: Mapping[str, datetime]) -> bool:
        """Whether the row still was as `places` says, and so was changed."""
        if places.version == 0:
            try:
                self._rows.insert_one({"_id": places.key, "members": dict(members), "version": 1})
            except AlreadyThere:
                return False
            return True
        result = self._rows.update_one(
            {"_id": places.key, "version": places.version},
            {"$set": {"members": dict(members)}, "$inc": {"version": 1}},
        )
        return result.modified_count == 1
