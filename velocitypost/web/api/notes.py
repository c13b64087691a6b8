"""Notes on the days of the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.content.notes import TEXT_MOST, Colour, Note
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

routes = api_blueprint("notes", prefix="/api/calendar/notes", about="Notes on the days of the calendar")

_RANGE_MOST = timedelta(days=62)


class NoteRangeQuery(BaseModel):
    """Days of the calendar, the first and the last among them, at most 62."""

    first: date = Field(alias="from", examples=["2026-11-01"])
    last: date = Field(alias="to", examples=["2026-11-30"])


class NotePath(BaseModel):
    """Which note."""

    note_id: str = Field(max_length=60)


class CreateNoteBody(Body):
    """A new note. A day has at most 20."""

    day: date = Field(examples=["2026-11-24"])
    text: str = Field(max_length=TEXT_MOST, examples=["Black Friday: everything goes out before noon"])
    colour: Colour = "amber"


class ChangeNoteBody(Body):
    """What to change; what is not given stays. `version` is that of the note as it was read."""

    version: int
    day: date | None = None
    text: str | None = Field(None, max_length=TEXT_MOST)
    colour: Colour | None = None


class NoteShown(BaseModel):
    """A note. Its day is in no zone."""

    id: str
    day: date
    text: str
    colour: Colour
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, note: Note) -> NoteShown:
        return cls(
            id=note.id,
            day=date.fromisoformat(note.day),
            text=note.text,
            colour=note.colour,
            created_at=note.created_at,
            updated_at=note.updated_at,
            version=note.version,
        )


class NoteAnswer(BaseModel):
    """One note."""

    note: NoteShown


class NotesAnswer(BaseModel):
    """All notes of the range, by day and as they were written."""

    notes: list[NoteShown]


@routes.get("", operation_id="listNotes", summary="The notes of a range", responses={200: NotesAnswer})
def list_notes(query: NoteRangeQuery) -> dict[str, Any]:
    if not timedelta(0) <= query.last - query.first < _RANGE_MOST:
        raise Problem(
            "validation_failed",
            "The last day must not lie before the first; at most 62 days.",
            errors={"to": "At most 62 days from the first."},
        )
    notes = product().calendar_notes.between(viewer().workspace_id, query.first, query.last)
    return NotesAnswer(notes=[NoteShown.of(note) for note in notes]).model_dump(mode="json")


@routes.post("", operation_id="createNote", summary="Write a note on a day", responses={201: NoteAnswer})
def create(body: CreateNoteBody) -> tuple[dict[str, Any], int]:
    asks = viewer()
    note = product().calendar_notes.create(asks.workspace_id, asks.user_id, body.day, body.text, body.colour)
    return _shown(note), 201


@routes.patch(
    "/<string:note_id>",
    operation_id="changeNote",
    summary="Change a note, or move it to another day",
    responses={200: NoteAnswer, **problems("not_found", "conflict")},
)
def change(path: NotePath, body: ChangeNoteBody) -> dict[str, Any]:
    note = product().calendar_notes.change(
        viewer().workspace_id,
        path.note_id,
        version=body.version,
        day=body.day,
        text=body.text,
        colour=body.colour,
    )
    return _shown(note)


@routes.delete(
    "/<string:note_id>",
    operation_id="deleteNote",
    summary="Delete a note",
    responses={204: None, **problems("not_found")},
)
def delete(path: NotePath) -> Response:
    product().calendar_notes.delete(viewer().workspace_id, path.note_id)
    return Response(status=204)


def _shown(note: Note) -> dict[str, Any]:
    return NoteAnswer(note=NoteShown.of(note)).model_dump(mode="json")
