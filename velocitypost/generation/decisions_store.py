"""Decisions about the posts of batches in MongoDB."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection
from velocitypost.generation.decisions import SLOTS_MOST, Decision, decision_id

_DECISION = Shape(Decision)


class DecisionStore:
    """At most one row for each post of a batch; every change is compare-and-set on its version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "batch_decisions", [Index(("batch_id", "slot"))])

    def of(self, batch_id: str) -> list[Decision]:
        """In the order of the posts."""
        where: Document = {"batch_id": batch_id, "slot": {"$gte": 0, "$lt": SLOTS_MOST}}
        return [_DECISION.from_row(row) for row in self._rows.find(where).sort("slot", 1).limit(SLOTS_MOST)]

    def of_slots(self, batch_id: str, slots: Collection[int]) -> dict[int, Decision]:
        """By the number of the post."""
        ids = [decision_id(batch_id, slot) for slot in slots]
        rows = map(_DECISION.from_row, self._rows.find({"_id": {"$in": ids}}))
        return {decision.slot: decision for decision in rows}

    def put(self, decision: Decision, *, before: Decision | None) -> Decision | None:
        """Stores it where nobody else decided since `before` was read, and gives it as it is kept; else None."""
        if before is None:
            try:
                self._rows.insert_one(_DECISION.to_row(decision))
            except AlreadyThere:
                return None
            return decision
        saved = replace(decision, version=before.version + 1)
        where = {"_id": decision.id, "version": before.version}
        return saved if self._rows.replace_one(where, _DECISION.to_row(saved)).matched_count == 1 else None
