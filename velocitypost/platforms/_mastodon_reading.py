"""What a Mastodon server answers, as the product knows it. https://docs.joinmastodon.org/entities/"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.types import Comment, Metrics, Published
from velocitypost.platforms._mastodon_text import as_read

# What an administrator can set, and the limit that it is for (`Profile.facts`).
TOLD = {
    "max_characters": "text_max",
    "image_size_limit": "image_max_bytes",
    "video_size_limit": "video_max_bytes",
    "description_limit": "alt_text_max",
}


def server_of(client: Client) -> Mapping[str, Any]:
    """What the server says of itself; nothing, where it is older than the question (Mastodon 4.0)."""
    try:
        answer: Mapping[str, Any] = client.get("/api/v2/instance")
    except Rejected:
        return {}
    return answer


def facts_of(server: Mapping[str, Any]) -> dict[str, Any]:
    """The limits that the server set, as far as it tells them."""
    configuration = server.get("configuration") or {}
    told = {**configuration.get("statuses", {}), **configuration.get("media_attachments", {})}
    kept = {name: told[name] for name in (*TOLD, "max_media_attachments") if name in told}
    return {**kept, "polls": configuration.get("polls", {})}


def own_id(client: Client) -> str:
    """The account's number at its server."""
    return client.platform_user_id.partition("@")[0]


def own_statuses(client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
    """All of the account since then, the newest first."""
    query = {"limit": "40", "exclude_reblogs": "true"}
    while True:
        page = client.get(f"/api/v1/accounts/{own_id(client)}/statuses", query)
        for status in page:
            if datetime.fromisoformat(status["created_at"]) < since:
                return
            yield status
        if not page:
            return
        query["max_id"] = page[-1]["id"]


def published_of(status: Mapping[str, Any]) -> Published:
    """A status as a live post."""
    return Published(status["id"], status["url"], datetime.fromisoformat(status["created_at"]))


def metrics_of(status: Mapping[str, int]) -> Metrics:
    """Views are not counted on this network."""
    return Metrics(status["favourites_count"], status["replies_count"], status["reblogs_count"])


def comment_of(status: Mapping[str, Any]) -> Comment:
    """An answer, without its HTML."""
    author = status["account"]
    return Comment(
        id=status["id"],
        text=as_read(status["content"]),
        author_name=author["display_name"] or author["username"],
        author_username=author["acct"],
        created_at=datetime.fromisoformat(status["created_at"]),
        author_picture_url=author.get("avatar_static"),
        url=status.get("url"),
    )
