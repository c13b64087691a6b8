"""Queues, and which post took which of their turns, in MongoDB."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from velocitypost.automation.queues import Queue, Taking
from velocitypost.core.database import AlreadyThere, Database, Index, Shape, collection

_QUEUE = Shape(Queue)
_TAKING = Shape(Taking)


class QueueStore:
    """Rows by workspace; every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "queues", [Index(("workspace_id", "_id"))])

    def insert(self, queue: Queue) -> bool:
        """False where there is one with this id already."""
        try:
            self._rows.insert_one(_QUEUE.to_row(queue))
        except AlreadyThere:
            return False
        return True

    def find(self, queue_id: str) -> Queue | None:
        row = self._rows.find_one({"_id": queue_id})
        return _QUEUE.from_row(row) if row else None

    def list(self, workspace_id: str) -> list[Queue]:
        """All of a workspace, the oldest first; there are few."""
        return [_QUEUE.from_row(row) for row in self._rows.find({"workspace_id": workspace_id}).sort("_id", 1)]

    def save(self, queue: Queue) -> bool:
        """Whether the row still had the version before this one, and so was replaced."""
        same = {"_id": queue.id, "version": queue.version - 1}
        return self._rows.replace_one(same, _QUEUE.to_row(queue)).modified_count == 1

    def delete(self, queue: Queue) -> bool:
        """Whether the row still was as `queue` says, and is gone now."""
        return self._rows.delete_one({"_id": queue.id, "version": queue.version}).deleted_count == 1


class TakingStore:
    """One row for each turn that was ever taken; its id is the turn's, so that no two posts take one."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "queue_turns", [Index(("queue_id", "at")), Index(("post_id",))])

    def insert(self, taking: Taking) -> bool:
        """Whether nobody had taken the turn yet."""
        try:
            self._rows.insert_one(_TAKING.to_row(taking))
        except AlreadyThere:
            return False
        return True

    def find(self, taking_id: str) -> Taking | None:
        row = self._rows.find_one({"_id": taking_id})
        return _TAKING.from_row(row) if row else None

    def of_post(self, post_id: str) -> list[Taking]:
        return [_TAKING.from_row(row) for row in self._rows.find({"post_id": post_id})]

    def between(self, queue_id: str, since: datetime, until: datetime) -> Sequence[Taking]:
        """Those from `since` on and before `until`, in their order."""
        rows = self._rows.find({"queue_id": queue_id, "at": {"$gte": since, "$lt": until}}).sort("at", 1)
        return [_TAKING.from_row(row) for row in rows]

    def change(self, taking: Taking) -> bool:
        """Whether the row still had the version before this one, and so was replaced."""
        same = {"_id": taking.id, "version": taking.version - 1}
        return self._rows.replace_one(same, _TAKING.to_row(taking)).modified_count == 1

    def delete(self, taking: Taking) -> bool:
        """Whether the row still was as `taking` says, and is gone now."""
        return self._rows.delete_one({"_id": taking.id, "version": taking.version}).deleted_count == 1

    def forget(self, queue_id: str) -> None:
        """Everything of a queue that is gone."""
        self._rows.delete_many({"queue_id": queue_id})
