"""Automations and their planned posts in MongoDB."""

from __future__ import annotations

from collections.abc import Collection as Many
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from velocitypost.automation.model import FREE_AGAIN, Automation, Entry, EntryState
from velocitypost.content.store import swap_tag
from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection

_AUTOMATION = Shape(Automation)
_ENTRY = Shape(Entry)


class AutomationStore:
    """One row for each workspace; every change is compare-and-set on its version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "automations", [Index(("fill_at",))])

    def find(self, workspace_id: str) -> Automation | None:
        row = self._rows.find_one({"_id": workspace_id})
        return _AUTOMATION.from_row(_read(row)) if row else None

    def insert(self, automation: Automation) -> bool:
        """False where there is one already."""
        try:
            self._rows.insert_one(_written(_AUTOMATION.to_row(automation)))
        except AlreadyThere:
            return False
        return True

    def save(self, automation: Automation) -> bool:
        """Whether the row still had the version before this one, and so was replaced."""
        row = _written(_AUTOMATION.to_row(automation))
        same = {"_id": automation.id, "version": automation.version - 1}
        return self._rows.replace_one(same, row).modified_count == 1

    def replace_tag(self, workspace_id: str, old: str, new: str | None) -> None:
        """In what labels the posts that are still to be made."""
        swap_tag(self._rows, {"_id": workspace_id}, old, new, field="labels.tags", version="version")

    def due(self, now: datetime, *, most: int) -> Sequence[Automation]:
        """Those to be filled."""
        rows = self._rows.find({"fill_at": {"$lte": now}}).sort("fill_at", 1).limit(most)
        return [_AUTOMATION.from_row(_read(row)) for row in rows]


class EntryStore:
    """Rows by workspace. `due` is set while something is to be done by itself, and only then."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "automation_entries",
            [
                Index(("due",)),
                Index(("workspace_id", "at")),
                Index(("workspace_id", "state", "at")),
                Index(("post_id",)),
            ],
        )

    def insert(self, entries: Sequence[Entry]) -> int:
        """Those whose place is free yet, or is again (`FREE_AGAIN`). How many were."""
        return sum(self._insert(entry) for entry in entries)

    def _insert(self, entry: Entry) -> bool:
        try:
            self._rows.insert_one(_ENTRY.to_row(entry))
        except AlreadyThere:
            there = self.find(entry.id)
            return there is not None and there.state in FREE_AGAIN and self.save(_in_place_of(there, entry))
        return True

    def find(self, entry_id: str) -> Entry | None:
        row = self._rows.find_one({"_id": entry_id})
        return _ENTRY.from_row(row) if row else None

    def save(self, entry: Entry) -> bool:
        """Whether the row still had the version before this one, and so was replaced."""
        same = {"_id": entry.id, "version": entry.version - 1}
        return self._rows.replace_one(same, _ENTRY.to_row(entry)).modified_count == 1

    def delete(self, entry: Entry) -> bool:
        """Whether the row still was as `entry` says, and is gone now."""
        return self._rows.delete_one({"_id": entry.id, "version": entry.version}).deleted_count == 1

    def due(self, now: datetime, *, most: int) -> Sequence[Entry]:
        """Those that something is to be done about, the longest waiting first."""
        rows = self._rows.find({"due": {"$lte": now}}).sort("due", 1).limit(most)
        return [_ENTRY.from_row(row) for row in rows]

    def between(self, workspace_id: str, since: datetime, until: datetime) -> Sequence[Entry]:
        """In their order, whatever their state."""
        where = {"workspace_id": workspace_id, "at": {"$gte": since, "$lt": until}}
        return [_ENTRY.from_row(row) for row in self._rows.find(where).sort("at", 1)]

    def page(
        self, workspace_id: str, states: Many[EntryState], *, after: datetime | None, most: int
    ) -> Sequence[Entry]:
        """In the order of their times, later than `after`."""
        where: Document = {"workspace_id": workspace_id, "state": {"$in": sorted(states)}}
        if after is not None:
            where["at"] = {"$gt": after}
        return [_ENTRY.from_row(row) for row in self._rows.find(where).sort("at", 1).limit(most)]

    def in_state(self, workspace_id: str, state: EntryState) -> Sequence[Entry]:
        rows = self._rows.find({"workspace_id": workspace_id, "state": state}).sort("at", 1)
        return [_ENTRY.from_row(row) for row in rows]

    def cleared_by(self, workspace_id: str, batch: str) -> Sequence[Entry]:
        """What one stop took away."""
        where = {"workspace_id": workspace_id, "state": EntryState.CLEARED, "cleared_by": batch}
        return [_ENTRY.from_row(row) for row in self._rows.find(where)]

    def count(self, workspace_id: str, state: EntryState) -> int:
        return self._rows.count_documents({"workspace_id": workspace_id, "state": state})

    def of_post(self, post_id: str) -> Entry | None:
        row = self._rows.find_one({"post_id": post_id})
        return _ENTRY.from_row(row) if row else None


def _in_place_of(there: Entry, entry: Entry) -> Entry:
    # Whoever still holds the row as it was must not be able to save it.
    return replace(entry, version=there.version + 1)


def _written(row: Document) -> Document:
    """MongoDB has no dates without a time."""
    return {**row, "filled_on": row["filled_on"].isoformat() if row["filled_on"] else None}


def _read(row: Mapping[str, Any]) -> Document:
    """Rows of earlier versions call the country of the holidays otherwise."""
    schedule = dict(row["schedule"])
    if "country" in schedule:
        schedule.setdefault("holidays_of", schedule.pop("country"))
    return {**row, "schedule": schedule}
