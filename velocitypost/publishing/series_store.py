"""Series and what was made of them, in MongoDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from velocitypost.content.store import swap_tag
from velocitypost.core.database import AlreadyThere, Database, Document, Index, Shape, collection
from velocitypost.publishing.series import Making, Series, SeriesState

_SERIES = Shape(Series)
_MAKING = Shape(Making)
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


class SeriesStore:
    """Every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "series",
            [Index(("workspace_id", "_id")), Index(("workspace_id", "state", "_id")), Index(("state", "wake_at"))],
        )

    def insert(self, series: Series) -> bool:
        """Whether there was none with its id yet."""
        try:
            self._rows.insert_one(_SERIES.to_row(series))
        except AlreadyThere:
            return False
        return True

    def find(self, series_id: str) -> Series | None:
        row = self._rows.find_one({"_id": series_id})
        return _SERIES.from_row(row) if row else None

    def page(
        self, workspace_id: str, *, before: str | None, most: int, state: SeriesState | None = None
    ) -> list[Series]:
        """Newest first, those made before the one with the id `before`; all, or those in this state."""
        where: Document = {"workspace_id": workspace_id, "_id": {"$lt": before or "series_~"}}
        if state is not None:
            where["state"] = state.value
        return [_SERIES.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def save(self, series: Series) -> Series | None:
        """Replaces the row if it still has `series.version`, and gives it with its new version; else None."""
        saved = replace(series, version=series.version + 1)
        result = self._rows.replace_one({"_id": series.id, "version": series.version}, _SERIES.to_row(saved))
        return saved if result.matched_count == 1 else None

    def delete(self, series: Series) -> bool:
        """Whether the row still had `series.version`, and so is gone."""
        return self._rows.delete_one({"_id": series.id, "version": series.version}).deleted_count == 1

    def due(self, now: datetime, *, most: int) -> list[Series]:
        """Those that posts are to be made from by now, the longest waiting first."""
        where: Document = {"state": SeriesState.ACTIVE.value, "wake_at": {"$gt": _BEGINNING, "$lte": now}}
        return [_SERIES.from_row(row) for row in self._rows.find(where).sort("wake_at", 1).limit(most)]

    def replace_tag(self, workspace_id: str, old: str, new: str | None) -> None:
        """In what labels the posts that are still to be made. Whoever makes one, or changes one, begins anew."""
        self._rows.update_many({"workspace_id": workspace_id, "labels.tags": old}, {"$inc": {"edition": 1}})
        swap_tag(self._rows, {"workspace_id": workspace_id}, old, new, field="labels.tags", version="version")

    def count_unended(self, workspace_id: str) -> int:
        return sum(row["state"] != SeriesState.ENDED.value for row in self._of(workspace_id))

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        """Whether a series that has not ended carries this file."""
        rows = (row for row in self._of(workspace_id) if row["state"] != SeriesState.ENDED.value)
        return any(media_id in _media_of(row["writing"]) for row in rows)

    def _of(self, workspace_id: str) -> list[Document]:
        fields = {
            "state": 1,
            "writing.media.media_id": 1,
            "writing.follow_ups.media.media_id": 1,
            "writing.tailored": 1,
        }
        return list(self._rows.find({"workspace_id": workspace_id}, fields))


class MakingStore:
    """One row for each time of a series that a post is made for, for good: so none is made twice."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "series_posts", [Index(("series_id", "at"))])

    def insert(self, making: Making) -> bool:
        """Whether there was none for this time yet."""
        try:
            self._rows.insert_one(_MAKING.to_row(making))
        except AlreadyThere:
            return False
        return True

    def find(self, making_id: str) -> Making | None:
        row = self._rows.find_one({"_id": making_id})
        return _MAKING.from_row(row) if row else None

    def change(self, making: Making, changed: Making) -> bool:
        """Whether the row still was as `making` says, and so was changed."""
        still = {"_id": making.id, "state": making.state, "claimed_until": making.claimed_until}
        return self._rows.replace_one(still, _MAKING.to_row(changed)).matched_count == 1

    def find_many(self, making_ids: Sequence[str]) -> dict[str, Making]:
        """By id, those that are there."""
        rows = self._rows.find({"_id": {"$in": list(making_ids)}})
        return {making.id: making for making in map(_MAKING.from_row, rows)}

    def after(self, series_id: str, moment: datetime) -> Sequence[Making]:
        """Those of a series whose time is still to come."""
        rows = self._rows.find({"series_id": series_id, "at": {"$gt": moment}})
        return [_MAKING.from_row(row) for row in rows]

    def forget(self, series_id: str) -> None:
        """Nothing will be made of this series any more."""
        self._rows.delete_many({"series_id": series_id})


def _media_of(writing: Document) -> set[str]:
    versions = [writing, *(own or {} for own in (writing.get("tailored") or {}).values())]
    items = [item for version in versions for item in version.get("media") or ()]
    parts = [part for version in versions for part in version.get("follow_ups") or ()]
    return {item["media_id"] for item in (*items, *(item for part in parts for item in part.get("media") or ()))}
