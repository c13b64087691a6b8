"""A publication: one draft on its way to one connection. Its row is the durable queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from velocitypost.content.post_links import SentLink
from velocitypost.core import trail
from velocitypost.core.events import Event
from velocitypost.core.trail import Entry

JSON = Any


class State(StrEnum):
    """Where a publication stands."""

    SCHEDULED = "scheduled"
    PUBLISHING = "publishing"
    PROCESSING = "processing"
    PUBLISHED = "published"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


WAITING = frozenset({State.SCHEDULED})
UNDER_WAY = frozenset({State.PUBLISHING, State.PROCESSING})
SETTLED = frozenset({State.PUBLISHED, State.FAILED, State.UNCONFIRMED, State.CANCELLED})

HoldCode = Literal[
    "paused",
    "too_late",
    "reconnect",
    "waiting_for_previous",
    "previous_failed",
    "previous_without_link",
    "preparing",
]


@dataclass(frozen=True)
class Hold:
    """Why a scheduled publication does not go out by itself."""

    code: HoldCode
    message: str


@dataclass(frozen=True)
class DraftFile:
    """A file as a draft carries it. `recipe` is what it is made by, where the platform does not take it as it is."""

    media_id: str
    kind: str
    mime: str
    bytes: int
    width: int | None
    height: int | None
    alt: str
    seconds: float | None = None
    fps: float | None = None
    pages: int | None = None
    name: str = ""
    recipe: Mapping[str, JSON] | None = None


@dataclass(frozen=True)
class DraftRow:
    """Exactly what is to be sent, frozen when it was scheduled.

    `links` tells which links of the text and the options were typed otherwise.
    """

    text: str
    files: tuple[DraftFile, ...] = ()
    options: Mapping[str, JSON] = field(default_factory=dict)
    links: tuple[SentLink, ...] = ()

    @property
    def digest(self) -> str:
        """A fingerprint of everything that is to be sent."""
        sent = asdict(self)
        del sent["links"]
        return trail.digest(sent)


@dataclass(frozen=True)
class Claim:
    """A worker's lease on a publication."""

    token: str
    until: datetime


@dataclass(frozen=True)
class Attempt:
    """One try. Written before the first byte of the write leaves, closed after the answer.

    `write_began_at` is None as long as nothing that a follower could see can have left. `alive_at` is when its lease
    was last renewed, because a large file was on its way.
    `outcome` says whether the service has the post: "" until the answer is in, for ever if the worker died;
    "absent" is an unknown one that was looked for and not found.
    `decision` and `why` are what was made of it, in words.
    """

    number: int
    kind: Literal["publish", "look"]
    started_at: datetime
    write_began_at: datetime | None = None
    alive_at: datetime | None = None
    ended_at: datetime | None = None
    fingerprint: str | None = None
    bytes: int | None = None
    status: int | None = None
    outcome: Literal["", "written", "not_written", "unknown", "absent", "duplicate"] = ""
    came_back: str = ""
    decision: str = ""
    why: str = ""


@dataclass(frozen=True)
class Failure:
    """Why it did not work, for the person: what happened, and what to do."""

    kind: str
    reason: str
    fix: str
    code: str = ""


@dataclass(frozen=True)
class Result:
    """The live post."""

    platform_post_id: str
    url: str | None
    published_at: datetime
    confirmed_by: Literal["answer", "look", "person"] = "answer"


@dataclass(frozen=True)
class Publication:
    """One draft on its way to one connection.

    `wake_at` is when the clockwork must look at it; None: never. `local` and `zone` are the wall-clock time that
    `due_at` stands for, `fold` which of two where it happens twice; `by_the_clock` is False for what was sent "now".
    `origin` names what made it; empty for a person. `alone`: a person said that it shall not follow the part before
    it, so that a thread begins anew with it.
    """

    id: str
    workspace_id: str
    post_id: str
    connection_id: str
    platform: str
    username: str
    position: int
    state: State
    draft: DraftRow
    due_at: datetime
    local: str
    zone: str
    by_the_clock: bool
    wake_at: datetime | None
    created_at: datetime
    updated_at: datetime
    fold: Literal[0, 1] | None = None
    previous_id: str | None = None
    next_id: str | None = None
    hold: Hold | None = None
    claim: Claim | None = None
    attempts: tuple[Attempt, ...] = ()
    tries: int = 0
    looks: int = 0
    pending: Mapping[str, JSON] | None = None
    result: Result | None = None
    failure: Failure | None = None
    cancelled_by: str | None = None
    metrics: Mapping[str, JSON] | None = None
    metrics_at: datetime | None = None
    trail: tuple[Entry, ...] = ()
    origin: str = ""
    alone: bool = False
    version: int = 1

    @property
    def lateness(self) -> timedelta | None:
        """How long after its time it went out; None while it has not."""
        return self.result.published_at - self.due_at if self.result else None

    @property
    def late(self) -> bool:
        """Whether it went out noticeably after its time."""
        return self.lateness is not None and self.lateness > LATE

    @property
    def doubtful(self) -> tuple[Attempt, ...]:
        """The attempts after which the service may have the post without our knowing."""
        return tuple(a for a in self.attempts if a.write_began_at is not None and a.outcome in ("", "unknown"))

    @property
    def once_doubtful(self) -> tuple[Attempt, ...]:
        """The doubtful attempts, and those that were looked for in vain: a hidden post looks like an absent one."""
        return tuple(
            a for a in self.attempts if a.write_began_at is not None and a.outcome in ("", "unknown", "absent")
        )

    @property
    def refused_as_duplicate(self) -> bool:
        """Whether the service said, after an attempt that once was doubtful, that it has this post already."""
        return any(a.outcome == "duplicate" for a in self.attempts) and bool(self.once_doubtful)

    def with_attempt(self, attempt: Attempt) -> Publication:
        """With this attempt in the place of the one of its number, or at the end."""
        if any(a.number == attempt.number for a in self.attempts):
            kept = tuple(attempt if a.number == attempt.number else a for a in self.attempts)
            return replace(self, attempts=kept)
        return replace(self, attempts=(*self.attempts, attempt))

    def noting(self, kind: str, at: datetime, **facts: JSON) -> Publication:
        """With one more entry in its trail, which is stored with the row in one write.

        Each entry seals the attempts made so far.
        """
        if self.attempts:
            facts["attempts"] = self.attempts_digest
        return replace(self, trail=trail.extended(self.trail, kind, facts, at=at, start=self.trail_start))

    @property
    def trail_start(self) -> str:
        """What the first entry of its trail hangs on: which part of which post goes where."""
        return trail.digest(
            [
                *(self.id, self.workspace_id, self.post_id, self.position, self.created_at.isoformat()),
                *(self.connection_id, self.platform, self.username),
            ]
        )

    @property
    def replies_noted(self) -> int | None:
        """How many replies it had when its trail last spoke of them."""
        counts = [entry.facts["replies"] for entry in self.trail if entry.kind == "replies_counted"]
        return counts[-1] if counts else None

    @property
    def attempts_digest(self) -> str:
        """A fingerprint of all that was tried, what came back and what was decided."""
        return trail.digest([asdict(attempt) for attempt in self.attempts])


LATE = timedelta(seconds=60)
AUTOMATION = "automation"


@dataclass(frozen=True)
class PublicationChanged(Event):
    """A publication moved to another state, or learned something new."""

    publication_id: str
    post_id: str
    connection_id: str
    state: str
    platform: str
    late_seconds: float | None = None

    @classmethod
    def of(cls, publication: Publication) -> PublicationChanged:
        """As it stands now; `late_seconds` only where it is published."""
        late = publication.lateness if publication.state is State.PUBLISHED else None
        return cls(
            publication.workspace_id,
            publication.id,
            publication.post_id,
            publication.connection_id,
            publication.state.value,
            publication.platform,
            max(0.0, late.total_seconds()) if late is not None else None,
        )


@dataclass(frozen=True)
class WentLive(Event):
    """A publication is live. Told once for each, unless a worker dies at that moment."""

    publication_id: str


class NoSuchPublication(Exception):
    """This workspace has no such publication."""


class NotPossibleNow(Exception):
    """The publication is past the point where this could be done. The text says where it stands and what to do."""

    code = "conflict"


class AlreadyPublished(NotPossibleNow):
    """It is out, or on its way out. It cannot be changed here any more."""

    code = "already_published"


class CannotSchedule(Exception):
    """The post cannot be scheduled as it is. `problems` name the field, the reason and what to do."""

    def __init__(self, message: str, problems: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.problems = problems
