"""Publications in MongoDB: the durable queue. Every change is compare-and-set on the row's version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection
from velocitypost.publishing.model import Publication, State

_SHAPE = Shape(Publication)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
_CALENDAR = {"attempts": 0, "pending": 0, "claim": 0, "trail": 0}


@dataclass(frozen=True)
class Due:
    """A publication that the clockwork must hand to a worker."""

    id: str
    workspace_id: str
    platform: str
    wake_at: datetime


class PublicationStore:
    """Finds what is due by one index on `wake_at`, which settled and held rows do not have."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "publications",
            [
                Index(("wake_at",)),
                Index(("workspace_id", "due_at")),
                Index(("post_id", "connection_id", "position"), unique=True),
                Index(("connection_id", "due_at")),
                Index(("metrics_at",)),
            ],
        )

    def insert(self, publications: Sequence[Publication]) -> None:
        """Adds the rows that are not there yet: to repeat it is safe."""
        for publication in publications:
            try:
                self._rows.insert_one(_SHAPE.to_row(publication))
            except AlreadyThere:
                continue

    def find(self, publication_id: str) -> Publication | None:
        row = self._rows.find_one({"_id": publication_id})
        return _SHAPE.from_row(row) if row else None

    def of_posts(self, post_ids: Sequence[str]) -> list[Publication]:
        """All of these posts, in the order of their accounts and parts."""
        rows = self._rows.find({"post_id": {"$in": list(post_ids)}})
        return sorted(map(_SHAPE.from_row, rows), key=lambda p: (p.post_id, p.connection_id, p.position))

    def save(self, publication: Publication) -> Publication | None:
        """Replaces the row if it still has `publication.version`, and gives it with its new version; else None."""
        saved = replace(publication, version=publication.version + 1)
        result = self._rows.replace_one({"_id": publication.id, "version": publication.version}, _SHAPE.to_row(saved))
        return saved if result.matched_count == 1 else None

    def due(self, now: datetime, *, most: int) -> list[Due]:
        """What must be looked at by now, the longest waiting first."""
        rows = self._rows.find(
            {"wake_at": {"$gt": _BEGINNING, "$lte": now}}, {"workspace_id": 1, "platform": 1, "wake_at": 1}
        )
        return [
            Due(row["_id"], row["workspace_id"], row["platform"], row["wake_at"])
            for row in rows.sort("wake_at", 1).limit(most)
        ]

    def calendar(self, workspace_id: str, since: datetime, until: datetime) -> Iterable[Document]:
        """The raw rows due in the range, without their attempts, in order."""
        return self._rows.find({"workspace_id": workspace_id, "due_at": {"$gte": since, "$lt": until}}, _CALENDAR).sort(
            "due_at", 1
        )

    def held(self, workspace_id: str, code: str) -> list[Publication]:
        """The scheduled rows of a workspace that wait for this reason."""
        rows = self._rows.find({"workspace_id": workspace_id, "state": State.SCHEDULED.value, "hold.code": code})
        return [_SHAPE.from_row(row) for row in rows]

    def held_by_connection(self, connection_id: str) -> list[Publication]:
        """The scheduled rows that wait for their account to be connected again."""
        rows = self._rows.find({"connection_id": connection_id, "state": "scheduled", "hold.code": "reconnect"})
        return [_SHAPE.from_row(row) for row in rows]

    def scheduled(self, workspace_id: str) -> list[Publication]:
        """What has not begun in this workspace."""
        rows = self._rows.find({"workspace_id": workspace_id, "state": State.SCHEDULED.value})
        return [_SHAPE.from_row(row) for row in rows]

    def cancelled_by(self, workspace_id: str, batch: str) -> list[Publication]:
        rows = self._rows.find({"workspace_id": workspace_id, "cancelled_by": batch})
        return [_SHAPE.from_row(row) for row in rows]

    def is_recorded(self, connection_id: str, platform_post_id: str, *, but: str) -> bool:
        """Whether this live post is known as the outcome of another publication of the account."""
        found = self._rows.find_one(
            {
                "connection_id": connection_id,
                "result.platform_post_id": platform_post_id,
                "_id": {"$ne": but},
            },
            {"_id": 1},
        )
        return found is not None

    def metrics_due(self, now: datetime, *, most: int) -> list[Publication]:
        rows = self._rows.find({"metrics_at": {"$gt": _BEGINNING, "$lte": now}}).sort("metrics_at", 1).limit(most)
        return [_SHAPE.from_row(row) for row in rows]

    def set_metrics(self, publication_id: str, metrics: dict[str, Any] | None, next_at: datetime | None) -> None:
        """Metrics change nothing that a compare-and-set guards, so they leave the version alone."""
        self._rows.update_one({"_id": publication_id}, {"$set": {"metrics": metrics, "metrics_at": next_at}})

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        """Whether a publication that is not settled carries this file."""
        found = self._rows.find_one(
            {
                "workspace_id": workspace_id,
                "draft.files.media_id": media_id,
                "state": {"$in": ["scheduled", "publishing", "processing", "unconfirmed"]},
            },
            {"_id": 1},
        )
        return found is not None
