"""What is known of uploaded pictures, in MongoDB. The files are in `core/blobs`."""

from __future__ import annotations

from velocitypost.core.database import Collection, Database, Document, Index, collection
from velocitypost.media.model import Media


class MediaStore:
    """Newest first is by id: ids sort by the time they were made."""

    def __init__(self, database: Database) -> None:
        self._rows: Collection = collection(database, "media", [Index(("workspace_id", "-_id"))])

    def insert(self, media: Media) -> None:
        self._rows.insert_one(
            {
                "_id": media.id,
                "workspace_id": media.workspace_id,
                "uploaded_by": media.uploaded_by,
                "kind": media.kind,
                "mime": media.mime,
                "bytes": media.bytes,
                "sha256": media.sha256,
                "width": media.width,
                "height": media.height,
                "alt": media.alt,
                "name": media.name,
                "created_at": media.created_at,
            }
        )

    def find(self, workspace_id: str, media_id: str) -> Media | None:
        row = self._rows.find_one({"_id": media_id, "workspace_id": workspace_id})
        return _media(row) if row else None

    def find_many(self, workspace_id: str, ids: list[str]) -> list[Media]:
        """Those of the workspace, in no order."""
        rows = self._rows.find({"_id": {"$in": ids}, "workspace_id": workspace_id})
        return [_media(row) for row in rows]

    def list(self, workspace_id: str, *, before: str | None, most: int) -> list[Media]:
        """Newest first, older than the id `before`."""
        match: Document = {"workspace_id": workspace_id}
        if before is not None:
            match["_id"] = {"$lt": before}
        return [_media(row) for row in self._rows.find(match).sort([("_id", -1)]).limit(most)]

    def set_alt(self, workspace_id: str, media_id: str, alt: str) -> bool:
        """Whether there is such a picture."""
        row = {"_id": media_id, "workspace_id": workspace_id}
        return self._rows.update_one(row, {"$set": {"alt": alt}}).matched_count == 1

    def delete(self, workspace_id: str, media_id: str) -> bool:
        """Whether it was there."""
        return self._rows.delete_one({"_id": media_id, "workspace_id": workspace_id}).deleted_count == 1


def _media(row: Document) -> Media:
    return Media(
        id=row["_id"],
        workspace_id=row["workspace_id"],
        uploaded_by=row["uploaded_by"],
        kind=row["kind"],
        mime=row["mime"],
        bytes=row["bytes"],
        sha256=row["sha256"],
        width=row["width"],
        height=row["height"],
        alt=row["alt"],
        name=row["name"],
        created_at=row["created_at"],
    )
