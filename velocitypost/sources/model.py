"""Documents that people upload so that posts can rest on them, and why one may not be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from velocitypost.core.events import Event
from velocitypost.sources.limits import MEGABYTE, Kind

NAME_MAX = 255
WAITING_MAX = 20
MIMES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text": "text/plain",
    "jpeg": "image/jpeg",
    "png": "image/png",
}


class SourceState(StrEnum):
    """Where a source stands. `leaving` was deleted; what belongs to it is being removed."""

    QUEUED = "queued"
    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    LEAVING = "leaving"


@dataclass(frozen=True)
class Digest:
    """What was learned from a document that was read. `summary` are sentences of the document, word for word.

    `language` is an ISO 639 code, empty where none was recognised. `pages` counts pages, slides or pictures and is 0
    where there are none. `notices` say what was left out or may be wrong.
    """

    title: str
    language: str
    direction: str
    key_topics: tuple[str, ...]
    document_type: str
    summary: str
    pages: int
    passages: int
    characters: int
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """An uploaded document. Its row is the queue of those to be read.

    `wake_at` is when a worker must look at it, or when the lease of the one that reads it ends; None: never. `done` of
    `total` pages were read; `total` is 0 while nobody knows. `reason` says why it was refused.
    """

    id: str
    workspace_id: str
    uploaded_by: str
    name: str
    kind: Kind
    bytes: int
    sha256: str
    state: SourceState
    wake_at: datetime | None
    created_at: datetime
    updated_at: datetime
    tries: int = 0
    done: int = 0
    total: int = 0
    reason: str = ""
    digest: Digest | None = None
    version: int = 1

    @property
    def mime(self) -> str:
        return MIMES[self.kind]

    @property
    def has_page_pictures(self) -> bool:
        """Whether its pages can be drawn; of other kinds the passages are all that is shown."""
        return self.state is SourceState.READY and self.kind in ("pdf", "jpeg", "png")


@dataclass(frozen=True)
class SourceChanged(Event):
    """A source moved to another state, or more of it was read."""

    source_id: str
    state: str
    done: int
    total: int


class NoSuchSource(Exception):
    """There is no such document in this workspace."""


class NoSuchPage(Exception):
    """This document has no such page, or none that can be drawn."""


class SourceRefused(Exception):
    """The file cannot be taken; the text tells why and what to do. Nothing was stored."""


class SourceTooLarge(Exception):
    """The file is larger than `limit` bytes. Nothing was stored."""

    def __init__(self, what: str, limit: int) -> None:
        megabytes = f"{limit / MEGABYTE:.1f}".removesuffix(".0")
        super().__init__(f"{what} may have at most {megabytes} MB. Make it smaller, or upload the part that you need.")
        self.limit = limit


class NotInPlan(Exception):
    """The workspace's plan does not include documents; the text says which one does."""


class TooManyWaiting(Exception):
    """So many documents of the workspace wait to be read that no more are taken for now."""


class NotReadYet(Exception):
    """The document has not been read, or could not be; the text says which."""
