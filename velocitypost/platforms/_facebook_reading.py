"""What Facebook tells: Pages, numbers, comments.

https://developers.facebook.com/docs/graph-api/reference/page-post
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Comment, Draft, Metrics, Profile, Published
from velocitypost.platforms import _graph

PAGE = "id,name,username,link,followers_count,picture.type(large){url}"
COMMENT = "id,message,created_time,permalink_url,from{id,name,picture{url}}"
_METRICS = ("post_media_view", "post_total_media_view_unique", "post_clicks", "post_video_views")
_COUNTS = "reactions.summary(total_count).limit(0),comments.summary(total_count).limit(0),shares"


def profile(client: Client, page: Mapping[str, Any]) -> Profile:
    """A Page, from its fields `PAGE`."""
    return Profile(
        platform_user_id=page["id"],
        username=page.get("username") or page["name"],
        name=page["name"],
        picture_url=page.get("picture", {}).get("data", {}).get("url"),
        follower_count=page.get("followers_count"),
        profile_url=page.get("link") or f"{client.site_url}/{page['id']}",
    )


def metrics(client: Client, post_id: str) -> Metrics:
    """How a post does. https://developers.facebook.com/docs/graph-api/reference/insights"""
    counts = client.get(f"/{post_id}", {"fields": _COUNTS})
    try:
        numbers = _graph.insights(client.get(f"/{post_id}/insights", {"metric": ",".join(_METRICS)}))
    except Rejected as error:
        if error.code != "100":
            raise
        # Some kinds of post do not have all of these numbers; what is counted above, every post has.
        numbers = {}
    return Metrics(
        likes=counts.get("reactions", {}).get("summary", {}).get("total_count"),
        replies=counts.get("comments", {}).get("summary", {}).get("total_count"),
        reposts=counts.get("shares", {}).get("count", 0),
        impressions=numbers.get("post_media_view"),
        reach=numbers.get("post_total_media_view_unique"),
        clicks=numbers.get("post_clicks"),
        video_views=numbers.get("post_video_views"),
    )


def comment(row: Mapping[str, Any]) -> Comment:
    """A comment, from its fields `COMMENT`. Who wrote it is told only of those who may be named."""
    author = row.get("from") or {"id": "", "name": "Somebody"}
    return Comment(
        id=row["id"],
        text=row.get("message", ""),
        author_name=author["name"],
        author_username=author["id"] or author["name"],
        author_picture_url=author.get("picture", {}).get("data", {}).get("url"),
        created_at=created(row),
        url=row.get("permalink_url"),
    )


def find_comment(client: Client, draft: Draft, since: datetime) -> Published | None:
    """The Page's own comment that says what `draft` says."""
    query = {"fields": COMMENT, "order": "reverse_chronological", "filter": "stream", "limit": "50"}
    for row in _graph.pages(client, f"/{draft.root or draft.reply_to}/comments", query):
        if created(row) < since:
            return None
        own = row.get("from", {}).get("id") == client.platform_user_id
        if own and _graph.comparable(row.get("message", "")) == _graph.comparable(draft.text):
            return Published(row["id"], row.get("permalink_url"), created(row))
    return None


def targets(post: Mapping[str, Any]) -> set[str]:
    """The ids of the photos and videos in a post."""

    def under(attachments: Mapping[str, Any]) -> Iterator[str]:
        for attachment in attachments.get("data", ()):
            yield str(attachment.get("target", {}).get("id", ""))
            yield from under(attachment.get("subattachments", {}))

    return set(under(post.get("attachments", {})))


def created(node: Mapping[str, Any]) -> datetime:
    """When a post or a comment was made."""
    return _graph.moment(node["created_time"])
