"""Categories, evergreen posts, and when queues are to be filled, in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from velocitypost.automation.evergreen import Category, Evergreen
from velocitypost.content.store import swap_tag
from velocitypost.core.database import Database, Document, Index, Shape, collection

_CATEGORY = Shape(Category)
_EVERGREEN = Shape(Evergreen)


class CategoryStore:
    """Rows by workspace; every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "categories", [Index(("workspace_id", "_id"))])

    def insert(self, category: Category) -> None:
        self._rows.insert_one(_CATEGORY.to_row(category))

    def find(self, category_id: str) -> Category | None:
        row = self._rows.find_one({"_id": category_id})
        return _CATEGORY.from_row(row) if row else None

    def list(self, workspace_id: str) -> list[Category]:
        """All of a workspace, the oldest first; there are few."""
        return [_CATEGORY.from_row(row) for row in self._rows.find({"workspace_id": workspace_id}).sort("_id", 1)]

    def save(self, category: Category) -> bool:
        """Whether the row still had the version before this one, and so was replaced."""
        same = {"_id": category.id, "version": category.version - 1}
        return self._rows.replace_one(same, _CATEGORY.to_row(category)).modified_count == 1

    def delete(self, category: Category) -> bool:
        """Whether the row still was as `category` says, and is gone now."""
        return self._rows.delete_one({"_id": category.id, "version": category.version}).deleted_count == 1


class EvergreenStore:
    """Rows by category; every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database, "evergreens", [Index(("category_id", "_id")), Index(("workspace_id", "media_ids"))]
        )

    def insert(self, evergreen: Evergreen) -> None:
        self._rows.insert_one(_row(evergreen))

    def find(self, evergreen_id: str) -> Evergreen | None:
        row = self._rows.find_one({"_id": evergreen_id})
        return _EVERGREEN.from_row(row) if row else None

    def of_category(self, category_id: str) -> list[Evergreen]:
        """All of a category, the oldest first; there are at most a few hundred."""
        return [_EVERGREEN.from_row(row) for row in self._rows.find({"category_id": category_id}).sort("_id", 1)]

    def page(self, category_id: str, *, before: str | None, most: int) -> list[Evergreen]:
        """Newest first, those made before the one with the id `before`."""
        where: Document = {"category_id": category_id, "_id": {"$lt": before or "evergreen_~"}}
        return [_EVERGREEN.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def count(self, category_id: str) -> int:
        return self._rows.count_documents({"category_id": category_id})

    def save(self, evergreen: Evergreen) -> bool:
        """Whether the row still had the version before this one, and so was replaced."""
        same = {"_id": evergreen.id, "version": evergreen.version - 1}
        return self._rows.replace_one(same, _row(evergreen)).modified_count == 1

    def delete(self, evergreen: Evergreen) -> bool:
        """Whether the row still was as `evergreen` says, and is gone now."""
        return self._rows.delete_one({"_id": evergreen.id, "version": evergreen.version}).deleted_count == 1

    def delete_of(self, category_id: str) -> int:
        """How many there were."""
        return self._rows.delete_many({"category_id": category_id}).deleted_count

    def replace_tag(self, workspace_id: str, old: str, new: str | None) -> None:
        """In what labels the posts that are still to be made. Whoever makes one meanwhile begins anew."""
        swap_tag(self._rows, {"workspace_id": workspace_id}, old, new, field="labels.tags", version="version")

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        """Whether an evergreen post carries this file."""
        return self._rows.find_one({"workspace_id": workspace_id, "media_ids": media_id}, {"_id": 1}) is not None


@dataclass(frozen=True)
class Filling:
    """When a queue's turns are to be filled, and why those stay empty that could not be (by the turn's instant)."""

    queue_id: str
    due: datetime
    unfilled: Mapping[str, str] = field(default_factory=dict)


class FillingStore:
    """One row for each queue with turns that name a category. `due` is also the lease of whoever fills it."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "queue_fillings", [Index(("due",))])

    def ask(self, queue_id: str, now: datetime) -> None:
        """Has the queue filled soon."""
        self._rows.update_one({"_id": queue_id}, {"$set": {"due": now}}, upsert=True)

    def forget(self, queue_id: str) -> None:
        self._rows.delete_one({"_id": queue_id})

    def find(self, queue_id: str) -> Filling | None:
        row = self._rows.find_one({"_id": queue_id})
        return _filling(row) if row else None

    def due(self, now: datetime, *, most: int) -> Sequence[Filling]:
        """The longest waiting first."""
        return [_filling(row) for row in self._rows.find({"due": {"$lte": now}}).sort("due", 1).limit(most)]

    def put_off(self, filling: Filling, due: datetime, unfilled: Mapping[str, str] | None = None) -> Filling | None:
        """The row with another `due`, where it still was as `filling` says."""
        told = filling.unfilled if unfilled is None else unfilled
        changes = {"due": due, "unfilled": dict(told)}
        same = {"_id": filling.queue_id, "due": filling.due}
        changed = self._rows.update_one(same, {"$set": changes}).modified_count == 1
        return Filling(filling.queue_id, due, told) if changed else None


def _row(evergreen: Evergreen) -> Document:
    return {**_EVERGREEN.to_row(evergreen), "media_ids": sorted(evergreen.writing.media_ids)}


def _filling(row: Document) -> Filling:
    return Filling(row["_id"], row["due"], row.get("unfilled") or {})
