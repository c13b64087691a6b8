"""Publications: where each stands, what was tried, and what only a person can decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, Protocol

from pydantic import BaseModel, Field

from velocitypost.contract.types import Comment
from velocitypost.publishing.model import Attempt, HoldCode, Publication, State
from velocitypost.publishing.series import series_of
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("publications", prefix="/api/publications", about="Posts on their way to one account each")


class PublicationPath(BaseModel):
    """Which publication."""

    publication_id: str = Field(max_length=60)


class ConfirmBody(Body):
    """Where the post is, if the person has its address."""

    url: str | None = Field(None, max_length=2000, pattern=r"^https?://")


class AttachedShown(BaseModel):
    """A file as a post carries it."""

    media_id: str
    alt: str
    url: str
    thumbnail_url: str
    focus: tuple[float, float] | None = None


class PlannedShown(BaseModel):
    """A wall-clock time in a zone, and the instant it means."""

    local: str
    zone: str
    at: datetime


class HoldShown(BaseModel):
    """Why it does not go out by itself."""

    code: HoldCode
    message: str


class ErrorShown(BaseModel):
    """What happened and what to do."""

    kind: str
    title: str
    detail: str
    what_to_do: str
    code: str


class AttemptShown(BaseModel):
    """One try: when, what was sent, what came back, what was decided and why."""

    number: int
    kind: Literal["publish", "look"]
    started_at: datetime
    write_began_at: datetime | None
    ended_at: datetime | None
    fingerprint: str | None
    bytes: int | None
    status: int | None
    outcome: Literal["", "written", "not_written", "unknown", "absent", "duplicate"]
    came_back: str
    decision: str
    why: str


class MetricsShown(BaseModel):
    """How it does. What the platform does not tell is null."""

    likes: int | None
    replies: int | None
    reposts: int | None
    impressions: int | None
    bookmarks: int | None
    fetched_at: datetime


class PublicationShown(BaseModel):
    """One draft on its way to one account."""

    id: str
    post_id: str
    connection_id: str
    platform: str
    username: str
    position: int
    state: State
    hold: HoldShown | None
    due_at: datetime
    planned: PlannedShown
    published_at: datetime | None
    late_seconds: float | None
    late: bool
    url: str | None
    platform_post_id: str | None
    confirmed_by: Literal["answer", "look", "person"] | None
    text: str
    media: list[AttachedShown]
    options: dict[str, Any]
    error: ErrorShown | None
    metrics: MetricsShown | None
    attempts: list[AttemptShown]
    series_id: str | None = Field(description="The series that its post was made by")
    version: int

    @classmethod
    def of(cls, p: Publication) -> PublicationShown:
        lateness = p.lateness
        return cls(
            id=p.id,
            post_id=p.post_id,
            connection_id=p.connection_id,
            platform=p.platform,
            username=p.username,
            position=p.position,
            state=p.state,
            hold=HoldShown(code=p.hold.code, message=p.hold.message) if p.hold else None,
            due_at=p.due_at,
            planned=PlannedShown(local=p.local, zone=p.zone, at=p.due_at),
            published_at=p.result.published_at if p.result else None,
            late_seconds=max(0.0, lateness.total_seconds()) if lateness is not None else None,
            late=p.late,
            url=p.result.url if p.result else None,
            platform_post_id=(p.result.platform_post_id or None) if p.result else None,
            confirmed_by=p.result.confirmed_by if p.result else None,
            text=p.draft.text,
            media=media_of(p.draft.files),
            options=dict(p.draft.options),
            error=_error(p),
            metrics=MetricsShown(**p.metrics) if p.metrics and "fetched_at" in p.metrics else None,
            attempts=[_attempt(attempt) for attempt in p.attempts],
            series_id=series_of(p.origin),
            version=p.version,
        )


class PublicationAnswer(BaseModel):
    """One publication."""

    publication: PublicationShown


class ReplyShown(BaseModel):
    """What somebody said under it."""

    id: str
    text: str
    author_name: str
    author_username: str
    created_at: datetime
    url: str | None

    @classmethod
    def of(cls, comment: Comment) -> ReplyShown:
        return cls(**{name: getattr(comment, name) for name in cls.model_fields})


class RepliesAnswer(BaseModel):
    """Replies, newest first."""

    replies: list[ReplyShown]


@routes.get("/<publication_id>", operation_id="getPublication", summary="One", responses={200: PublicationAnswer})
def get_publication(path: PublicationPath) -> dict[str, Any]:
    return _one(product().deciding.get(viewer().workspace_id, path.publication_id))


@routes.post(
    "/<publication_id>/retry",
    operation_id="retryPublication",
    summary="Send it (again): it failed, is held, or is not there",
    responses={200: PublicationAnswer, **problems("conflict")},
)
def retry(path: PublicationPath) -> dict[str, Any]:
    return _one(product().deciding.retry(viewer().workspace_id, path.publication_id))


@routes.post(
    "/<publication_id>/confirm",
    operation_id="confirmPublication",
    summary="It is there",
    responses={200: PublicationAnswer, **problems("conflict")},
)
def confirm(path: PublicationPath, body: ConfirmBody) -> dict[str, Any]:
    return _one(product().deciding.confirm(viewer().workspace_id, path.publication_id, url=body.url))


@routes.post(
    "/<publication_id>/drop",
    operation_id="dropPublication",
    summary="Leave it",
    responses={200: PublicationAnswer, **problems("conflict", "already_published")},
)
def drop(path: PublicationPath) -> dict[str, Any]:
    return _one(product().deciding.drop(viewer().workspace_id, path.publication_id))


@routes.post(
    "/<publication_id>/refresh-metrics",
    operation_id="refreshMetrics",
    summary="Read its numbers now",
    responses={200: PublicationAnswer, **problems("conflict")},
)
def refresh_metrics(path: PublicationPath) -> dict[str, Any]:
    publication = product().deciding.get(viewer().workspace_id, path.publication_id)
    return _one(product().engagement.refresh(publication))


@routes.get(
    "/<publication_id>/replies",
    operation_id="listReplies",
    summary="What people said under it",
    responses={200: RepliesAnswer, **problems("unavailable")},
)
def list_replies(path: PublicationPath) -> dict[str, Any]:
    publication = product().deciding.get(viewer().workspace_id, path.publication_id)
    replies = [ReplyShown.of(comment) for comment in product().engagement.comments(publication)]
    return RepliesAnswer(replies=replies).model_dump(mode="json")


class _CarriedFile(Protocol):
    @property
    def media_id(self) -> str: ...

    @property
    def alt(self) -> str: ...


def media_of(files: Iterable[_CarriedFile]) -> list[AttachedShown]:
    """Files with the addresses they are served at."""
    return [
        AttachedShown(
            media_id=file.media_id,
            alt=file.alt,
            url=f"/media/{file.media_id}/original",
            thumbnail_url=f"/media/{file.media_id}/thumbnail",
            focus=getattr(file, "focus", None),
        )
        for file in files
    ]


def _one(publication: Publication) -> dict[str, Any]:
    return PublicationAnswer(publication=PublicationShown.of(publication)).model_dump(mode="json")


def _attempt(attempt: Attempt) -> AttemptShown:
    return AttemptShown(**vars(attempt))


def _error(publication: Publication) -> ErrorShown | None:
    failure = publication.failure
    if failure is None:
        return None
    unconfirmed = failure.kind == "unconfirmed"
    return ErrorShown(
        kind=failure.kind,
        title="We sent it and got no clear answer" if unconfirmed else "It was not published",
        detail=failure.reason,
        what_to_do=failure.fix,
        code=failure.code,
    )
