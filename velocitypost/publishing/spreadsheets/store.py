"""Imports, their rows, and the marks of what was brought in, in MongoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection
from velocitypost.publishing.spreadsheets.model import Import, ImportRow, ImportState, Mark, RowState

_IMPORT = Shape(Import)
_ROW = Shape(ImportRow)
_MARK = Shape(Mark)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


class ImportStore:
    """Claims are leases: whoever finds theirs gone stops."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "imports",
            [
                Index(("workspace_id", "key"), unique=True),
                Index(("workspace_id", "digest", "-_id")),
                Index(("workspace_id", "_id")),
                Index(("wake_at",)),
            ],
        )

    def insert(self, one: Import) -> bool:
        """False where the workspace has one of this key."""
        try:
            self._rows.insert_one(_IMPORT.to_row(one))
        except AlreadyThere:
            return False
        return True

    def find(self, import_id: str) -> Import | None:
        row = self._rows.find_one({"_id": import_id})
        return _IMPORT.from_row(row) if row else None

    def of_key(self, workspace_id: str, key: str) -> Import | None:
        row = self._rows.find_one({"workspace_id": workspace_id, "key": key})
        return _IMPORT.from_row(row) if row else None

    def latest_of(self, workspace_id: str, digest: str) -> Import | None:
        """The last one of this file."""
        for row in self._rows.find({"workspace_id": workspace_id, "digest": digest}).sort("_id", -1).limit(1):
            return _IMPORT.from_row(row)
        return None

    def page(self, workspace_id: str, *, before: str | None, most: int) -> list[Import]:
        """Newest first, those begun before the one with the id `before`."""
        where: Document = {"workspace_id": workspace_id, "_id": {"$lt": before or "import_~"}}
        return [_IMPORT.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def due(self, now: datetime, *, most: int) -> list[Import]:
        """Those that nobody works on, the longest waiting first."""
        where: Document = {"wake_at": {"$gt": _BEGINNING, "$lte": now}}
        return [_IMPORT.from_row(row) for row in self._rows.find(where).sort("wake_at", 1).limit(most)]

    def count_under_way(self, workspace_id: str) -> int:
        rows = self._rows.find({"workspace_id": workspace_id, "_id": {"$gt": "import_"}}, {"state": 1})
        return sum(row["state"] in ("waiting", "running") for row in rows)

    def claim(self, one: Import, claim: str, *, until: datetime) -> Import | None:
        """The import as it is then, if it still stood as `one` says; else None."""
        claimed = replace(one, state="running", claim=claim, wake_at=until, tries=one.tries + 1)
        done = self._rows.update_one(
            {"_id": one.id, "state": one.state, "claim": one.claim, "wake_at": one.wake_at},
            {"$set": {"state": "running", "claim": claim, "wake_at": until, "tries": claimed.tries}},
        )
        return claimed if done.modified_count == 1 else None

    def renew(self, import_id: str, claim: str, *, until: datetime) -> bool:
        """Whether the claim still holds; it does until then."""
        held = {"_id": import_id, "claim": claim, "state": "running"}
        return self._rows.update_one(held, {"$set": {"wake_at": until}}).matched_count == 1

    def note_done(self, import_id: str, done: int) -> None:
        self._rows.update_one({"_id": import_id}, {"$set": {"done": done}})

    def finish(self, import_id: str, claim: str, state: ImportState, *, at: datetime, problem: str = "") -> bool:
        """Whether the claim still held, and it is over now."""
        over = {"state": state, "wake_at": None, "finished_at": at, "problem": problem}
        return (
            self._rows.update_one({"_id": import_id, "claim": claim, "state": "running"}, {"$set": over}).modified_count
            == 1
        )

    def cancel(self, import_id: str, *, at: datetime) -> bool:
        """Whether it was still to do."""
        over = {"state": "cancelled", "wake_at": None, "finished_at": at}
        where: Document = {"_id": import_id, "state": {"$in": ["waiting", "running"]}}
        return self._rows.update_one(where, {"$set": over}).modified_count == 1


class ImportRowStore:
    """Written by whoever holds the claim of their import."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "import_rows", [Index(("import_id", "position"))])

    def insert(self, rows: Sequence[ImportRow]) -> None:
        """To repeat it is safe."""
        there = {row["_id"] for row in self._rows.find({"import_id": rows[0].import_id}, {"_id": 1})} if rows else set()
        fresh = [_ROW.to_row(row) for row in rows if row.id not in there]
        if fresh:
            self._rows.insert_many(fresh)

    def find(self, row_id: str) -> ImportRow | None:
        row = self._rows.find_one({"_id": row_id})
        return _ROW.from_row(row) if row else None

    def all(self, import_id: str) -> list[ImportRow]:
        """In their order."""
        return [_ROW.from_row(row) for row in self._rows.find({"import_id": import_id}).sort("position", 1)]

    def page(self, import_id: str, *, after: int, most: int, states: Sequence[RowState]) -> list[ImportRow]:
        """In their order, those behind the position `after`; of these states, if any are named."""
        where: Document = {"import_id": import_id, "position": {"$gt": after}}
        if states:
            where["state"] = {"$in": list(states)}
        return [_ROW.from_row(row) for row in self._rows.find(where).sort("position", 1).limit(most)]

    def count(self, import_id: str) -> Counter[str]:
        """How many stand how."""
        return Counter(row["state"] for row in self._rows.find({"import_id": import_id}, {"state": 1}))

    def save(self, row: ImportRow) -> None:
        self._rows.replace_one({"_id": row.id}, _ROW.to_row(row))


class MarkStore:
    """One row for each post that a file brought in, so that none is made twice."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "import_marks")

    def insert(self, mark: Mark) -> bool:
        """False where there is one."""
        try:
            self._rows.insert_one(_MARK.to_row(mark))
        except AlreadyThere:
            return False
        return True

    def find(self, mark_id: str) -> Mark | None:
        row = self._rows.find_one({"_id": mark_id})
        return _MARK.from_row(row) if row else None

    def find_many(self, ids: Sequence[str]) -> dict[str, Mark]:
        """By id."""
        return {row["_id"]: _MARK.from_row(row) for row in self._rows.find({"_id": {"$in": list(ids)}})}

    def take_over(self, old: Mark, new: Mark) -> bool:
        """Puts `new` in its place, if it still was as `old` says."""
        return self._rows.replace_one({"_id": old.id, "post_id": old.post_id}, _MARK.to_row(new)).matched_count == 1

    def forget(self, mark: Mark) -> None:
        self._rows.delete_one({"_id": mark.id, "post_id": mark.post_id})
