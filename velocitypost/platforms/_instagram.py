"""What both ways to Instagram share: containers, comments, numbers.

https://developers.facebook.com/docs/instagram-platform/content-publishing
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from velocitypost.contract.capabilities import ReadsAudience, ReadsComments, ReadsMetrics
from velocitypost.contract.checks import check_against_limits
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected
from velocitypost.contract.types import (
    Attachment,
    Audience,
    Comment,
    Draft,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
)
from velocitypost.platforms import _graph, _graph_refusals, _instagram_fields
from velocitypost.platforms._graph_containers import ByContainer

SHOWN = "username,name,profile_picture_url,followers_count,follows_count,media_count"
_MEDIA = "id,caption,permalink,timestamp"
# What Instagram names in a container's status is one of the subcodes of its errors.
_SUBCODE = re.compile(r"\b2207\d{3}\b")


class Posts(ByContainer, ReadsMetrics, ReadsComments, ReadsAudience):
    """An account's posts, reels, stories and comments."""

    prepares = "media"
    publishes = "media_publish"

    def measure(self, text: str) -> int:
        """In code points."""
        return len(text)

    def format_of(self, draft: Draft) -> str:
        """A video by itself is a reel wherever it is shown."""
        chosen = draft.options.get("format")
        alone = [file.kind for file in draft.attachments] == ["video"]
        return str(chosen) if chosen == "story" else "reel" if alone or chosen == "reel" else "feed"

    def check(self, draft: Draft) -> list[Problem]:
        problems = check_against_limits(self, draft)
        if draft.reply_to is not None:
            return [*problems, *_instagram_fields.comment_problems(draft.text)]
        kind = self.format_of(draft)
        unseen = _graph.unseen_text("Instagram", kind, draft)
        return [*problems, *unseen, *_instagram_fields.option_problems(kind, draft)]

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        if draft.reply_to is None:
            return super().publish(client, draft, key=key)
        path = f"/{draft.root or draft.reply_to}/comments"
        response = client.send("POST", path, form={"message": draft.text}, writes=True)
        return Published(_graph.new_id(response, self.spec.name))

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        if draft.reply_to is None:
            return super().find(client, draft, key=key, since=since, pending=pending)
        said = _graph.comparable(draft.text)
        for comment in self._comments(client, draft.root or draft.reply_to):
            own = comment.get("username", client.username) == client.username
            if own and _graph.comparable(comment.get("text", "")) == said and _at(comment) >= since:
                return Published(comment["id"], at=_at(comment))
        return None

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        return _graph.numbers(client, platform_post_ids, _metrics)

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        return [
            Comment(
                id=comment["id"],
                text=comment.get("text", ""),
                author_name=comment.get("username", "Somebody"),
                author_username=comment.get("username", ""),
                created_at=_at(comment),
            )
            for comment in self._comments(client, platform_post_id)
        ]

    def audience(self, client: Client) -> Audience:
        account = client.get(f"/{client.platform_user_id}", {"fields": SHOWN})
        return Audience(account.get("followers_count"), account.get("follows_count"), account.get("media_count"))

    # ---- what the container needs

    def whole(self, draft: Draft, children: Sequence[str]) -> Mapping[str, str]:
        return _instagram_fields.whole(self.format_of(draft), draft, children)

    def part(self, draft: Draft, attachment: Attachment) -> Mapping[str, str]:
        return _instagram_fields.part(draft, attachment)

    def status(self, client: Client, container: str) -> tuple[str, str]:
        answer = client.get(f"/{container}", {"fields": "status_code,status"})
        return str(answer.get("status_code", "IN_PROGRESS")), str(answer.get("status", ""))

    def spoiled(self, word: str) -> PlatformError:
        subcode = _SUBCODE.search(word)
        return _graph_refusals.refused(self.spec.name, int(subcode[0]) if subcode else 0, word)

    def require_room(self, client: Client, draft: Draft) -> None:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit"""
        path = f"/{client.platform_user_id}/content_publishing_limit"
        _graph.require_room(self.spec.name, client, path, ("quota_usage", "config"))

    def latest(self, client: Client, draft: Draft, since: datetime) -> Iterator[Published]:
        """Stories are no part of the account's media, and show no text to tell them by."""
        story = self.format_of(draft) == "story"
        edge, said = ("stories" if story else "media"), _graph.comparable(draft.text)
        for media in _graph.pages(client, f"/{client.platform_user_id}/{edge}", {"fields": _MEDIA, "limit": "50"}):
            if _at(media) < since:
                return
            caption = media.get("caption")
            if story or caption is None or _graph.comparable(caption) == said:
                yield _published(media)

    def published(self, client: Client, post_id: str) -> Published:
        return _published(client.get(f"/{post_id}", {"fields": _MEDIA}))

    def _comments(self, client: Client, post_id: str) -> list[Mapping[str, Any]]:
        fields = {"fields": "id,text,timestamp,username", "limit": "50"}
        found: list[Mapping[str, Any]] = client.get(f"/{post_id}/comments", fields).get("data", [])
        return sorted(found, key=_at, reverse=True)


def profile(client: Client, account_id: str, account: Mapping[str, Any]) -> Profile:
    """Who an account is, from its fields `SHOWN`."""
    return Profile(
        platform_user_id=account_id,
        username=account["username"],
        name=account.get("name") or account["username"],
        picture_url=account.get("profile_picture_url"),
        follower_count=account.get("followers_count"),
        profile_url=f"{client.site_url}/{account['username']}",
    )


def _published(media: Mapping[str, Any]) -> Published:
    return Published(media["id"], media.get("permalink"), _at(media))


def _at(node: Mapping[str, Any]) -> datetime:
    return _graph.moment(node["timestamp"])


def _metrics(client: Client, post_id: str) -> Metrics:
    """A story's numbers are told while it lives, and from five viewers on."""
    story = client.get(f"/{post_id}", {"fields": "media_product_type"}).get("media_product_type") == "STORY"
    wanted = ("views", "reach", "reposts", *(("replies",) if story else ("likes", "comments", "saved")))
    try:
        numbers = _graph.insights(client.get(f"/{post_id}/insights", {"metric": ",".join(wanted)}))
    except Rejected as error:
        if not story or error.code != "10":
            raise
        numbers = {}
    return Metrics(
        likes=numbers.get("likes"),
        replies=numbers.get("replies" if story else "comments"),
        reposts=numbers.get("reposts"),
        impressions=numbers.get("views"),
        bookmarks=numbers.get("saved"),
        reach=numbers.get("reach"),
    )
