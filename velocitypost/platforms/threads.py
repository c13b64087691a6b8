"""Threads. https://developers.facebook.com/docs/threads"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from velocitypost.contract.capabilities import DeletesPosts, ReadsAudience, ReadsComments, ReadsMetrics
from velocitypost.contract.checks import check_against_limits
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected
from velocitypost.contract.spec import Choice, Limits, LongLived, OAuth2, Option, Pace, Source, Spec
from velocitypost.contract.types import (
    Attachment,
    Audience,
    Comment,
    Draft,
    Metrics,
    Problem,
    Profile,
    Published,
)
from velocitypost.platforms import _graph, _threads, _threads_reading
from velocitypost.platforms._graph import MEGABYTE, VERIFIED
from velocitypost.platforms._graph_containers import ByContainer

_DOCS = "https://developers.facebook.com/docs/threads"


class Threads(ByContainer, DeletesPosts, ReadsMetrics, ReadsComments, ReadsAudience):
    """https://developers.facebook.com/docs/threads/posts"""

    prepares = "threads"
    publishes = "threads_publish"

    spec = Spec(
        key="threads",
        name="Threads",
        kind="social",
        api_url="https://graph.threads.net/v1.0",
        site_url="https://www.threads.com",
        auth=OAuth2(
            authorize_url="https://threads.com/oauth/authorize",
            token_url="https://graph.threads.net/oauth/access_token",
            scopes=(
                "threads_basic",
                "threads_content_publish",
                "threads_manage_insights",
                "threads_manage_replies",
                "threads_read_replies",
                "threads_delete",
            ),
            credentials="THREADS",
            scope_separator=",",
            long_lived=LongLived("https://graph.threads.net/access_token", "th_exchange_token", "access_token"),
            renew_own=LongLived(
                "https://graph.threads.net/refresh_access_token", "th_refresh_token", "access_token", "none"
            ),
            source=Source(f"{_DOCS}/get-started/get-access-tokens-and-permissions", VERIFIED),
        ),
        limits=Limits(
            text_max=500,
            count_rule="threads_emoji_bytes",
            images_max=20,
            videos_max=20,
            attachments_max=20,
            mixed_media=True,
            image_types=("image/jpeg", "image/png"),
            image_max_bytes=8 * MEGABYTE,
            image_aspect=(0.1, 10),
            image_width=(0, 1440),
            alt_text_max=1000,
            video_types=("video/mp4", "video/quicktime"),
            video_max_bytes=1024 * MEGABYTE,
            video_seconds=(0.1, 300),
            video_aspect=(0.01, 10),
            video_width=(0, 1920),
            video_fps=(23, 60),
            links_max=_threads.LINKS,
            follow_ups="thread",
            source=Source(f"{_DOCS}/overview", VERIFIED),
        ),
        pace=Pace(
            posts_per_window=250,
            window_seconds=86_400,
            settle_seconds=5,
            absence_proves_after=60,
            source=Source(f"{_DOCS}/overview", VERIFIED),
        ),
        kinds=("text", "link", "image", "images", "carousel", "video", "poll", "thread"),
        options=(
            Option("topic_tag", "Topic", "text", max=50, help="One word or a few, without . and &."),
            Option("link", "Link", "link", help="Shown as a card below a text without files."),
            Option("gif", "GIF", "text", max=300, help="Its address at giphy.com. With a text and without files."),
            Option("poll", "Poll", "poll", max=4, help="Runs for 24 hours, with a text and without files."),
            Option(
                "reply_control",
                "Who can reply",
                "choice",
                choices=(
                    Choice("everyone", "Everyone"),
                    Choice("accounts_you_follow", "Accounts you follow"),
                    Choice("followers_only", "Followers"),
                    Choice("mentioned_only", "Those mentioned"),
                ),
            ),
            Option("spoiler", "Blur as a spoiler", "yes_no", every_part=True),
        ),
        about="Short posts and threads",
        notes=("Threads fetches files from this installation, which must be reachable from the internet.",),
    )

    def identify(self, client: Client) -> Profile:
        account = client.get("/me", {"fields": "id,username,name,threads_profile_picture_url"})
        followers = None
        with contextlib.suppress(Rejected):  # who may not see the numbers can still post
            followers = self.audience(client).followers
        return Profile(
            platform_user_id=account["id"],
            username=account["username"],
            name=account.get("name") or account["username"],
            picture_url=account.get("threads_profile_picture_url"),
            follower_count=followers,
            profile_url=f"{client.site_url}/@{account['username']}",
        )

    def measure(self, text: str) -> int:
        return _threads.length(text)

    def check(self, draft: Draft) -> list[Problem]:
        return [*check_against_limits(self, draft), *_threads.option_problems(draft)]

    def delete(self, client: Client, platform_post_id: str) -> None:
        _graph.remove(client, platform_post_id)

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        return _graph.numbers(client, platform_post_ids, _threads_reading.metrics)

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        return _threads_reading.comments(client, platform_post_id)

    def audience(self, client: Client) -> Audience:
        numbers = _graph.insights(client.get("/me/threads_insights", {"metric": "followers_count"}))
        return Audience(numbers.get("followers_count"))

    # ---- what the container needs

    def whole(self, draft: Draft, children: Sequence[str]) -> Mapping[str, str]:
        """https://developers.facebook.com/docs/threads/reference/publishing"""
        return _threads.post_fields(draft, children)

    def part(self, draft: Draft, attachment: Attachment) -> Mapping[str, str]:
        return {"is_carousel_item": "true", **_threads.file_fields(attachment)}

    def status(self, client: Client, container: str) -> tuple[str, str]:
        answer = client.get(f"/{container}", {"fields": "status,error_message"})
        return str(answer.get("status", "IN_PROGRESS")), str(answer.get("error_message", ""))

    def spoiled(self, word: str) -> PlatformError:
        """Most of what Threads cannot use it will never use; a fetch may come through the next time."""
        return _threads.spoiled(word)

    def require_room(self, client: Client, draft: Draft) -> None:
        """https://developers.facebook.com/docs/threads/troubleshooting#retrieve-publishing-quota-limit"""
        fields = ("reply_quota_usage", "reply_config") if draft.reply_to else ("quota_usage", "config")
        path = f"/{client.platform_user_id}/threads_publishing_limit"
        _graph.require_room(self.spec.name, client, path, fields)

    def latest(self, client: Client, draft: Draft, since: datetime) -> Iterator[Published]:
        """Replies are listed apart from posts, and tell what they stand below."""
        return _threads_reading.latest(client, draft, since)

    def published(self, client: Client, post_id: str) -> Published:
        return _threads_reading.published(client, post_id)
