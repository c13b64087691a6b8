"""Writing posts, checking them, and sending them on their way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.content.labels import TAGS_MOST
from velocitypost.content.model import FollowUp, Labelled, Post, PostMedia, Tailored, Writing
from velocitypost.publishing.fitting import Check
from velocitypost.publishing.model import Publication, State
from velocitypost.publishing.series import series_of
from velocitypost.publishing.service import Scheduled
from velocitypost.web.api.publications import AttachedShown, PlannedShown, PublicationShown, media_of
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

routes = api_blueprint("posts", prefix="/api/posts", about="What authors write, and when it goes out")

PostState = State | Literal["draft"]

_ID = Field(max_length=60)
_TEXT = Field("", max_length=100_000)
Tag = Annotated[str, Field(max_length=200)]


class PostMediaBody(Body):
    """A file of the library, and the words for those who cannot see it."""

    media_id: str = _ID
    alt: str = Field("", max_length=4000)
    focus: tuple[float, float] | None = None


class FollowUpBody(Body):
    """A further part of a thread."""

    text: str = _TEXT
    media: list[PostMediaBody] = Field(default_factory=list, max_length=20)


# What the platforms want to be told beside the text: each names its own (`GET /api/platforms`).
OptionValue = bool | int | float | str | list[str] | dict[str, Any] | None
Options = Annotated[dict[str, OptionValue], Field(default_factory=dict, max_length=40)]


class TailoredBody(Body):
    """What is different for one account; what is null is as in the post."""

    text: str | None = Field(None, max_length=100_000)
    media: list[PostMediaBody] | None = Field(None, max_length=40)
    follow_ups: list[FollowUpBody] | None = Field(None, max_length=25)
    options: Options

    def tailored(self) -> Tailored:
        return Tailored(
            text=self.text,
            media=None if self.media is None else _media(self.media),
            follow_ups=None if self.follow_ups is None else _follow_ups(self.follow_ups),
            options=options_of(self.options),
        )


class LabellingBody(Body):
    """The labels of what is to be made."""

    tags: list[Tag] = Field(default_factory=list, max_length=TAGS_MOST * 2)
    campaign_id: str | None = Field(None, max_length=60)

    def labelled(self) -> Labelled:
        """Raises `BadWriting` or `NoSuchCampaign`."""
        return product().labels.checked(viewer().workspace_id, self.tags, self.campaign_id)


class WritingBody(Body):
    """What an author types."""

    text: str = _TEXT
    media: list[PostMediaBody] = Field(default_factory=list, max_length=40)
    connection_ids: list[str] = Field(default_factory=list, max_length=50)
    follow_ups: list[FollowUpBody] = Field(default_factory=list, max_length=25)
    options: Options
    tailored: dict[str, TailoredBody] = Field(default_factory=dict, max_length=50)

    def writing(self) -> Writing:
        return Writing(
            text=self.text,
            media=_media(self.media),
            connection_ids=tuple(self.connection_ids),
            follow_ups=_follow_ups(self.follow_ups),
            options=options_of(self.options),
            tailored={account: own.tailored() for account, own in self.tailored.items()},
        )


class CreateBody(WritingBody, LabellingBody):
    """A new post. With an `id` of its own, `post_` and a ULID in lower case, it is safe to send it again."""

    id: str | None = Field(None, pattern=r"^post_[0-9a-hjkmnp-tv-z]{26}$", max_length=60)


class RewriteBody(WritingBody):
    """The whole post anew; `version` is the one that was read."""

    version: int


class CheckBody(WritingBody):
    """What an author types; the post and the campaign that it is typed for say what becomes of its links."""

    post_id: str | None = Field(None, max_length=60)
    campaign_id: str | None = Field(None, max_length=60)


class ScheduleBody(Body):
    """A wall-clock time in a zone. `fold=1` means the second of an hour that happens twice."""

    local: str = Field(max_length=40, examples=["2026-11-24T09:30"])
    zone: str = Field(max_length=60, examples=["Europe/Berlin"])
    fold: Literal[0, 1] | None = None


class PostPath(BaseModel):
    """Which post."""

    post_id: str = _ID


class PageQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(30, ge=1, le=100)
    state: Literal["all", "draft"] = "all"
    tag: str | None = Field(None, max_length=200, description="Only posts with this tag")
    campaign_id: str | None = Field(None, max_length=60, description="Only posts of this campaign")


class FollowUpShown(BaseModel):
    """A further part of a thread."""

    text: str
    media: list[AttachedShown]


class TailoredShown(BaseModel):
    """What is different for one account; what is null is as in the post."""

    text: str | None
    media: list[AttachedShown] | None
    follow_ups: list[FollowUpShown] | None
    options: dict[str, Any]


class LabelledShown(BaseModel):
    """The labels of what is still to be made."""

    tags: list[str]
    campaign_id: str | None

    @classmethod
    def of(cls, labels: Labelled) -> LabelledShown:
        return cls(tags=list(labels.tags), campaign_id=labels.campaign_id)


class LabelsShown(BaseModel):
    """What is not published of a post. It has a version of its own, because it may change at any time."""

    tags: list[str]
    campaign_id: str | None
    version: int

    @classmethod
    def of(cls, post: Post) -> LabelsShown:
        return cls(tags=list(post.tags), campaign_id=post.campaign_id, version=post.labels_version)


class PostShown(BaseModel):
    """A post with its publications. `state` sums up where those stand."""

    id: str
    text: str
    media: list[AttachedShown]
    connection_ids: list[str]
    follow_ups: list[FollowUpShown]
    options: dict[str, Any]
    tailored: dict[str, TailoredShown]
    version: int
    state: PostState
    created_at: datetime
    updated_at: datetime
    planned: PlannedShown | None
    labels: LabelsShown
    series_id: str | None = Field(description="The series that it was made by")
    publications: list[PublicationShown]


class PostAnswer(BaseModel):
    """One post; `notices` are what the person should know, such as a change of the clocks."""

    post: PostShown
    notices: list[str] = Field(default_factory=list)


class PostsAnswer(BaseModel):
    """A page of posts."""

    posts: list[PostShown]
    next_cursor: str | None


class ProblemShown(BaseModel):
    """What a platform would refuse (`error`) or its author regret (`warning`), at its field."""

    severity: Literal["error", "warning"]
    field: str
    code: str
    message: str
    option: str | None
    part: int | None = Field(description="Which part of a thread, counted from 2; null for the post itself")


class CostShown(BaseModel):
    """What the platform charges."""

    amount: str
    currency: str
    note: str


class SentLinkShown(BaseModel):
    """A link that leaves otherwise than it was typed, and the page that it leads to."""

    typed: str
    sent: str
    target: str


class CheckShown(BaseModel):
    """What one account's platform would make of the post. `parts` are the counts of the follow-ups.

    `links` are those that are tagged or shortened; every count is of what is sent.
    """

    connection_id: str
    platform: str
    count: int
    limit: int
    remaining: int
    rule: str
    parts: list[int]
    problems: list[ProblemShown]
    cost: CostShown | None
    links: list[SentLinkShown]

    @classmethod
    def of(cls, check: Check) -> CheckShown:
        return cls(
            connection_id=check.connection.id,
            platform=check.connection.platform,
            count=check.count,
            limit=check.limit,
            remaining=check.limit - check.count,
            rule=check.rule,
            parts=list(check.parts),
            problems=[ProblemShown(**vars(problem)) for problem in check.problems],
            cost=CostShown(**vars(check.cost)) if check.cost else None,
            links=[SentLinkShown(**vars(link)) for link in check.links],
        )


class ChecksAnswer(BaseModel):
    """One check for each chosen account."""

    checks: list[CheckShown]


@routes.post(
    "",
    operation_id="createPost",
    summary="Keep a new draft",
    responses={201: PostAnswer, **problems("not_found", "conflict")},
)
def create_post(body: CreateBody) -> tuple[dict[str, Any], int]:
    who, writing = viewer(), body.writing()
    post = product().publishing.write(who.workspace_id, who.user_id, writing, post_id=body.id, labels=body.labelled())
    if post.writing != writing:
        raise Problem("conflict", "This post was kept already, in another form. Nothing was changed. Load it again.")
    return _one(Scheduled(post, product().publishing.of_post(post) if body.id else [])), 201


@routes.get("", operation_id="listPosts", summary="Posts, newest first", responses={200: PostsAnswer})
def list_posts(query: PageQuery) -> dict[str, Any]:
    posts, cursor = product().content.page(
        viewer().workspace_id,
        before=query.cursor,
        most=query.limit,
        drafts_only=query.state == "draft",
        tag=query.tag,
        campaign_id=query.campaign_id,
    )
    publications = product().publishing.of_posts(posts)
    shown = [_shown(post, publications[post.id]) for post in posts]
    return PostsAnswer(posts=shown, next_cursor=cursor).model_dump(mode="json")


@routes.post(
    "/check",
    operation_id="checkPost",
    summary="What each account's platform would say",
    responses={200: ChecksAnswer, **problems("not_found")},
)
def check_post(body: CheckBody) -> dict[str, Any]:
    checks = product().publishing.check(
        viewer().workspace_id, body.writing(), post_id=body.post_id, campaign_id=body.campaign_id
    )
    return ChecksAnswer(checks=[CheckShown.of(check) for check in checks]).model_dump(mode="json")


@routes.get("/<post_id>", operation_id="getPost", summary="One post", responses={200: PostAnswer})
def get_post(path: PostPath) -> dict[str, Any]:
    post = product().content.get(viewer().workspace_id, path.post_id)
    return _one(Scheduled(post, product().publishing.of_post(post)))


@routes.patch(
    "/<post_id>",
    operation_id="rewritePost",
    summary="Change a post everywhere, or not at all where it already left",
    responses={200: PostAnswer, **problems("conflict", "already_published")},
)
def rewrite_post(path: PostPath, body: RewriteBody) -> dict[str, Any]:
    return _one(product().publishing.rewrite(viewer().workspace_id, path.post_id, body.writing(), version=body.version))


@routes.delete(
    "/<post_id>",
    operation_id="deletePost",
    summary="Forget a post that is not out",
    responses={204: None, **problems("already_published", "conflict")},
)
def delete_post(path: PostPath) -> Response:
    product().publishing.delete(viewer().workspace_id, path.post_id)
    return Response(status=204)


@routes.post(
    "/<post_id>/schedule",
    operation_id="schedulePost",
    summary="Plan a post for a time of the clock in a zone",
    responses={200: PostAnswer, **problems("already_published", "conflict", "cannot_schedule")},
)
def schedule_post(path: PostPath, body: ScheduleBody) -> dict[str, Any]:
    return _one(
        product().publishing.schedule(
            viewer().workspace_id, path.post_id, local=body.local, zone=body.zone, fold=body.fold
        )
    )


@routes.post(
    "/<post_id>/publish",
    operation_id="publishPost",
    summary="Send a post out now",
    responses={200: PostAnswer, **problems("already_published", "conflict", "cannot_schedule")},
)
def publish_post(path: PostPath) -> dict[str, Any]:
    return _one(product().publishing.publish_now(viewer().workspace_id, path.post_id))


@routes.post(
    "/<post_id>/cancel",
    operation_id="cancelPost",
    summary="Take back what has not left; the post stays as a draft",
    responses={200: PostAnswer, **problems("already_published", "conflict")},
)
def cancel_post(path: PostPath) -> dict[str, Any]:
    return _one(product().publishing.cancel(viewer().workspace_id, path.post_id))


def _media(items: list[PostMediaBody]) -> tuple[PostMedia, ...]:
    return tuple(PostMedia(item.media_id, item.alt, item.focus) for item in items)


def _follow_ups(parts: list[FollowUpBody]) -> tuple[FollowUp, ...]:
    return tuple(FollowUp(part.text, _media(part.media)) for part in parts)


def options_of(options: dict[str, OptionValue]) -> dict[str, OptionValue]:
    """What was really chosen. A no is a choice too: some platforms take silence for a yes."""
    return {name: value for name, value in options.items() if value not in (None, "", [], {})}


def _parts_shown(parts: tuple[FollowUp, ...]) -> list[FollowUpShown]:
    return [FollowUpShown(text=part.text, media=media_of(part.media)) for part in parts]


def tailored_of(tailored: Mapping[str, Tailored]) -> dict[str, TailoredShown]:
    """As the interface is told it."""
    return {
        account: TailoredShown(
            text=own.text,
            media=None if own.media is None else media_of(own.media),
            follow_ups=None if own.follow_ups is None else _parts_shown(own.follow_ups),
            options=dict(own.options),
        )
        for account, own in tailored.items()
    }


def post_answer(scheduled: Scheduled) -> PostAnswer:
    """As the interface is told it."""
    shown = _shown(scheduled.post, scheduled.publications)
    return PostAnswer(post=shown, notices=list(scheduled.notices))


def _one(scheduled: Scheduled) -> dict[str, Any]:
    return post_answer(scheduled).model_dump(mode="json")


def _shown(post: Post, publications: list[Publication]) -> PostShown:
    return PostShown(
        id=post.id,
        text=post.text,
        media=media_of(post.media),
        connection_ids=list(post.connection_ids),
        follow_ups=_parts_shown(post.follow_ups),
        options=dict(post.options),
        tailored=tailored_of(post.tailored),
        version=post.version,
        state=_sum(publications),
        created_at=post.created_at,
        updated_at=post.updated_at,
        planned=PlannedShown(**vars(post.planned)) if post.planned else None,
        labels=LabelsShown.of(post),
        series_id=series_of(post.origin),
        publications=[PublicationShown.of(publication) for publication in publications],
    )


# The first of these that any publication is in says how the post stands: what needs the author comes first.
_WORST_FIRST = (
    State.UNCONFIRMED,
    State.FAILED,
    State.PUBLISHING,
    State.PROCESSING,
    State.SCHEDULED,
    State.PUBLISHED,
)


def _sum(publications: list[Publication]) -> PostState:
    states = {publication.state for publication in publications}
    return next((state for state in _WORST_FIRST if state in states), "draft")
