"""What workspaces want of their links, in MongoDB: one row each."""

from __future__ import annotations

from dataclasses import replace

from velocitypost.content.post_links import LinkSettings
from velocitypost.core.database import AlreadyThere, Database, Shape, collection

_SHAPE = Shape(LinkSettings)


class LinkSettingsStore:
    """Every change is compare-and-set on the version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "link_settings")

    def of(self, workspace_id: str) -> LinkSettings:
        """As they stand; everything off where nothing was chosen."""
        row = self._rows.find_one({"_id": workspace_id})
        return _SHAPE.from_row(row) if row else LinkSettings(workspace_id)

    def save(self, settings: LinkSettings) -> LinkSettings | None:
        """Keeps them if the row still has `settings.version`, and gives them with the new version; else None."""
        saved = replace(settings, version=settings.version + 1)
        if settings.version == 0:
            try:
                self._rows.insert_one(_SHAPE.to_row(saved))
            except AlreadyThere:
                return None
            return saved
        done = self._rows.replace_one({"_id": settings.id, "version": settings.version}, _SHAPE.to_row(saved))
        return saved if done.matched_count == 1 else None
