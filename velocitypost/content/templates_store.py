"""Templates in MongoDB."""

from __future__ import annotations

from dataclasses import replace

from velocitypost.content.templates import Template
from velocitypost.core.database import Database, Index, Shape, collection

_SHAPE = Shape(Template)


class TemplateStore:
    """Every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "templates", [Index(("workspace_id", "_id"))])

    def insert(self, template: Template) -> None:
        self._rows.insert_one(_SHAPE.to_row(template))

    def find(self, template_id: str) -> Template | None:
        row = self._rows.find_one({"_id": template_id})
        return _SHAPE.from_row(row) if row else None

    def all(self, workspace_id: str) -> list[Template]:
        """In no order."""
        return [_SHAPE.from_row(row) for row in self._rows.find({"workspace_id": workspace_id})]

    def save(self, template: Template) -> Template | None:
        """Replaces the row if it still has `template.version`, and gives it with its new version; else None."""
        saved = replace(template, version=template.version + 1)
        done = self._rows.replace_one({"_id": template.id, "version": template.version}, _SHAPE.to_row(saved))
        return saved if done.matched_count == 1 else None

    def delete(self, template_id: str) -> None:
        self._rows.delete_one({"_id": template_id})
