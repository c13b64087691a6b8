"""Sources and their passages in MongoDB. The files are in `core/blobs`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from velocitypost.core.database import Database, Document, Index, Shape, collection
from velocitypost.sources.model import Source, SourceState
from velocitypost.sources.passage import Passage

_SHAPE = Shape(Source)
_PASSAGES = Shape(Passage)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
_END = datetime(9999, 1, 1, tzinfo=UTC)
SHELF = 50


@dataclass(frozen=True)
class Due:
    """A source that a worker must do something about."""

    id: str
    workspace_id: str
    state: SourceState


class SourceStore:
    """Newest first is by id: ids sort by the time they were made. Every change is compare-and-set on the version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "sources",
            [Index(("workspace_id", "-_id")), Index(("wake_at",)), Index(("workspace_id", "wake_at"))],
        )

    def insert(self, source: Source) -> None:
        self._rows.insert_one(_SHAPE.to_row(source))

    def find(self, source_id: str) -> Source | None:
        """Whosever it is: for workers."""
        row = self._rows.find_one({"_id": source_id})
        return _SHAPE.from_row(row) if row else None

    def find_of(self, workspace_id: str, source_id: str) -> Source | None:
        row = self._rows.find_one({"_id": source_id, "workspace_id": workspace_id})
        return _SHAPE.from_row(row) if row else None

    def page(self, workspace_id: str, *, before: str | None, most: int) -> list[Source]:
        """Newest first, older than the id `before`, without those that are being removed."""
        match: Document = {"workspace_id": workspace_id, "state": {"$ne": SourceState.LEAVING.value}}
        if before is not None:
            match["_id"] = {"$lt": before}
        return [_SHAPE.from_row(row) for row in self._rows.find(match).sort([("_id", -1)]).limit(most)]

    def count(self, workspace_id: str) -> int:
        return sum(1 for _ in self._rows.find({"workspace_id": workspace_id}, {"_id": 1}))

    def save(self, source: Source) -> Source | None:
        """Replaces the row if it still has `source.version`, and gives it with its new version; else None."""
        saved = replace(source, version=source.version + 1)
        result = self._rows.replace_one({"_id": source.id, "version": source.version}, _SHAPE.to_row(saved))
        return saved if result.matched_count == 1 else None

    def delete(self, source_id: str) -> None:
        self._rows.delete_one({"_id": source_id})

    def due(self, now: datetime, *, most: int) -> list[Due]:
        """What must be looked at by now, the longest waiting first."""
        rows = self._rows.find({"wake_at": {"$gt": _BEGINNING, "$lte": now}}, {"workspace_id": 1, "state": 1})
        return [
            Due(row["_id"], row["workspace_id"], SourceState(row["state"]))
            for row in rows.sort("wake_at", 1).limit(most)
        ]

    def in_hand(self, now: datetime) -> Counter[str]:
        """How many workers are reading at the moment, by workspace."""
        rows = self._rows.find({"wake_at": {"$gt": now, "$lt": _END}}, {"workspace_id": 1})
        return Counter(row["workspace_id"] for row in rows)

    def count_unread(self, workspace_id: str) -> int:
        """How many of this workspace's wait, or are being read."""
        rows = self._rows.find({"workspace_id": workspace_id, "wake_at": {"$gt": _BEGINNING, "$lt": _END}}, {"_id": 1})
        return sum(1 for _ in rows)


class PassageStore:
    """Passages, fifty to a row: a document has thousands, and they are read and removed together."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "source_passages", [Index(("workspace_id", "source_id", "first"))])

    def replace(self, workspace_id: str, source_id: str, passages: Sequence[Passage]) -> None:
        """These and no others are the source's."""
        self.delete(workspace_id, source_id)
        for first in range(0, len(passages), SHELF):
            row: Document = {
                "_id": f"{source_id}:{first}",
                "workspace_id": workspace_id,
                "source_id": source_id,
                "first": first,
                "passages": [_PASSAGES.to_row(passage) for passage in passages[first : first + SHELF]],
            }
            self._rows.replace_one({"_id": row["_id"]}, row, upsert=True)

    def of(self, workspace_id: str, source_id: str, *, first: int, most: int | None) -> list[Passage]:
        """From number `first` on, in reading order."""
        shelf = first - first % SHELF
        numbers: Document = {"$gte": shelf}
        if most is not None:
            numbers["$lt"] = first + most
        rows = self._rows.find({"workspace_id": workspace_id, "source_id": source_id, "first": numbers}).sort(
            "first", 1
        )
        found = [
            _PASSAGES.from_row(passage) for row in rows for passage in row["passages"][max(0, first - row["first"]) :]
        ]
        return found if most is None else found[:most]

    def delete(self, workspace_id: str, source_id: str) -> None:
        self._rows.delete_many({"workspace_id": workspace_id, "source_id": source_id})
