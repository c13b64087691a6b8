"""Batches and their drafts in MongoDB."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from velocitypost.core.database import AlreadyThere, Database, DatabaseError, Document, Index, Shape, collection
from velocitypost.generation.batch import DRAFTS_MOST, PLATFORMS_MOST, UNDER_WAY, Batch, BatchDraft, draft_id

_BATCH = Shape(Batch)
_DRAFT = Shape(BatchDraft)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


class BatchStore:
    """A batch belongs to whoever's claim stands in it; every change of state asks for what it was."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "batches", [Index(("workspace_id", "_id")), Index(("wake_at",))])

    def insert(self, batch: Batch) -> None:
        self._rows.insert_one(_BATCH.to_row(batch))

    def find(self, batch_id: str) -> Batch | None:
        row = self._rows.find_one({"_id": batch_id})
        return _BATCH.from_row(row) if row else None

    def page(self, workspace_id: str, *, before: str | None, most: int) -> list[Batch]:
        """Newest first, those begun before the one with the id `before`."""
        where: Document = {"workspace_id": workspace_id, "_id": {"$lt": before or "batch_~"}}
        return [_BATCH.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def due(self, now: datetime, *, most: int) -> list[Batch]:
        """Those that nobody works on, the longest waiting first."""
        where: Document = {"wake_at": {"$gt": _BEGINNING, "$lte": now}}
        return [_BATCH.from_row(row) for row in self._rows.find(where).sort("wake_at", 1).limit(most)]

    def claim(self, batch: Batch, claim: str, *, until: datetime) -> bool:
        """Whether nobody else had taken it meanwhile."""
        still = {"_id": batch.id, "claim": batch.claim, "state": batch.state, "wake_at": batch.wake_at}
        taken = {"claim": claim, "state": "running", "wake_at": until}
        return self._rows.update_one(still, {"$set": taken, "$inc": {"tries": 1}}).modified_count == 1

    def renew(self, batch_id: str, claim: str, *, until: datetime) -> bool:
        """Whether it is still ours, and nobody has cancelled it."""
        ours = {"_id": batch_id, "claim": claim, "state": "running"}
        return self._rows.update_one(ours, {"$set": {"wake_at": until}}).matched_count == 1

    def add(self, batch_id: str, *, done: int, composed: int) -> None:
        self._rows.update_one({"_id": batch_id}, {"$inc": {"done": done, "composed": composed}})

    def recount(self, batch_id: str, *, done: int, composed: int) -> None:
        """What there really is: a crash may have come between a draft and its being counted."""
        self._rows.update_one({"_id": batch_id}, {"$set": {"done": done, "composed": composed}})

    def notice(self, batch_id: str, notices: Sequence[str]) -> None:
        self._rows.update_one({"_id": batch_id}, {"$set": {"notices": list(notices)}})

    def finish(self, batch_id: str, claim: str, state: str, *, at: datetime) -> bool:
        """Ends it as its holder. Whether it still was ours."""
        ours = {"_id": batch_id, "claim": claim, "state": "running"}
        over = {"state": state, "wake_at": None, "finished_at": at}
        return self._rows.update_one(ours, {"$set": over}).modified_count == 1

    def cancel(self, batch_id: str, *, at: datetime) -> bool:
        """Ends it from outside. Whether it was under way."""
        open_one = {"_id": batch_id, "state": {"$in": list(UNDER_WAY)}}
        over = {"state": "cancelled", "wake_at": None, "finished_at": at}
        return self._rows.update_one(open_one, {"$set": over}).modified_count == 1

    def count_under_way(self, workspace_id: str) -> int:
        rows = self._rows.find({"workspace_id": workspace_id}, {"state": 1}).sort("_id", -1).limit(50)
        return sum(row["state"] in UNDER_WAY for row in rows)


class DraftStore:
    """Drafts by batch, in the order of its posts."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "batch_drafts", [Index(("batch_id", "_id")), Index(("workspace_id", "_id"))])

    def insert(self, drafts: Sequence[BatchDraft]) -> list[BatchDraft]:
        """Those that were not there yet: to repeat it is safe. Many are one statement, and one sync."""
        there = {row["_id"] for row in self._rows.find({"_id": {"$in": [draft.id for draft in drafts]}}, {"_id": 1})}
        added = [draft for draft in drafts if draft.id not in there]
        if not added:
            return []
        try:
            self._rows.insert_many([_DRAFT.to_row(draft) for draft in added], ordered=False)
        except DatabaseError:
            # Somebody was quicker with one of them, or the database is in trouble: alone each of them tells.
            self._insert_each(added)
        return added

    def _insert_each(self, drafts: Sequence[BatchDraft]) -> None:
        for draft in drafts:
            with suppress(AlreadyThere):
                self._rows.insert_one(_DRAFT.to_row(draft))

    def find(self, draft_id: str) -> BatchDraft | None:
        row = self._rows.find_one({"_id": draft_id})
        return _DRAFT.from_row(row) if row else None

    def page(self, batch_id: str, *, after: str | None, most: int) -> list[BatchDraft]:
        """In the order of the posts, those after the one with the id `after`."""
        where: Document = {"batch_id": batch_id, "_id": {"$gt": after or "", "$lt": "draft_~"}}
        return [_DRAFT.from_row(row) for row in self._rows.find(where).sort("_id", 1).limit(most)]

    def of_slot(self, batch_id: str, slot: int) -> list[BatchDraft]:
        """The texts of one post, for all its platforms."""
        first = draft_id(batch_id, slot, "")
        where: Document = {"batch_id": batch_id, "_id": {"$gt": first, "$lt": f"{first}~"}}
        return [_DRAFT.from_row(row) for row in self._rows.find(where).sort("_id", 1).limit(PLATFORMS_MOST)]

    def made(self, batch_id: str) -> dict[str, bool]:
        """The ids of those that there are, and whether each was composed without a model."""
        where: Document = {"batch_id": batch_id, "_id": {"$gt": "", "$lt": "draft_~"}}
        rows = self._rows.find(where, {"suggestion.engine": 1}).limit(DRAFTS_MOST)
        return {row["_id"]: row["suggestion"]["engine"] == "composer" for row in rows}

    def save(self, draft: BatchDraft) -> BatchDraft | None:
        """Replaces it if it still has `draft.version`, and gives it with its new version; else None."""
        saved = replace(draft, version=draft.version + 1)
        where = {"_id": draft.id, "version": draft.version}
        return saved if self._rows.replace_one(where, _DRAFT.to_row(saved)).matched_count == 1 else None
