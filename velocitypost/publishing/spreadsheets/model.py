"""What becomes of a file of posts: what each row would do, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from velocitypost.content.model import UNLABELLED, Labelled
from velocitypost.core.events import Event
from velocitypost.publishing.spreadsheets.columns import Column
from velocitypost.publishing.spreadsheets.dates import Order

JSON = Any
FILE_NAME_MOST = 200
Outcome = Literal["schedule", "draft", "known", "leave_out", "refuse"]
RowState = Literal["waiting", "scheduled", "draft", "known", "left_out", "refused"]
ImportState = Literal["waiting", "running", "done", "refused", "cancelled"]


@dataclass(frozen=True)
class RowProblem:
    """What speaks against a row (`error`), or what its author should know (`warning`), and at which column.

    `connection_id` is the account whose platform says so.
    """

    column: Column
    severity: Literal["error", "warning"]
    message: str
    connection_id: str | None = None


@dataclass(frozen=True)
class Defaults:
    """What holds where a row says nothing, and how its dates are written.

    `again` brings in rows that an earlier file brought in already. The tags of `labels` come to those that a row has.
    """

    zone: str
    connection_ids: tuple[str, ...] = ()
    order: Order = "auto"
    again: bool = False
    labels: Labelled = UNLABELLED


@dataclass(frozen=True)
class Checked:
    """What a row says, and what would happen to it. `key` is the same for the same post, whichever file it is in."""

    position: int
    number: int
    cells: Mapping[Column, str]
    outcome: Outcome
    problems: tuple[RowProblem, ...]
    key: str
    connection_ids: tuple[str, ...] = ()
    local: str | None = None
    zone: str = ""
    at: datetime | None = None
    post_id: str | None = None

    @property
    def errors(self) -> tuple[RowProblem, ...]:
        return tuple(one for one in self.problems if one.severity == "error")


@dataclass(frozen=True)
class FileFacts:
    """How a file was read: which header is which column, and what nobody knows."""

    encoding: str
    delimiter: str
    columns: Mapping[str, Column]
    unknown: tuple[str, ...]
    order: Order
    notices: tuple[str, ...]


@dataclass(frozen=True)
class CheckedFile:
    """A file, before anything is kept of it."""

    facts: FileFacts
    rows: tuple[Checked, ...]


@dataclass(frozen=True)
class Import:
    """A file of posts that is being brought in, row by row, by a worker.

    `key` makes a repeated request find it again; `digest` is that of the file and how it is to be read. `claim` is the
    worker's that has it until `wake_at`. `problem` says why nothing of it was brought in.
    """

    id: str
    workspace_id: str
    author_id: str
    key: str
    digest: str
    name: str
    defaults: Defaults
    all_or_nothing: bool
    state: ImportState
    total: int
    created_at: datetime
    wake_at: datetime | None
    done: int = 0
    finished_at: datetime | None = None
    claim: str = ""
    tries: int = 0
    problem: str = ""


@dataclass(frozen=True)
class ImportRow:
    """One row of it. `fetched` are the files that were fetched for it: media id by address."""

    id: str
    import_id: str
    workspace_id: str
    position: int
    number: int
    cells: Mapping[Column, str]
    key: str
    state: RowState = "waiting"
    problems: tuple[RowProblem, ...] = ()
    post_id: str | None = None
    fetched: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """That a post was made, or is being made, from a row of this key; there is at most one for each."""

    id: str
    workspace_id: str
    import_id: str
    post_id: str


@dataclass(frozen=True)
class ImportChanged(Event):
    """An import went on, or is over."""

    import_id: str
    state: str
    done: int
    total: int


class NoSuchImport(Exception):
    """This workspace has no such import."""


class ImportConflict(Exception):
    """The key was used for another file, or too many imports are under way. Nothing was begun."""
