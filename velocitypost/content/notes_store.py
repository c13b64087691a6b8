"""Notes of the calendar in MongoDB."""

from __future__ import annotations

from dataclasses import replace

from velocitypost.content.notes import Note
from velocitypost.core.database import Database, Index, Shape, collection

_SHAPE = Shape(Note)


class NoteStore:
    """Every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "calendar_notes", [Index(("workspace_id", "day", "_id"))])

    def insert(self, note: Note) -> None:
        self._rows.insert_one(_SHAPE.to_row(note))

    def find(self, note_id: str) -> Note | None:
        row = self._rows.find_one({"_id": note_id})
        return _SHAPE.from_row(row) if row else None

    def between(self, workspace_id: str, first: str, end: str) -> list[Note]:
        """Those of the days from `first` until before `end`, by day and as they were written."""
        rows = self._rows.find({"workspace_id": workspace_id, "day": {"$gte": first, "$lt": end}})
        return [_SHAPE.from_row(row) for row in rows.sort([("day", 1), ("_id", 1)])]

    def save(self, note: Note) -> Note | None:
        """Replaces the row if it still has `note.version`, and gives it with its new version; else None."""
        saved = replace(note, version=note.version + 1)
        done = self._rows.replace_one({"_id": note.id, "version": note.version}, _SHAPE.to_row(saved))
        return saved if done.matched_count == 1 else None

    def delete(self, note: Note) -> bool:
        """Whether it was still there."""
        return self._rows.delete_one({"_id": note.id}).deleted_count == 1
