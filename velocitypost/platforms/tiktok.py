"""TikTok, Content Posting API. https://developers.tiktok.com/doc/content-posting-api-get-started"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from velocitypost.contract.capabilities import (
    FindsPosts,
    OffersChoices,
    Publishes,
    ReadsAudience,
    ReadsMetrics,
)
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected
from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, Pace, Source, Spec
from velocitypost.contract.types import (
    Audience,
    Draft,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
)
from velocitypost.core.http import Response
from velocitypost.platforms import _tiktok, _tiktok_following, _tiktok_rules, _tiktok_sending

_VERIFIED = date(2026, 11, 1)
_MEGABYTE = 1024 * 1024
_DOCS = "https://developers.tiktok.com/doc"
_POST_ID = re.compile(r"tiktok\.com/@[^/]+/(?:video|photo)/(\d+)")


class TikTok(Publishes, FindsPosts, ReadsMetrics, ReadsAudience, OffersChoices):
    """https://developers.tiktok.com/doc/content-posting-api-reference-direct-post"""

    metrics_batch = 20

    spec = Spec(
        key="tiktok",
        name="TikTok",
        kind="social",
        api_url="https://open.tiktokapis.com",
        site_url="https://www.tiktok.com",
        hosts=(".tiktokapis.com",),
        auth=OAuth2(
            authorize_url="https://www.tiktok.com/v2/auth/authorize/",
            token_url="https://open.tiktokapis.com/v2/oauth/token/",
            revoke_url="https://open.tiktokapis.com/v2/oauth/revoke/",
            scopes=(
                "user.info.basic",
                "user.info.profile",
                "user.info.stats",
                "video.list",
                "video.publish",
                "video.upload",
            ),
            credentials="TIKTOK",
            credential_names=("CLIENT_KEY", "CLIENT_SECRET"),
            client_id_name="client_key",
            scope_separator=",",
            rotates=True,
            source=Source(f"{_DOCS}/oauth-user-access-token-management", _VERIFIED),
        ),
        limits=Limits(
            text_max=2200,
            count_rule="utf16_units",
            media_required=True,
            videos_max=1,
            video_types=("video/mp4", "video/quicktime", "video/webm"),
            video_max_bytes=4 * 1024 * _MEGABYTE,
            video_seconds=(1, 600),
            video_width=(360, 4096),
            video_fps=(23, 60),
            images_max=35,
            image_types=("image/jpeg", "image/webp"),
            image_max_bytes=20 * _MEGABYTE,
            image_width=(0, 1080),
            formats={"photo": {"text_max": 4000}},
            source=Source(f"{_DOCS}/content-posting-api-media-transfer-guide", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=6,
            window_seconds=60,
            settle_seconds=5,
            # The status of what was begun tells; see `find` for what cannot be proven.
            absence_proves_after=10,
            source=Source(f"{_DOCS}/content-posting-api-reference-direct-post", _VERIFIED),
        ),
        kinds=("video", "image", "images"),
        options=(
            # TikTok's guidelines want no audience and no permission to be chosen beforehand.
            Option("privacy", "Who can see it", "choice", required=True, from_account=True),
            Option("allow_comments", "Allow comments", "yes_no", default=False),
            Option("allow_duet", "Allow duets", "yes_no", default=False, formats=("video",)),
            Option("allow_stitch", "Allow stitches", "yes_no", default=False, formats=("video",)),
            Option("own_brand", "Promotes your own brand", "yes_no", help="Shown as “Promotional content”."),
            Option("branded_content", "Paid partnership", "yes_no", help="Shown as “Paid partnership”."),
            Option("made_with_ai", "Made with AI", "yes_no", help="Shown on the post."),
            Option("title", "Title", "text", max=90, formats=("photo",)),
            Option("add_music", "Let TikTok add music", "yes_no", default=True, formats=("photo",)),
            Option("cover_second", "Second of the cover", "number", formats=("video",)),
            Option(
                "mode",
                "How it goes out",
                "choice",
                default="direct",
                choices=(
                    Choice("direct", "Post it"),
                    Choice("inbox", "Send it to the TikTok app", note="You finish it there within three days."),
                ),
            ),
        ),
        about="Short videos and photos",
        notes=(
            "Until TikTok has audited this installation's app, posts go out for private accounts, seen only by them.",
            "Pictures are fetched by TikTok from this installation's address, whose domain must be verified there.",
            "What is posted cannot be deleted from here: TikTok lets only its own app do that.",
        ),
    )

    def identify(self, client: Client) -> Profile:
        fields = "open_id,avatar_url,display_name,username,profile_deep_link,follower_count"
        user = _tiktok.ask(client, "GET", "/v2/user/info/", params={"fields": fields})["user"]
        return Profile(
            platform_user_id=user["open_id"],
            username=user.get("username") or user["display_name"],
            name=user["display_name"],
            picture_url=user.get("avatar_url"),
            follower_count=user.get("follower_count"),
            profile_url=user.get("profile_deep_link") or f"{client.site_url}/@{user.get('username', '')}",
            facts=_tiktok_rules.facts(client),
        )

    def measure(self, text: str) -> int:
        """UTF-16 units."""
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def format_of(self, draft: Draft) -> str:
        return _tiktok_rules.form_of(draft)

    def limits_for(self, draft: Draft) -> Limits:
        limits = super().limits_for(draft)
        longest = draft.facts.get("max_seconds")
        return replace(limits, video_seconds=(1, float(longest))) if longest else limits

    def check(self, draft: Draft) -> list[Problem]:
        found = super().check(draft)
        if draft.options.get("mode") == "inbox":
            found = [problem for problem in found if problem.option != "privacy"]
        return sorted([*found, *_tiktok_rules.problems(draft)], key=lambda problem: problem.severity != "error")

    def choices(self, client: Client, option: str, *, given: str = "") -> Sequence[Choice]:
        return _tiktok_rules.audiences(client)

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        return _tiktok_sending.begin(client, draft, tries=1)

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        state = dict(pending.state)
        if "publish_id" not in state:
            return _tiktok_sending.begin(client, draft, tries=state["tries"])
        if "chunk" in state:
            return _tiktok_sending.send(client, draft, state)
        return _tiktok_following.follow(client, draft, state, self.format_of(draft))

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        publish_id = pending.state.get("publish_id") if pending else None
        if publish_id:
            return _tiktok_following.find(client, draft, publish_id, since, self.format_of(draft))
        for video in _tiktok.posted_since(client, since):
            if _plain(video.get("video_description") or video.get("title") or "") == _plain(draft.text):
                return Published(
                    video["id"],
                    _tiktok_following.address(client, video["id"], self.format_of(draft)),
                    _tiktok.at(video),
                )
        if self.format_of(draft) == "photo":
            raise Rejected("TikTok lists neither pictures nor what only some may see.", code="not-listed")
        return None

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        known: dict[str, str] = {}
        for post_id in platform_post_ids:
            named = _tiktok.public_id(_tiktok.status(client, post_id)) if _tiktok.is_publish_id(post_id) else post_id
            known |= {named: post_id} if named else {}
        if not known:
            return {}
        body, fields = {"filters": {"video_ids": list(known)}}, {"fields": _tiktok.NUMBER_FIELDS}
        found = _tiktok.ask(client, "POST", "/v2/video/query/", params=fields, json=body)
        return {known[video["id"]]: _tiktok.metrics(video) for video in found.get("videos", ())}

    def audience(self, client: Client) -> Audience:
        fields = "follower_count,following_count,video_count"
        user = _tiktok.ask(client, "GET", "/v2/user/info/", params={"fields": fields})["user"]
        return Audience(user.get("follower_count"), user.get("following_count"), user.get("video_count"))

    def post_id_of(self, url: str) -> str | None:
        found = _POST_ID.search(url)
        return found[1] if found else None

    def token_ended(self, response: Response) -> bool:
        return _tiktok.code_of(response)[0] == "access_token_invalid"

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        return _tiktok.read_error(response, writes=writes, now=now)


def _plain(text: str) -> str:
    return " ".join(text.split())
