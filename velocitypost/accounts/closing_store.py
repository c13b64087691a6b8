"""Accounts that are being closed, and how rows of any room are found and removed, in MongoDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection

_AT_ONCE = 500


@dataclass(frozen=True)
class Closing:
    """The end of a workspace and of its owner's account. `due_at` is when to go on, and the lease of whoever does.

    `swept` once everything was removed: then neither name nor address is here any more.
    """

    id: str
    user_id: str
    name: str
    email: str
    asked_at: datetime
    due_at: datetime
    swept: bool = False


@dataclass(frozen=True)
class Belonging:
    """How the rows of a collection are known to be a workspace's.

    Their `field` names it; or a person (`of="user"`), or a row of another `collection` that is its. With `begins`, the
    `field` only begins with the id and a stroke.
    """

    collection: str
    field: str = "workspace_id"
    of: str = "workspace"
    of_field: str = "workspace_id"
    begins: bool = False


_SHAPE = Shape(Closing)


class ClosingStore:
    """One row for each workspace that is being closed."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "closings", [Index(("due_at",))])

    def insert(self, closing: Closing) -> None:
        """To repeat it is safe: the first wish counts."""
        try:
            self._rows.insert_one(_SHAPE.to_row(closing))
        except AlreadyThere:
            return

    def find_due(self, now: datetime) -> Closing | None:
        """The one that waits longest."""
        rows = list(self._rows.find({"due_at": {"$lte": now}}).sort("due_at", 1).limit(1))
        return _SHAPE.from_row(rows[0]) if rows else None

    def postpone(self, closing: Closing, until: datetime) -> bool:
        """Whether it still was due when `closing` says, and so is this caller's now."""
        mine = {"_id": closing.id, "due_at": closing.due_at}
        return self._rows.update_one(mine, {"$set": {"due_at": until}}).matched_count == 1

    def set_due(self, workspace_id: str, at: datetime) -> None:
        self._rows.update_one({"_id": workspace_id}, {"$set": {"due_at": at}})

    def note_swept(self, workspace_id: str, again_at: datetime) -> None:
        self._rows.update_one(
            {"_id": workspace_id}, {"$set": {"swept": True, "due_at": again_at, "name": "", "email": ""}}
        )

    def delete(self, workspace_id: str) -> None:
        self._rows.delete_one({"_id": workspace_id})


class Eraser:
    """Removes rows of whatever collection, with the files that go by their ids."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(
        self, belonging: Belonging, roots: Mapping[str, str], *, forget: Callable[[str], object] | None = None
    ) -> int:
        """How many rows went. `roots` are the ids of the workspace and of the person.

        `forget` is called with the id of each row before it goes: what dies in between is found again.
        """
        rows = self._database[belonging.collection]
        gone = 0
        for where in self._where(belonging, roots):
            if forget is not None:
                for row in rows.find(where, {"_id": 1}):
                    forget(row["_id"])
            gone += rows.delete_many(where).deleted_count
        return gone

    def _where(self, belonging: Belonging, roots: Mapping[str, str]) -> Iterator[Document]:
        root = roots.get(belonging.of)
        if root is None:
            whose = roots["user" if belonging.of_field == "user_id" else "workspace"]
            parents = self._database[belonging.of].find({belonging.of_field: whose}, {"_id": 1})
            ids = (row["_id"] for row in parents)
            while some := list(islice(ids, _AT_ONCE)):
                yield {belonging.field: {"$in": some}}
        elif belonging.begins:
            for stroke, beyond in (("/", "0"), (":", ";")):
                yield {belonging.field: {"$gte": f"{root}{stroke}", "$lt": f"{root}{beyond}"}}
        else:
            yield {belonging.field: root}
