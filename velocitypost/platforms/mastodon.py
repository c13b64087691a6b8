"""Mastodon, on whichever server an account is. https://docs.joinmastodon.org/client/intro/"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from velocitypost.contract.answers import reading_written
from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    Publishes,
    ReadsAudience,
    ReadsComments,
    ReadsMetrics,
)
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected
from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, Pace, Source, Spec
from velocitypost.contract.types import (
    Audience,
    Comment,
    Draft,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
    Quota,
)
from velocitypost.core.http import Response
from velocitypost.platforms._mastodon_errors import error_of, quota_of
from velocitypost.platforms._mastodon_media import is_ready, upload_file
from velocitypost.platforms._mastodon_options import poll_problems, status_of
from velocitypost.platforms._mastodon_reading import (
    TOLD,
    comment_of,
    facts_of,
    metrics_of,
    own_id,
    own_statuses,
    published_of,
    server_of,
)
from velocitypost.platforms._mastodon_text import as_counted, as_read, as_sent

_VERIFIED = date(2026, 11, 27)
_MEGABYTE = 1024 * 1024
_CHECK_AFTER = 3.0


class Mastodon(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsAudience, ReadsComments):
    """https://docs.joinmastodon.org/methods/"""

    metrics_batch = 20

    spec = Spec(
        key="mastodon",
        name="Mastodon",
        kind="social",
        api_url="https://mastodon.social",
        site_url="https://mastodon.social",
        auth=OAuth2(
            authorize_url="https://mastodon.social/oauth/authorize",
            token_url="https://mastodon.social/oauth/token",
            revoke_url="https://mastodon.social/oauth/revoke",
            scopes=("read:accounts", "read:statuses", "write:statuses", "write:media"),
            credentials="MASTODON",
            pkce=True,
            registers_at="/api/v1/apps",
            source=Source("https://docs.joinmastodon.org/spec/oauth/", _VERIFIED),
        ),
        limits=Limits(
            text_max=500,
            count_rule="mastodon",
            images_max=4,
            videos_max=1,
            attachments_max=4,
            image_types=("image/jpeg", "image/png", "image/webp"),
            image_max_bytes=16 * _MEGABYTE,
            gif_max_bytes=16 * _MEGABYTE,
            video_types=("video/mp4", "video/quicktime"),
            video_max_bytes=99 * _MEGABYTE,
            video_fps=(0, 120),
            alt_text_max=1500,
            follow_ups="thread",
            source=Source("https://docs.joinmastodon.org/entities/Instance/#configuration", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=300,
            window_seconds=10_800,
            settle_seconds=2,
            absence_proves_after=10,
            source=Source("https://docs.joinmastodon.org/api/rate-limits/", _VERIFIED),
        ),
        kinds=("text", "link", "image", "images", "gif", "video", "poll", "thread"),
        options=(
            Option(
                "visibility",
                "Who can see it",
                "choice",
                default="public",
                choices=(
                    Choice("public", "Everybody"),
                    Choice("unlisted", "Everybody, but not in public timelines"),
                    Choice("private", "Followers only"),
                ),
                every_part=True,
            ),
            Option("spoiler_text", "Content warning", "text", help="Hides the post behind these words.", max=200),
            Option("sensitive", "Hide pictures and videos until a person asks", "yes_no", every_part=True),
            Option("poll", "Poll", "poll", max=4, help="Instead of pictures or a video."),
            Option("poll_multiple", "Poll: several answers may be chosen", "yes_no"),
            Option(
                "language", "Language", "text", max=5, help="A code such as en or pt, for filters.", every_part=True
            ),
        ),
        about="A network of many servers",
        notes=("Each server sets its own limits; yours are asked for when you connect.",),
    )

    def identify(self, client: Client) -> Profile:
        account, server = client.get("/api/v1/accounts/verify_credentials"), server_of(client)
        host = server.get("domain") or urlsplit(account["url"]).hostname
        return Profile(
            # Each server counts from 1: a number means nothing without its server.
            platform_user_id=f"{account['id']}@{host}",
            username=account["username"],
            name=account["display_name"] or account["username"],
            picture_url=account.get("avatar_static"),
            follower_count=account.get("followers_count"),
            profile_url=account.get("url"),
            facts=facts_of(server),
        )

    def measure(self, text: str) -> int:
        """Clusters, where an address counts 23 and a name without its server.

        https://docs.joinmastodon.org/user/posting/#text
        """
        return super().measure(as_counted(text))

    def limits_for(self, draft: Draft) -> Limits:
        told = {limit: draft.facts[name] for name, limit in TOLD.items() if name in draft.facts}
        files = draft.facts.get("max_media_attachments", self.spec.limits.attachments_max)
        limits = Limits(**{**vars(self.spec.limits), **told, "images_max": files, "attachments_max": files})
        warning = str(draft.options.get("spoiler_text") or "")
        # A content warning is counted with the text.
        return Limits(**{**vars(limits), "text_max": limits.text_max - super().measure(warning)})

    def check(self, draft: Draft) -> list[Problem]:
        return [*super().check(draft), *poll_problems(draft)]

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [{} for _ in draft.attachments], key)

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [dict(upload) for upload in pending.state["uploads"]], key)

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        for status in own_statuses(client, since):
            if (
                " ".join(as_read(status["content"]).split()) == as_sent(draft)
                and status["in_reply_to_id"] == draft.reply_to
            ):
                return published_of(status)
        return None

    def delete(self, client: Client, platform_post_id: str) -> None:
        try:
            client.send("DELETE", f"/api/v1/statuses/{platform_post_id}", writes=True)
        except Rejected as error:
            if error.code != "404":
                raise

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        query = urlencode([("id[]", post_id) for post_id in platform_post_ids])
        return {status["id"]: metrics_of(status) for status in client.get(f"/api/v1/statuses?{query}")}

    def audience(self, client: Client) -> Audience:
        account = client.get("/api/v1/accounts/verify_credentials")
        return Audience(account["followers_count"], account["following_count"], account["statuses_count"])

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        answers = client.get(f"/api/v1/statuses/{platform_post_id}/context")["descendants"]
        others = [status for status in answers if status["account"]["id"] != own_id(client)]
        return [comment_of(status) for status in reversed(others)]

    def post_id_of(self, url: str) -> str | None:
        found = re.fullmatch(r"/@[^/]+/(\d+)/?", urlsplit(url).path)
        return found[1] if found else None

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        """https://docs.joinmastodon.org/entities/Error/"""
        return error_of(response, writes=writes, now=now)

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        return quota_of(response, operation)

    def _advance(self, client: Client, draft: Draft, uploads: list[dict[str, Any]], key: str) -> Published | Pending:
        for attachment, upload in zip(draft.attachments, uploads, strict=True):
            if "id" not in upload:
                upload_file(client, attachment, upload)
                if any("id" not in other for other in uploads):
                    return Pending({"uploads": uploads}, check_after=0)
        if not all(is_ready(client, upload) for upload in uploads):
            return Pending({"uploads": uploads}, check_after=_CHECK_AFTER, note="Mastodon is taking in the media.")
        return self._create(client, draft, [upload["id"] for upload in uploads], key)

    def _create(self, client: Client, draft: Draft, media_ids: list[str], key: str) -> Published:
        response = client.send(
            "POST",
            "/api/v1/statuses",
            json=status_of(draft, media_ids),
            # Kept for an hour: the same key again gives the post that it made.
            headers={"idempotency-key": hashlib.sha256(key.encode()).hexdigest()},
            writes=True,
        )
        with reading_written("Mastodon", "the post"):
            return published_of(response.json())
