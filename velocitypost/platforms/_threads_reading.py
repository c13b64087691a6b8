"""What Threads shows of an account and below its posts. https://developers.facebook.com/docs/threads/reference"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.types import Comment, Draft, Metrics, Published
from velocitypost.platforms import _graph

_POST = "id,text,permalink,timestamp"
_NUMBERS = "views,likes,replies,reposts,quotes,shares"


def published(client: Client, post_id: str) -> Published:
    """A post that is live."""
    return _published(client.get(f"/{post_id}", {"fields": _POST}))


def latest(client: Client, draft: Draft, since: datetime) -> Iterator[Published]:
    """The account's posts since then that say what `draft` says, below what it stands below."""
    edge, said = ("replies" if draft.reply_to else "threads"), _graph.comparable(draft.text)
    query = {"fields": f"{_POST},replied_to" if draft.reply_to else _POST, "limit": "50"}
    query["since"] = str(int(since.timestamp()))
    for post in _graph.pages(client, f"/me/{edge}", query):
        same = _graph.comparable(post.get("text", "")) == said
        above = post.get("replied_to", {}).get("id") if draft.reply_to else None
        if same and above == draft.reply_to and _at(post) >= since:
            yield _published(post)


def metrics(client: Client, post_id: str) -> Metrics:
    """How a post does."""
    numbers = _graph.insights(client.get(f"/{post_id}/insights", {"metric": _NUMBERS}))
    return Metrics(
        likes=numbers.get("likes"),
        replies=numbers.get("replies"),
        reposts=numbers.get("reposts"),
        impressions=numbers.get("views"),
    )


def comments(client: Client, post_id: str) -> list[Comment]:
    """Newest first."""
    fields = {"fields": f"{_POST},username", "reverse": "true"}
    return [
        Comment(
            id=reply["id"],
            text=reply.get("text", ""),
            author_name=reply["username"],
            author_username=reply["username"],
            created_at=_at(reply),
            url=reply.get("permalink"),
        )
        for reply in client.get(f"/{post_id}/replies", fields).get("data", ())
    ]


def _published(post: Mapping[str, Any]) -> Published:
    return Published(post["id"], post.get("permalink"), _at(post))


def _at(post: Mapping[str, Any]) -> datetime:
    return _graph.moment(post["timestamp"])
