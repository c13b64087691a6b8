"""Notes on the calendar: what a workspace wants to keep in sight on a day, without any post."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol, get_args

from velocitypost.core.clock import Clock
from velocitypost.core.events import Event, Events
from velocitypost.core.ids import new_id

Colour = Literal["slate", "blue", "green", "amber", "red"]
COLOURS: tuple[str, ...] = get_args(Colour)
TEXT_MOST = 500
NOTES_A_DAY = 20
LAST_DAY = date(9999, 12, 30)


@dataclass(frozen=True)
class Note:
    """`day` is a day of the calendar, 2026-11-24, in no zone: a holiday is the same day everywhere."""

    id: str
    workspace_id: str
    day: str
    text: str
    colour: Colour
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int = 1


@dataclass(frozen=True)
class NotesChanged(Event):
    """A note was written, changed or deleted."""

    note_id: str


class NoSuchNote(Exception):
    """This workspace has no such note."""


class NoteChanged(Exception):
    """Somebody else changed it meanwhile; nothing was overwritten."""


class BadNote(Exception):
    """What was given cannot be kept. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NoteRows(Protocol):
    """Where notes are kept."""

    def insert(self, note: Note) -> None: ...

    def find(self, note_id: str) -> Note | None: ...

    def between(self, workspace_id: str, first: str, end: str) -> list[Note]: ...

    def save(self, note: Note) -> Note | None: ...

    def delete(self, note: Note) -> bool: ...


class CalendarNotes:
    """The verbs of notes. All are scoped by workspace."""

    def __init__(self, rows: NoteRows, clock: Clock, events: Events) -> None:
        self._rows = rows
        self._clock = clock
        self._events = events

    def between(self, workspace_id: str, first: date, last: date) -> list[Note]:
        """Those of the days from `first` to `last`, both among them, by day and as they were written."""
        return self._rows.between(workspace_id, first.isoformat(), _after(last).isoformat())

    def create(self, workspace_id: str, user_id: str, day: date, text: str, colour: Colour) -> Note:
        """Raises `BadNote`."""
        self._must_have_room(workspace_id, day)
        now = self._clock.now()
        note = Note(new_id("note"), workspace_id, day.isoformat(), _clean(text), colour, user_id, now, now)
        self._rows.insert(note)
        self._tell(note)
        return note

    def change(
        self,
        workspace_id: str,
        note_id: str,
        *,
        version: int,
        day: date | None = None,
        text: str | None = None,
        colour: Colour | None = None,
    ) -> Note:
        """What is None stays. Raises `NoSuchNote`, `BadNote`, or `NoteChanged` where it is not of that version."""
        before = self._get(workspace_id, note_id)
        changes = _given(day=day and day.isoformat(), text=None if text is None else _clean(text), colour=colour)
        if day is not None and day.isoformat() != before.day:
            self._must_have_room(workspace_id, day)
        saved = self._rows.save(replace(before, **changes, updated_at=self._clock.now(), version=version))
        if saved is None:
            raise NoteChanged("This note was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        self._tell(saved)
        return saved

    def delete(self, workspace_id: str, note_id: str) -> None:
        """Raises `NoSuchNote`."""
        note = self._get(workspace_id, note_id)
        if not self._rows.delete(note):
            raise _missing()
        self._tell(note)

    def _get(self, workspace_id: str, note_id: str) -> Note:
        note = self._rows.find(note_id)
        if note is None or note.workspace_id != workspace_id:
            raise _missing()
        return note

    def _must_have_room(self, workspace_id: str, day: date) -> None:
        if day > LAST_DAY:
            raise BadNote("day", "The calendar ends before that day.")
        if len(self.between(workspace_id, day, day)) >= NOTES_A_DAY:
            raise BadNote("day", f"There are {NOTES_A_DAY} notes on this day already. Delete one first.")

    def _tell(self, note: Note) -> None:
        self._events.publish(NotesChanged(note.workspace_id, note.id))


def _after(day: date) -> date:
    return min(day, LAST_DAY) + timedelta(days=1)


def _missing() -> NoSuchNote:
    return NoSuchNote("There is no such note in this workspace.")


def _clean(text: str) -> str:
    text = text.strip()
    if not text:
        raise BadNote("text", "Write what the note should say.")
    if len(text) > TEXT_MOST:
        raise BadNote("text", f"A note has at most {TEXT_MOST} characters.")
    return text


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
