"""X (formerly Twitter), API v2. https://docs.x.com/x-api/posts/create-post"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

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
from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, Pace, Reading, Repeats, Source, Spec
from velocitypost.contract.types import (
    Audience,
    Comment,
    Cost,
    Draft,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
    Quota,
)
from velocitypost.core.http import Response
from velocitypost.platforms._x_errors import error_of, quota_of
from velocitypost.platforms._x_media import upload_file
from velocitypost.platforms._x_options import first_alone, poll_problems
from velocitypost.platforms._x_reading import (
    comment_of,
    metrics_of,
    own_posts,
    published_of,
    replies_to,
)
from velocitypost.platforms._x_text import as_shown, comparable, has_link, weighted_length

_VERIFIED = date(2026, 11, 1)
_MEGABYTE = 1024 * 1024
_PRICE, _PRICE_WITH_URL, _PRICE_OF_LOOKING = "0.015", "0.200", "0.010"


class X(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsComments, ReadsAudience):
    """https://docs.x.com/x-api/introduction"""

    metrics_batch = 100

    spec = Spec(
        key="x",
        name="X",
        aliases=("twitter",),
        kind="social",
        api_url="https://api.x.com",
        site_url="https://x.com",
        auth=OAuth2(
            authorize_url="https://x.com/i/oauth2/authorize",
            token_url="https://api.x.com/2/oauth2/token",
            revoke_url="https://api.x.com/2/oauth2/revoke",
            scopes=("tweet.read", "tweet.write", "users.read", "media.write", "offline.access"),
            credentials="TWITTER",
            pkce=True,
            client_auth="basic",
            rotates=True,
            source=Source("https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token", _VERIFIED),
        ),
        limits=Limits(
            text_max=280,
            count_rule="x_weighted",
            images_max=4,
            videos_max=1,
            image_types=("image/jpeg", "image/png", "image/webp"),
            image_max_bytes=5 * _MEGABYTE,
            gif_max_bytes=15 * _MEGABYTE,
            video_max_bytes=512 * _MEGABYTE,
            alt_text_max=1000,
            video_types=("video/mp4", "video/quicktime"),
            video_seconds=(0.5, 140),
            attachments_max=4,
            follow_ups="thread",
            source=Source("https://docs.x.com/x-api/media/quickstart/best-practices", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=100,
            window_seconds=900,
            app_posts_per_day=10_000,
            settle_seconds=3,
            # Twice the delay; and should a post still be hidden then, X refuses its repetition as a duplicate.
            absence_proves_after=6,
            source=Source("https://docs.x.com/x-api/fundamentals/rate-limits", _VERIFIED),
        ),
        kinds=("text", "link", "image", "images", "gif", "video", "poll", "thread"),
        options=(
            Option("poll", "Poll", "poll", max=4, help="With a text only, for at most 7 days."),
            Option(
                "reply_settings",
                "Who can reply",
                "choice",
                choices=(
                    Choice("following", "People you follow"),
                    Choice("mentionedUsers", "People you mention"),
                    Choice("verified", "Verified accounts"),
                    Choice("subscribers", "Your subscribers"),
                ),
            ),
            Option("made_with_ai", "Made with AI", "yes_no", help="Shown on the post.", every_part=True),
            Option("paid_partnership", "Paid partnership", "yes_no", help="Shown on the post.", every_part=True),
        ),
        reading=Reading("0.005", "USD", Source("https://docs.x.com/x-api/getting-started/pricing", _VERIFIED)),
        repeats=Repeats(Source("https://docs.x.com/x-api/fundamentals/response-codes-and-errors", _VERIFIED)),
        about="Short posts and threads",
        notes=(
            f"X charges this installation {_PRICE} USD for a post and {_PRICE_WITH_URL} USD for one with a link.",
            f"It charges at most {_PRICE_OF_LOOKING} USD for a look at the account, which is taken once a day.",
        ),
    )

    def identify(self, client: Client) -> Profile:
        user = client.get("/2/users/me", {"user.fields": "profile_image_url,public_metrics,username,name"})["data"]
        return Profile(
            platform_user_id=user["id"],
            username=user["username"],
            name=user["name"],
            picture_url=user.get("profile_image_url"),
            follower_count=user.get("public_metrics", {}).get("followers_count"),
            profile_url=f"{client.site_url}/{user['username']}",
        )

    def measure(self, text: str) -> int:
        """The weighted length: links count 23, an emoji 2, most other scripts than Latin 2, after NFC."""
        return weighted_length(text)

    def cost(self, draft: Draft) -> Cost:
        if has_link(draft.text):
            return Cost(_PRICE_WITH_URL, "USD", "X charges more for a post with a link.")
        return Cost(_PRICE, "USD", "X charges for each post.")

    def check(self, draft: Draft) -> list[Problem]:
        problems = super().check(draft)
        return problems if draft.reply_to else [*problems, *poll_problems(draft)]

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [{} for _ in draft.attachments])

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [dict(upload) for upload in pending.state["uploads"]])

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        for post in own_posts(client, since):
            if as_shown(post) == comparable(draft.text) and replies_to(post) == draft.reply_to:
                return published_of(client, post)
        return None

    def post_id_of(self, url: str) -> str | None:
        found = re.fullmatch(r"/(?:[^/]+|i/web)/status/(\d{1,20})(?:/.*)?", urlsplit(url).path)
        return found[1] if found else None

    def delete(self, client: Client, platform_post_id: str) -> None:
        try:
            client.send("DELETE", f"/2/tweets/{platform_post_id}", writes=True)
        except Rejected as error:
            if error.code != "404":
                raise

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        answer = client.get("/2/tweets", {"ids": ",".join(platform_post_ids), "tweet.fields": "public_metrics"})
        return {post["id"]: metrics_of(post["public_metrics"]) for post in answer.get("data", ())}

    def audience(self, client: Client) -> Audience:
        numbers = client.get("/2/users/me", {"user.fields": "public_metrics"})["data"]["public_metrics"]
        return Audience(numbers["followers_count"], numbers["following_count"], numbers["tweet_count"])

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        answer = client.get(
            "/2/tweets/search/recent",
            {
                "query": f"conversation_id:{platform_post_id}",
                "max_results": "100",
                "tweet.fields": "created_at,author_id",
                "expansions": "author_id",
                "user.fields": "name,username,profile_image_url",
            },
        )
        people = {person["id"]: person for person in answer.get("includes", {}).get("users", ())}
        return [comment_of(client, post, people[post["author_id"]]) for post in answer.get("data", ())]

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        """https://docs.x.com/x-api/fundamentals/response-codes-and-errors"""
        return error_of(response, writes=writes, now=now)

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        return quota_of(response, operation)

    def _advance(self, client: Client, draft: Draft, uploads: list[dict[str, Any]]) -> Published | Pending:
        for attachment, upload in zip(draft.attachments, uploads, strict=True):
            if (wait := upload_file(client, attachment, upload)) is not None:
                return Pending({"uploads": uploads}, check_after=wait, note="X is taking in the media.")
        return self._create(client, draft, [upload["id"] for upload in uploads])

    def _create(self, client: Client, draft: Draft, media_ids: list[str]) -> Published:
        body: dict[str, Any] = {"text": draft.text}
        if media_ids:
            body["media"] = {"media_ids": media_ids}
        if draft.reply_to:
            body["reply"] = {"in_reply_to_tweet_id": draft.reply_to}
        for label in ("made_with_ai", "paid_partnership"):
            if draft.options.get(label):
                body[label] = True
        if draft.reply_to is None:
            body |= first_alone(draft)
        response = client.send("POST", "/2/tweets", json=body, writes=True)
        with reading_written("X", "the post"):
            return published_of(client, response.json()["data"])
