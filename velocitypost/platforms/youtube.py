"""YouTube, Data API v3. https://developers.google.com/youtube/v3/docs"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    OffersChoices,
    Publishes,
    ReadsAudience,
    ReadsComments,
    ReadsMetrics,
)
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected, Unavailable
from velocitypost.contract.spec import Choice, Limits, Option, Pace, Source, Spec
from velocitypost.contract.types import (
    Audience,
    Comment,
    Draft,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
)
from velocitypost.core.http import Response
from velocitypost.platforms import _google, _youtube, _youtube_reading, _youtube_rules

_VERIFIED = date(2026, 11, 1)
_MEGABYTE = 1024 * 1024
_SETTLING = 5.0
_VIDEO_ID = re.compile(r"(?:[?&]v=|youtu\.be/|/shorts/|/live/)([\w-]{11})(?![\w-])")


class YouTube(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsComments, ReadsAudience, OffersChoices):
    """https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol"""

    metrics_batch = 50

    spec = Spec(
        key="youtube",
        name="YouTube",
        kind="social",
        api_url="https://youtube.googleapis.com",
        site_url="https://www.youtube.com",
        hosts=(".googleapis.com",),
        # Playlists, comments and deletion ask for youtube.force-ssl; the other two do not suffice for them.
        auth=_google.sign_in("youtube.upload", "youtube.readonly", "youtube.force-ssl"),
        pro_required=True,
        limits=Limits(
            text_max=5000,
            count_rule="utf8_bytes",
            media_required=True,
            mixed_media=True,
            videos_max=1,
            video_types=("video/mp4", "video/quicktime", "video/webm", "video/x-matroska", "video/mpeg"),
            video_max_bytes=256 * 1024 * _MEGABYTE,
            video_seconds=(1, 12 * 3600),
            images_max=1,
            image_types=("image/jpeg", "image/png"),
            # Google's newer page says 50 MB, its older one 2 MB: this is right by both.
            image_max_bytes=2 * _MEGABYTE,
            image_width=(640, 0),
            attachments_max=2,
            hashtags_max=60,
            follow_ups="comment",
            follow_up_text_max=10_000,
            follow_up_media=False,
            formats={"short": {"video_seconds": (1, _youtube_rules.SHORT_SECONDS)}},
            source=Source("https://developers.google.com/youtube/v3/docs/videos", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=100,
            window_seconds=86_400,
            app_posts_per_day=100,
            settle_seconds=5,
            # An upload session tells at once; where it has ended, the channel's list needs some seconds.
            absence_proves_after=60,
            source=Source("https://developers.google.com/youtube/v3/determine_quota_cost", _VERIFIED),
        ),
        kinds=("video", "short", "first_comment"),
        options=(
            Option("title", "Title", "text", required=True, max=100),
            Option(
                "privacy",
                "Who can watch",
                "choice",
                default="public",
                choices=(
                    Choice("public", "Everyone"),
                    Choice("unlisted", "Whoever has the link"),
                    Choice("private", "Only you, and whom you invite"),
                ),
            ),
            Option("tags", "Tags", "tags", help="500 characters together."),
            Option("category", "Category", "choice", default="22", choices=_youtube_rules.CATEGORIES),
            Option("playlist", "Playlist", "choice", from_account=True),
            Option(
                "made_for_kids",
                "Made for children",
                "yes_no",
                default=False,
                help="YouTube asks this of every video. It turns comments and notifications off.",
            ),
            Option("altered", "Altered or made by AI", "yes_no", help="Shown on a video that looks real and is not."),
            Option("paid_promotion", "Paid promotion", "yes_no", help="Shown when the video begins."),
            Option("notify_subscribers", "Tell subscribers", "yes_no", default=True),
        ),
        about="Videos and Shorts",
        notes=(
            "A picture beside the video becomes its thumbnail.",
            "A square or upright video of up to 3 minutes is a Short.",
            "Until Google has audited the app behind this installation, all its uploads stay private.",
        ),
    )

    def identify(self, client: Client) -> Profile:
        return _youtube_reading.profile(client)

    def measure(self, text: str) -> int:
        """Bytes of UTF-8."""
        return len(text.encode(errors="surrogatepass"))

    def format_of(self, draft: Draft) -> str:
        """A Short is known by its shape and its length; nothing else makes one."""
        return "short" if _youtube_rules.is_short(draft) else ""

    def limits_for(self, draft: Draft) -> Limits:
        limits = super().limits_for(draft)
        unverified = draft.facts.get("verified") is False and not self.format_of(draft)
        return replace(limits, video_seconds=(1, _youtube_rules.UNVERIFIED_SECONDS)) if unverified else limits

    def check(self, draft: Draft) -> list[Problem]:
        found = [problem for problem in super().check(draft) if problem.code != "media_required"]
        if draft.reply_to is not None:
            return found
        return sorted([*found, *_youtube_rules.problems(draft)], key=lambda problem: problem.severity != "error")

    def choices(self, client: Client, option: str, *, given: str = "") -> Sequence[Choice]:
        return [
            Choice(item["id"], item["snippet"]["title"])
            for item in _youtube_reading.pages(client, "playlists", {"mine": "true"})
        ]

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        if draft.reply_to is not None:
            return _youtube.say(client, draft)
        resource = _youtube_rules.resource(draft)
        tell = "false" if draft.options.get("notify_subscribers") is False else "true"
        params = {"part": ",".join(resource), "notifySubscribers": tell}
        session = _google.begin(client, "/upload/youtube/v3/videos", params, resource, _youtube_rules.film(draft))
        return Pending({"session": session})

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        state = dict(pending.state)
        if "video" in state:
            return _youtube.finish(client, draft, state, self.format_of(draft))
        film = _youtube_rules.film(draft)
        try:
            reached = _google.standing(client, state["session"], film.bytes)
            if not isinstance(reached, int):
                return Pending({"video": _youtube.read(reached)["id"]})
            if reached >= film.bytes:
                return Pending(state, check_after=_SETTLING, note="YouTube has every byte and is making the video.")
            reached = _google.send_on(client, state["session"], film, reached)
        except _google.Gone:
            return self.publish(client, draft, key=key)  # a session lives for a week, and this one was never filled
        return Pending(state if isinstance(reached, int) else {"video": _youtube.created(reached)["id"]})

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        if draft.reply_to is not None:
            return _youtube_reading.find_comment(client, draft, since)
        state = dict(pending.state) if pending else {}
        try:
            if "session" in state:
                film = _youtube_rules.film(draft)
                reached = _google.standing(client, state["session"], film.bytes)
                if isinstance(reached, int):
                    _require_a_gap(client, reached, film.bytes)
                    return None
                state["video"] = _youtube.read(reached)["id"]
        except _google.Gone:
            state = {}
        if "video" in state:
            refused = _youtube.dress(client, draft, state["video"])
            address = _youtube_reading.address(client, state["video"], self.format_of(draft))
            return Published(state["video"], address, note=" ".join(refused))
        return _youtube_reading.find_video(client, draft, since, self.format_of(draft))

    def delete(self, client: Client, platform_post_id: str) -> None:
        what = "videos" if _youtube.is_video(platform_post_id) else "comments"
        try:
            client.send("DELETE", f"/youtube/v3/{what}", params={"id": platform_post_id}, writes=True)
        except _google.Gone:
            return

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        answer = client.get("/youtube/v3/videos", {"part": "statistics", "id": ",".join(platform_post_ids)})
        return {video["id"]: _youtube_reading.metrics(video["statistics"]) for video in answer.get("items", ())}

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        try:
            return [
                _youtube_reading.comment(client, platform_post_id, said)
                for said in _youtube_reading.said_under(client, platform_post_id)
            ]
        except Rejected as error:
            if error.code == "commentsDisabled":
                return []
            raise

    def audience(self, client: Client) -> Audience:
        return _youtube_reading.audience(_youtube_reading.channel(client, "statistics"))

    def post_id_of(self, url: str) -> str | None:
        found = _VIDEO_ID.search(url)
        return found[1] if found else None

    def token_ended(self, response: Response) -> bool:
        return _google.token_ended(response)

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        return _google.read_error("YouTube", response, writes=writes, now=now)


def _require_a_gap(client: Client, reached: int, total: int) -> None:
    """Short of a byte, there is no video. With all of them there soon will be: then this raises `Unavailable`."""
    if reached >= total:
        retry_at = client.now + timedelta(seconds=_SETTLING)
        raise Unavailable("YouTube has every byte and is making the video.", code="processing", retry_at=retry_at)
