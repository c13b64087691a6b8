"""Brands in MongoDB, one row for each workspace."""

from __future__ import annotations

from dataclasses import replace

from velocitypost.core.database import AlreadyThere, Database, Shape, collection
from velocitypost.generation.cards.brand import Brand

_SHAPE = Shape(Brand)


class BrandStore:
    """Every change is compare-and-set on the version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "brands")

    def of(self, workspace_id: str) -> Brand:
        """As it stands; an empty one where nothing was chosen."""
        row = self._rows.find_one({"_id": workspace_id})
        return _SHAPE.from_row(row) if row else Brand(workspace_id)

    def save(self, brand: Brand) -> Brand | None:
        """Keeps it if the row still has `brand.version`, and gives it with its new version; else None."""
        saved = replace(brand, version=brand.version + 1)
        if brand.version == 0:
            try:
                self._rows.insert_one(_SHAPE.to_row(saved))
            except AlreadyThere:
                return None
            return saved
        done = self._rows.replace_one({"_id": brand.id, "version": brand.version}, _SHAPE.to_row(saved))
        return saved if done.matched_count == 1 else None
