"""Posts in MongoDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from velocitypost.content.model import DeletedPost, FollowUp, Plan, Post, PostMedia, Tailored
from velocitypost.core.database import Collection, Database, Document, Index, Shape, collection
from velocitypost.core.trail import Entry

_POST = Shape(Post)
_DELETED = Shape(DeletedPost)
_AT_ONCE = 200
T = TypeVar("T")
_PART: Mapping[str, TypeAdapter[Any]] = {
    "media": TypeAdapter(tuple[PostMedia, ...]),
    "follow_ups": TypeAdapter(tuple[FollowUp, ...]),
    "planned": TypeAdapter(Plan | None),
    "tailored": TypeAdapter(Mapping[str, Tailored]),
    "trail": TypeAdapter(tuple[Entry, ...]),
}


class PostStore:
    """Rows by workspace; every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database,
            "posts",
            [
                Index(("workspace_id", "_id")),
                Index(("workspace_id", "media_ids")),
                Index(("workspace_id", "tags", "_id")),
                Index(("workspace_id", "campaign_id", "_id")),
            ],
        )
        self._deleted = collection(database, "deleted_posts", [Index(("workspace_id", "_id"))])

    def insert(self, post: Post) -> None:
        self._rows.insert_one({**_POST.to_row(post), "media_ids": sorted(post.writing.media_ids)})

    def find(self, post_id: str) -> Post | None:
        row = self._rows.find_one({"_id": post_id})
        return _POST.from_row(row) if row else None

    def find_many(self, post_ids: Sequence[str]) -> list[Post]:
        """Those that are there, in no order."""
        return [_POST.from_row(row) for row in self._rows.find({"_id": {"$in": list(post_ids)}})]

    def page(
        self,
        workspace_id: str,
        *,
        before: str | None,
        most: int,
        drafts_only: bool,
        tag: str | None = None,
        campaign_id: str | None = None,
    ) -> list[Post]:
        """Newest first, those made before the post with the id `before`; with this tag, of this campaign."""
        where: Document = {"workspace_id": workspace_id, "_id": {"$lt": before or "post_~"}}
        if tag is not None:
            where["tags"] = tag
        if campaign_id is not None:
            where["campaign_id"] = campaign_id
        if drafts_only:
            where["planned"] = None
        return [_POST.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def change(self, post: Post, changes: Mapping[str, Any]) -> bool:
        """Whether the row still was as `post` says, and so was changed."""
        values = _plain(changes)
        if "media" in changes:
            values["media_ids"] = sorted(replace(post, **changes).writing.media_ids)
        result = self._rows.update_one(
            {"_id": post.id, "version": post.version}, {"$set": values, "$inc": {"version": 1}}
        )
        return result.modified_count == 1

    def label(
        self, workspace_id: str, post_id: str, *, tags: Sequence[str], campaign_id: str | None, version: int
    ) -> bool:
        """Whether the labels still were of this version, and so were changed. What is typed is not touched."""
        # Rows from before there were labels have no version of them.
        as_read: Document = {"$in": [0, None]} if version == 0 else {"$eq": version}
        result = self._rows.update_one(
            {"_id": post_id, "workspace_id": workspace_id, "labels_version": as_read},
            {"$set": {"tags": list(tags), "campaign_id": campaign_id}, "$inc": {"labels_version": 1}},
        )
        return result.modified_count == 1

    def count_tags(self, workspace_id: str) -> Counter[str]:
        """How many posts have each tag."""
        rows = self._rows.find({"workspace_id": workspace_id, "tags": {"$gt": ""}}, {"tags": 1})
        return Counter(tag for row in rows for tag in row["tags"])

    def replace_tag(self, workspace_id: str, old: str, new: str | None) -> int:
        """Puts `new` in the place of `old`, or nothing; in how many posts."""
        return swap_tag(self._rows, {"workspace_id": workspace_id}, old, new, field="tags", version="labels_version")

    def leave_campaign(self, workspace_id: str, campaign_id: str) -> int:
        """Takes every post out of it; how many there were."""
        having = {"workspace_id": workspace_id, "campaign_id": campaign_id}
        return self._rows.update_many(
            having, {"$set": {"campaign_id": None}, "$inc": {"labels_version": 1}}
        ).modified_count

    def ids_of_campaign(self, workspace_id: str, campaign_id: str) -> list[str]:
        """The ids of its posts."""
        rows = self._rows.find({"workspace_id": workspace_id, "campaign_id": campaign_id}, {"_id": 1})
        return [row["_id"] for row in rows]

    def labelled(self, workspace_id: str, *, tag: str | None, campaign_id: str | None) -> set[str]:
        """The ids of the posts that have this tag and are of this campaign.

        All of them: to ask for those among 500 ids costs the embedded database ten times as long.
        """
        where: Document = {"workspace_id": workspace_id}
        if tag is not None:
            where["tags"] = tag
        if campaign_id is not None:
            where["campaign_id"] = campaign_id
        return {row["_id"] for row in self._rows.find(where, {"_id": 1})}

    def media_of_campaign(self, workspace_id: str, campaign_id: str) -> set[str]:
        """The files that its posts hold."""
        rows = self._rows.find({"workspace_id": workspace_id, "campaign_id": campaign_id}, {"media_ids": 1})
        return {media_id for row in rows for media_id in row.get("media_ids", ())}

    def delete(self, post: Post) -> bool:
        return self._rows.delete_one({"_id": post.id, "version": post.version}).deleted_count == 1

    def keep_trail(self, deleted: DeletedPost) -> None:
        """What stays of a post; to repeat it is safe."""
        self._deleted.replace_one({"_id": deleted.id}, _DELETED.to_row(deleted), upsert=True)

    def each(self, workspace_id: str | None) -> Iterator[tuple[str, Post | None]]:
        """Every post of this workspace, or of all, the oldest first: its id, and None where it cannot be read."""
        return _each(self._rows, _POST, workspace_id)

    def each_deleted(self, workspace_id: str | None) -> Iterator[tuple[str, DeletedPost | None]]:
        """What was kept of deleted posts, in the same way."""
        return _each(self._deleted, _DELETED, workspace_id)

    def read(self, post_id: str) -> Post | DeletedPost | Literal["unreadable"] | None:
        """The post, or what was kept of it; None where there is neither."""
        if row := self._rows.find_one({"_id": post_id}):
            return _POST.read(row) or "unreadable"
        if row := self._deleted.find_one({"_id": post_id}):
            return _DELETED.read(row) or "unreadable"
        return None

    def planned(self, workspace_id: str, post_ids: Sequence[str]) -> dict[str, bool]:
        """Of each of these that there is, whether it has its time."""
        rows = self._rows.find({"_id": {"$in": list(post_ids)}}, {"workspace_id": 1, "planned": 1})
        return {row["_id"]: row["planned"] is not None for row in rows if row["workspace_id"] == workspace_id}

    def uses_media(self, workspace_id: str, media_id: str) -> bool:
        return self._rows.find_one({"workspace_id": workspace_id, "media_ids": media_id}, {"_id": 1}) is not None

    def using(self, workspace_id: str, media_id: str, *, most: int) -> list[Post]:
        """Newest first."""
        rows = self._rows.find({"workspace_id": workspace_id, "media_ids": media_id}).sort("_id", -1).limit(most)
        return [_POST.from_row(row) for row in rows]


def swap_tag(rows: Collection, where: Document, old: str, new: str | None, *, field: str, version: str) -> int:
    """In every row of these that has `old` in `field`; how many there were. To repeat it is safe."""
    having = {**where, field: old}
    if new is not None:
        # The new one first: were the process to die between the two, nothing may be without either.
        rows.update_many(having, {"$addToSet": {field: new}})
    return rows.update_many(having, {"$pull": {field: old}, "$inc": {version: 1}}).modified_count


def _plain(changes: Mapping[str, Any]) -> Document:
    """Changed parts as the document keeps them."""
    return {name: _PART[name].dump_python(value) if name in _PART else value for name, value in changes.items()}


def _each(rows: Collection, shape: Shape[T], workspace_id: str | None) -> Iterator[tuple[str, T | None]]:
    last = ""
    while page := list(rows.find(_after(last, workspace_id)).sort("_id", 1).limit(_AT_ONCE)):
        for row in page:
            yield row["_id"], shape.read(row)
        last = page[-1]["_id"]


def _after(last: str, workspace_id: str | None) -> Document:
    where: Document = {"_id": {"$gt": last}}
    return where if workspace_id is None else {"workspace_id": workspace_id, **where}
