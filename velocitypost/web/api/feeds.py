"""Feeds whose entries become drafts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.automation.feeds.fetching import Read
from velocitypost.automation.feeds.model import ACCOUNTS_MOST, Feed, Item
from velocitypost.core.fetching import URL_MOST
from velocitypost.web.api.posts import LabelledShown, LabellingBody
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("feeds", prefix="/api/feeds", about="Feeds whose entries become drafts")

_URL = Field(min_length=1, max_length=URL_MOST, examples=["https://example.com/feed.xml"])
_DOMAIN = Field("", max_length=60, description="The expert who writes; empty for `plain`")
_SHOWN_AT_LOOK = 5
_SUMMARY_SHOWN = 280
Way = Literal["plain", "written"]


class LookAtFeedBody(Body):
    """The address of a feed, or of a web page that names its feed."""

    url: str = _URL


class FollowFeedBody(LookAtFeedBody):
    """A feed to follow: for which accounts its drafts are, how they are written, and what they begin labelled with."""

    connection_ids: list[str] = Field(default_factory=list, max_length=ACCOUNTS_MOST)
    way: Way = "plain"
    domain: str = _DOMAIN
    labels: LabellingBody = LabellingBody()


class ChangeFeedBody(Body):
    """What to change; what is not given stays. `version` is the one that was read."""

    version: int
    active: bool | None = None
    connection_ids: list[str] | None = Field(None, max_length=ACCOUNTS_MOST)
    way: Way | None = None
    domain: str | None = Field(None, max_length=60)
    labels: LabellingBody | None = None


class FeedPath(BaseModel):
    """Which feed."""

    feed_id: str = Field(max_length=60)


class FeedItemPath(FeedPath):
    """Which entry of it."""

    item_id: str = Field(max_length=60)


class FeedItemsQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(30, ge=1, le=100)


class FeedEntryShown(BaseModel):
    """An entry as the feed gives it."""

    title: str
    link: str
    summary: str
    published_at: datetime | None


class FeedFoundAnswer(BaseModel):
    """What a feed says now: where it lies, and its latest entries."""

    url: str
    title: str
    entries: list[FeedEntryShown]

    @classmethod
    def of(cls, found: Read) -> FeedFoundAnswer:
        document = found.document
        entries = document.entries[:_SHOWN_AT_LOOK] if document else ()
        return cls(
            url=found.url,
            title=document.title if document else "",
            entries=[
                FeedEntryShown(
                    title=one.title, link=one.link, summary=one.summary[:_SUMMARY_SHOWN], published_at=one.published_at
                )
                for one in entries
            ],
        )


class FeedShown(BaseModel):
    """A feed that is followed. `problem` says why it cannot be read, `notice` what its owner should know else.

    `next_at` is when it is looked at again; null while it is off.
    """

    id: str
    url: str
    title: str
    connection_ids: list[str]
    way: Way
    domain: str
    active: bool
    drafts: int
    checked_at: datetime | None
    next_at: datetime | None
    failing_since: datetime | None
    problem: str
    notice: str
    labels: LabelledShown
    created_at: datetime
    version: int

    @classmethod
    def of(cls, feed: Feed) -> FeedShown:
        return cls(
            labels=LabelledShown.of(product().labels.still(feed.workspace_id, feed.labels)),
            id=feed.id,
            url=feed.url,
            title=feed.title,
            connection_ids=list(feed.connection_ids),
            way=feed.way,
            domain=feed.domain,
            active=feed.active,
            drafts=feed.drafts,
            checked_at=feed.checked_at,
            next_at=feed.wake_at,
            failing_since=feed.failing_since,
            problem=feed.problem,
            notice=feed.notice,
            created_at=feed.created_at,
            version=feed.version,
        )


class FeedItemShown(BaseModel):
    """An entry, and what became of it: `post_id` is its draft's. `passed` ones became none."""

    id: str
    state: Literal["making", "made", "passed", "failed"]
    title: str
    link: str
    published_at: datetime | None
    seen_at: datetime
    post_id: str | None
    problem: str

    @classmethod
    def of(cls, item: Item) -> FeedItemShown:
        return cls(
            id=item.id,
            state=item.state,
            title=item.title,
            link=item.link,
            published_at=item.published_at,
            seen_at=item.seen_at,
            post_id=item.post_id if item.state == "made" else None,
            problem=item.problem,
        )


class FeedAnswer(BaseModel):
    """One feed."""

    feed: FeedShown


class FeedsAnswer(BaseModel):
    """Every feed, newest first."""

    feeds: list[FeedShown]


class FeedItemAnswer(BaseModel):
    """One entry."""

    item: FeedItemShown


class FeedItemsAnswer(BaseModel):
    """A page of entries."""

    items: list[FeedItemShown]
    next_cursor: str | None


@routes.post(
    "/look",
    operation_id="lookAtFeed",
    summary="What a feed says, before it is followed",
    responses={200: FeedFoundAnswer},
)
def look_at_feed(body: LookAtFeedBody) -> dict[str, Any]:
    return FeedFoundAnswer.of(product().feed_room.feeds.look(body.url)).model_dump(mode="json")


@routes.post(
    "",
    operation_id="followFeed",
    summary="Let the new entries of a feed become drafts",
    responses={201: FeedAnswer, **problems("conflict", "not_found", "pro_required")},
)
def follow_feed(body: FollowFeedBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    feed = product().feed_room.feeds.follow(
        who.workspace_id,
        who.user_id,
        body.url,
        connection_ids=body.connection_ids,
        way=body.way,
        domain=body.domain,
        labels=body.labels.labelled(),
    )
    return _one(feed), 201


@routes.get("", operation_id="listFeeds", summary="The feeds that are followed", responses={200: FeedsAnswer})
def list_feeds() -> dict[str, Any]:
    feeds = product().feed_room.feeds.all(viewer().workspace_id)
    return FeedsAnswer(feeds=[FeedShown.of(feed) for feed in feeds]).model_dump(mode="json")


@routes.get("/<feed_id>", operation_id="getFeed", summary="One feed", responses={200: FeedAnswer})
def get_feed(path: FeedPath) -> dict[str, Any]:
    return _one(product().feed_room.feeds.get(viewer().workspace_id, path.feed_id))


@routes.patch(
    "/<feed_id>",
    operation_id="changeFeed",
    summary="Turn a feed on or off, or change what becomes of its entries",
    responses={200: FeedAnswer, **problems("conflict", "pro_required", "not_found")},
)
def change_feed(path: FeedPath, body: ChangeFeedBody) -> dict[str, Any]:
    return _one(
        product().feed_room.feeds.change(
            viewer().workspace_id,
            path.feed_id,
            version=body.version,
            active=body.active,
            connection_ids=body.connection_ids,
            way=body.way,
            domain=body.domain,
            labels=body.labels.labelled() if body.labels else None,
        )
    )


@routes.delete(
    "/<feed_id>",
    operation_id="removeFeed",
    summary="Follow a feed no more; its drafts stay",
    responses={204: None},
)
def remove_feed(path: FeedPath) -> Response:
    product().feed_room.feeds.remove(viewer().workspace_id, path.feed_id)
    return Response(status=204)


@routes.post(
    "/<feed_id>/poll",
    operation_id="pollFeed",
    summary="Let it be looked at now",
    responses={200: FeedAnswer, **problems("conflict")},
)
def poll_feed(path: FeedPath) -> dict[str, Any]:
    return _one(product().feed_room.feeds.poll_soon(viewer().workspace_id, path.feed_id))


@routes.get(
    "/<feed_id>/items",
    operation_id="listFeedItems",
    summary="Its entries, and what became of them",
    responses={200: FeedItemsAnswer},
)
def list_feed_items(path: FeedPath, query: FeedItemsQuery) -> dict[str, Any]:
    items, cursor = product().feed_room.feeds.items(
        viewer().workspace_id, path.feed_id, before=query.cursor, most=query.limit
    )
    shown = [FeedItemShown.of(item) for item in items]
    return FeedItemsAnswer(items=shown, next_cursor=cursor).model_dump(mode="json")


@routes.post(
    "/<feed_id>/items/<item_id>/draft",
    operation_id="draftFeedItem",
    summary="Make a draft of an entry that became none",
    responses={200: FeedItemAnswer, **problems("conflict")},
)
def draft_feed_item(path: FeedItemPath) -> dict[str, Any]:
    item = product().feed_room.feeds.draft(viewer().workspace_id, path.feed_id, path.item_id)
    return FeedItemAnswer(item=FeedItemShown.of(item)).model_dump(mode="json")


def _one(feed: Feed) -> dict[str, Any]:
    return FeedAnswer(feed=FeedShown.of(feed)).model_dump(mode="json")
