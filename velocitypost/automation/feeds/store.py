"""Feeds and their entries, in MongoDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from velocitypost.automation.feeds.model import Feed, Item
from velocitypost.content.store import swap_tag
from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection

_FEED = Shape(Feed)
_ITEM = Shape(Item)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


class FeedStore:
    """People's changes are compare-and-set on the row's version, a worker's on its claim; those leave the version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "feeds",
            [Index(("workspace_id", "url"), unique=True), Index(("workspace_id", "_id")), Index(("wake_at",))],
        )

    def insert(self, feed: Feed) -> bool:
        """False where the workspace follows this address already."""
        try:
            self._rows.insert_one(_FEED.to_row(feed))
        except AlreadyThere:
            return False
        return True

    def find(self, feed_id: str) -> Feed | None:
        row = self._rows.find_one({"_id": feed_id})
        return _FEED.from_row(row) if row else None

    def all(self, workspace_id: str) -> list[Feed]:
        """Newest first."""
        return [_FEED.from_row(row) for row in self._rows.find({"workspace_id": workspace_id}).sort("_id", -1)]

    def change(self, feed: Feed, **changes: Any) -> Feed | None:
        """The feed as it is then, if it still had this version; else None. A worker that looks at it stops."""
        changed = replace(feed, **changes, claim="", version=feed.version + 1)
        values = {name: _FEED.to_row(changed)[name] for name in (*changes, "claim", "version")}
        done = self._rows.update_one({"_id": feed.id, "version": feed.version}, {"$set": values})
        return changed if done.modified_count == 1 else None

    def replace_tag(self, workspace_id: str, old: str, new: str | None) -> None:
        """In what labels the drafts that are still to come."""
        swap_tag(self._rows, {"workspace_id": workspace_id}, old, new, field="labels.tags", version="version")

    def delete(self, feed: Feed) -> None:
        self._rows.delete_one({"_id": feed.id})

    def due(self, now: datetime, *, most: int) -> list[Feed]:
        """Those to be looked at by now, the longest waiting first."""
        where: Document = {"wake_at": {"$gt": _BEGINNING, "$lte": now}}
        return [_FEED.from_row(row) for row in self._rows.find(where).sort("wake_at", 1).limit(most)]

    def claim(self, feed: Feed, claim: str, *, until: datetime) -> Feed | None:
        """The feed as it is then, if nobody took or changed it meanwhile; else None."""
        still = {"_id": feed.id, "version": feed.version, "claim": feed.claim, "wake_at": feed.wake_at}
        done = self._rows.update_one(still, {"$set": {"claim": claim, "wake_at": until}})
        return replace(feed, claim=claim, wake_at=until) if done.modified_count == 1 else None

    def settle(self, feed: Feed, **changes: Any) -> bool:
        """Whether the claim still held; what was learned is kept then, and the claim is over."""
        changed = replace(feed, **changes, claim="")
        values = {name: _FEED.to_row(changed)[name] for name in (*changes, "claim")}
        return self._rows.update_one({"_id": feed.id, "claim": feed.claim}, {"$set": values}).modified_count == 1

    def count_draft(self, feed_id: str) -> None:
        self._rows.update_one({"_id": feed_id}, {"$inc": {"drafts": 1}})


class ItemStore:
    """One row for each entry of a feed, for good: so none becomes two drafts."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database, "feed_items", [Index(("feed_id", "guid"), unique=True), Index(("feed_id", "-_id"))]
        )

    def insert(self, item: Item) -> bool:
        """False where the entry is known."""
        try:
            self._rows.insert_one(_ITEM.to_row(item))
        except AlreadyThere:
            return False
        return True

    def find(self, item_id: str) -> Item | None:
        row = self._rows.find_one({"_id": item_id})
        return _ITEM.from_row(row) if row else None

    def known(self, feed_id: str, guids: Sequence[str]) -> set[str]:
        """Which of these are known."""
        rows = self._rows.find({"feed_id": feed_id, "guid": {"$in": list(guids)}}, {"guid": 1})
        return {row["guid"] for row in rows}

    def page(self, feed_id: str, *, before: str | None, most: int) -> list[Item]:
        """Newest first, those seen before the one with the id `before`."""
        where: Document = {"feed_id": feed_id, "_id": {"$lt": before or "item_~"}}
        return [_ITEM.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def unfinished(self, feed_id: str, now: datetime, *, most: int) -> list[Item]:
        """Those that somebody began with and did not finish, among the latest."""
        latest = self.page(feed_id, before=None, most=most)
        return [item for item in reversed(latest) if item.state == "making" and item.claimed_until <= now]

    def change(self, item: Item, changed: Item) -> bool:
        """Whether the row still was as `item` says, and so was changed."""
        still = {"_id": item.id, "state": item.state, "claimed_until": item.claimed_until}
        return self._rows.replace_one(still, _ITEM.to_row(changed)).matched_count == 1

    def count_made(self, feed_id: str, since: datetime, *, most: int) -> int:
        """How many of the latest became drafts, or are about to, since then."""
        latest = self.page(feed_id, before=None, most=most)
        return sum(item.state in ("making", "made") and item.seen_at >= since for item in latest)

    def delete_all(self, feed_id: str) -> None:
        self._rows.delete_many({"feed_id": feed_id})
