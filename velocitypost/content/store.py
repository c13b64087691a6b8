"""Posts in MongoDB."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from velocitypost.content.model import FollowUp, Plan, Post, PostMedia
from velocitypost.core.database import Database, Document, Index, Shape, collection

_POST = Shape(Post)
_PART: Mapping[str, TypeAdapter[Any]] = {
    "media": TypeAdapter(tuple[PostMedia, ...]),
    "follow_ups": TypeAdapter(tuple[FollowUp, ...]),
    "planned": TypeAdapter(Plan | None),
}


class PostStore:
    """Rows by workspace; every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "posts", [Index(("workspace_id", "_id"))])

    def insert(self, post: Post) -> None:
        self._rows.insert_one(_POST.to_row(post))

    def find(self, post_id: str) -> Post | None:
        row = self._rows.find_one({"_id": post_id})
        return _POST.from_row(row) if row else None

    def page(self, workspace_id: str, *, before: str | None, most: int, drafts_only: bool) -> list[Post]:
        """Newest first, those made before the post with the id `before`."""
        where: Document = {"workspace_id": workspace_id, "_id": {"$lt": before or "post_~"}}
        if drafts_only:
            where["planned"] = None
        return [_POST.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def change(self, post: Post, changes: Mapping[str, Any]) -> bool:
        """Whether the row still was as `post` says, and so was changed."""
        result = self._rows.update_one(
            {"_id": post.id, "version": post.version}, {"$set": _plain(changes), "$inc": {"version": 1}}
        )
        return result.modified_count == 1

    def delete(self, post: Post) -> bool:
        return self._rows.delete_one({"_id": post.id, "version": post.version}).deleted_count == 1

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        return self._rows.find_one({"workspace_id": workspace_id, "media.media_id": media_id}, {"_id": 1}) is not None


def _plain(changes: Mapping[str, Any]) -> Document:
    """Changed parts as the document keeps them."""
    return {name: _PART[name].dump_python(value) if name in _PART else value for name, value in changes.items()}
