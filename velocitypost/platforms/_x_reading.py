"""What X answers, as the product knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.types import Comment, Metrics, Published


def own_posts(client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
    """All of the account since then, the newest first: of a post on no page but the last, the first proves nothing.

    https://docs.x.com/x-api/posts/timelines/introduction
    """
    query = {
        "start_time": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "max_results": "100",
        "tweet.fields": "created_at,entities,referenced_tweets",
    }
    while True:
        answer = client.get(f"/2/users/{client.platform_user_id}/tweets", query)
        yield from answer.get("data", ())
        if not (token := answer.get("meta", {}).get("next_token")):
            return
        query["pagination_token"] = token


def replies_to(post: Mapping[str, Any]) -> str | None:
    """The post that this one answers."""
    return next((r["id"] for r in post.get("referenced_tweets", ()) if r["type"] == "replied_to"), None)


def published_of(client: Client, post: Mapping[str, Any]) -> Published:
    """A post that is live."""
    created = post.get("created_at")
    return Published(
        platform_post_id=post["id"],
        url=f"{client.site_url}/{client.username}/status/{post['id']}",
        at=datetime.fromisoformat(created) if created else None,
    )


def metrics_of(public: Mapping[str, int]) -> Metrics:
    """X's public numbers."""
    return Metrics(
        likes=public.get("like_count"),
        replies=public.get("reply_count"),
        reposts=public.get("retweet_count", public.get("repost_count")),
        impressions=public.get("impression_count"),
        bookmarks=public.get("bookmark_count"),
    )


def comment_of(client: Client, post: Mapping[str, Any], person: Mapping[str, Any]) -> Comment:
    """An answer and who gave it."""
    return Comment(
        id=post["id"],
        text=post["text"],
        author_name=person["name"],
        author_username=person["username"],
        author_picture_url=person.get("profile_image_url"),
        created_at=datetime.fromisoformat(post["created_at"]),
        url=f"{client.site_url}/{person['username']}/status/{post['id']}",
    )
