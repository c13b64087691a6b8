"""What Bluesky answers, as the product knows it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from velocitypost.contract.answers import reading
from velocitypost.contract.client import Client
from velocitypost.contract.types import Comment, Grant, Metrics, Published
from velocitypost.core.http import Response
from velocitypost.platforms._bluesky_record import page_of


def grant_of(response: Response) -> Grant:
    """A session. Raises `Unavailable` where there is none in the answer."""
    with reading("Bluesky"):
        session = response.json()
        return Grant(session["accessJwt"], session["refreshJwt"], _end_of(session["accessJwt"]))


def _end_of(token: str) -> datetime | None:
    """When a token ends, if it tells. Servers may give tokens that only they can read."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return datetime.fromtimestamp(claims["exp"], UTC)
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def published_of(client: Client, answer: Mapping[str, Any]) -> Published:
    """A record as a live post."""
    uri = answer["uri"]
    at = datetime.fromisoformat(answer["value"]["createdAt"])
    return Published(uri, page_of(client, client.username, uri.rpartition("/")[2]), at)


def answers_below(thread: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every post below the first of a thread."""
    for reply in thread.get("replies", ()):
        if "post" in reply:
            yield reply["post"]
            yield from answers_below(reply)


def metrics_of(post: Mapping[str, int]) -> Metrics:
    """Views are not counted on this network."""
    return Metrics(
        likes=post.get("likeCount"),
        replies=post.get("replyCount"),
        reposts=post.get("repostCount"),
        bookmarks=post.get("bookmarkCount"),
    )


def comment_of(client: Client, post: Mapping[str, Any]) -> Comment:
    """An answer and who gave it."""
    author = post["author"]
    return Comment(
        id=post["uri"],
        text=post["record"]["text"],
        author_name=author.get("displayName") or author["handle"],
        author_username=author["handle"],
        created_at=datetime.fromisoformat(post["indexedAt"]),
        author_picture_url=author.get("avatar"),
        url=page_of(client, author["handle"], post["uri"].rpartition("/")[2]),
    )
