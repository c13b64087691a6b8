"""What is known of uploaded files, in MongoDB. The files themselves are in `core/blobs`."""

from __future__ import annotations

import builtins
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from velocitypost.core.database import AlreadyThere, Collection, Database, Document, Index, Shape, collection
from velocitypost.media.model import Kind, Media, Rendition, Upload

_MEDIA = Shape(Media)
_RENDITION = Shape(Rendition)
_UPLOAD = Shape(Upload)
_WORD = re.compile(r"\w+", re.UNICODE)


class MediaStore:
    """Newest first is by id: ids sort by the time they were made."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = collection(
            database,
            "media",
            [
                Index(("workspace_id", "-_id")),
                Index(("workspace_id", "words")),
                Index(("workspace_id", "kind", "-_id")),
                Index(("workspace_id", "tags", "-_id")),
            ],
        )

    def insert(self, media: Media) -> None:
        self._rows.insert_one({**_MEDIA.to_row(media), "words": _words(media)})

    def find(self, workspace_id: str, media_id: str) -> Media | None:
        row = self._rows.find_one({"_id": media_id, "workspace_id": workspace_id}, {"words": 0})
        return _MEDIA.from_row(row) if row else None

    def find_many(self, workspace_id: str, ids: list[str]) -> list[Media]:
        """Those of the workspace, in no order."""
        rows = self._rows.find({"_id": {"$in": ids}, "workspace_id": workspace_id}, {"words": 0})
        return [_MEDIA.from_row(row) for row in rows]

    def list(
        self,
        workspace_id: str,
        *,
        before: str | None,
        most: int,
        kind: Kind | None = None,
        words: str = "",
        tag: str = "",
        among: Iterable[str] | None = None,
    ) -> builtins.list[Media]:
        """Newest first, older than the id `before`, with this tag, among these ids.

        Each of `words` begins a word of its name, its alt text or its tags.
        """
        match: Document = {"workspace_id": workspace_id}
        if before is not None:
            match["_id"] = {"$lt": before}
        if among is not None:
            match["_id"] = {"$in": [one for one in sorted(among) if before is None or one < before]}
        if tag:
            match["tags"] = tag
        if kind is not None:
            match["kind"] = kind
        if sought := _WORD.findall(words.lower()):
            match["$and"] = [{"words": {"$regex": f"^{re.escape(word)}"}} for word in sought[:10]]
        found = self._rows.find(match, {"words": 0}).sort([("_id", -1)]).limit(most)
        return [_MEDIA.from_row(row) for row in found]

    def count_tags(self, workspace_id: str) -> Counter[str]:
        """How many files have each tag."""
        rows = self._rows.find({"workspace_id": workspace_id, "tags": {"$gt": ""}}, {"tags": 1})
        return Counter(tag for row in rows for tag in row["tags"])

    def change(self, media: Media) -> bool:
        """Stores its alt text and its tags. Whether there is such a file."""
        row = {"_id": media.id, "workspace_id": media.workspace_id}
        changes = {"alt": media.alt, "tags": media.tags, "words": _words(media)}
        return self._rows.update_one(row, {"$set": changes}).matched_count == 1

    def delete(self, workspace_id: str, media_id: str) -> bool:
        """Whether it was there."""
        return self._rows.delete_one({"_id": media_id, "workspace_id": workspace_id}).deleted_count == 1


class RenditionStore:
    """One row for each file and recipe."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "renditions",
            [
                Index(("media_id", "recipe_key"), unique=True),
                Index(("leased_until",), only_where={"state": "wanted"}),
            ],
        )

    def find(self, media_id: str, recipe_key: str) -> Rendition | None:
        row = self._rows.find_one({"media_id": media_id, "recipe_key": recipe_key})
        return _RENDITION.from_row(row) if row else None

    def get(self, rendition_id: str) -> Rendition | None:
        row = self._rows.find_one({"_id": rendition_id})
        return _RENDITION.from_row(row) if row else None

    def insert(self, rendition: Rendition) -> bool:
        """False where somebody else was sooner."""
        try:
            self._rows.insert_one(_RENDITION.to_row(rendition))
        except AlreadyThere:
            return False
        return True

    def wanted(self, now: datetime, *, most: int) -> Sequence[Rendition]:
        """Those to be made that nobody is making, the longest waiting first."""
        rows = self._rows.find({"state": "wanted", "leased_until": {"$lte": now}}).sort("leased_until", 1).limit(most)
        return [_RENDITION.from_row(row) for row in rows]

    def change(self, rendition: Rendition, changes: Mapping[str, Any]) -> bool:
        """Whether it still was as `rendition` says, and so was changed."""
        same = {"_id": rendition.id, "state": rendition.state, "leased_until": rendition.leased_until}
        return self._rows.update_one(same, {"$set": dict(changes)}).modified_count == 1

    def of_media(self, media_id: str) -> Sequence[Rendition]:
        return [_RENDITION.from_row(row) for row in self._rows.find({"media_id": media_id})]

    def delete(self, rendition_id: str) -> None:
        self._rows.delete_one({"_id": rendition_id})


class UploadStore:
    """Files on their way."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "uploads", [Index(("expires_at",)), Index(("workspace_id", "_id"))])

    def insert(self, upload: Upload) -> None:
        self._rows.insert_one(_UPLOAD.to_row(upload))

    def find(self, workspace_id: str, upload_id: str) -> Upload | None:
        row = self._rows.find_one({"_id": upload_id, "workspace_id": workspace_id})
        return _UPLOAD.from_row(row) if row else None

    def count(self, workspace_id: str) -> int:
        return self._rows.count_documents({"workspace_id": workspace_id})

    def delete(self, upload_id: str) -> None:
        self._rows.delete_one({"_id": upload_id})

    def expired(self, now: datetime) -> Sequence[str]:
        return [row["_id"] for row in self._rows.find({"expires_at": {"$lt": now}}, {"_id": 1})]


def _words(media: Media) -> list[str]:
    """By what it is found: the words of its name, its alt text and its tags."""
    text = " ".join((media.name, media.alt, *media.tags)).lower()
    return sorted(set(_WORD.findall(text)))[:200]
