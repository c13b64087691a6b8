"""Reddit. https://www.reddit.com/dev/api"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
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
from velocitypost.platforms import _reddit, _reddit_reading, _reddit_writing
from velocitypost.platforms._reddit_reading import place

_VERIFIED = date(2026, 11, 1)
_MEGABYTE = 1024 * 1024
_PLACE = re.compile(r"(?:u_)?[A-Za-z0-9][A-Za-z0-9_-]{1,30}")
_POST_URL = re.compile(r"(?:/comments/|redd\.it/)([a-z0-9]+)(?:/[^/?#]*/([a-z0-9]+))?")
_LATER_SECONDS = 5
_SHOWS_LATE = timedelta(minutes=1)  # pictures and videos are in no list until Reddit has processed them


class Reddit(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsComments, ReadsAudience, OffersChoices):
    """https://support.reddithelp.com/hc/en-us/articles/16160319875092-Reddit-Data-API-Wiki"""

    metrics_batch = 100

    spec = Spec(
        key="reddit",
        name="Reddit",
        kind="social",
        api_url="https://oauth.reddit.com",
        site_url="https://www.reddit.com",
        hosts=(
            "reddit-uploaded-media.s3-accelerate.amazonaws.com",
            "reddit-uploaded-video.s3-accelerate.amazonaws.com",
        ),
        auth=OAuth2(
            authorize_url="https://www.reddit.com/api/v1/authorize",
            token_url="https://www.reddit.com/api/v1/access_token",
            revoke_url="https://www.reddit.com/api/v1/revoke_token",
            scopes=("identity", "submit", "read", "flair", "edit", "history", "mysubreddits"),
            credentials="REDDIT",
            client_auth="basic",
            extra={"duration": "permanent"},
            # Of a refresh token that has ended, Reddit says no more than the status.
            refusals={"400": "invalid_grant"},
            source=Source("https://github.com/reddit-archive/reddit/wiki/OAuth2", _VERIFIED),
        ),
        limits=Limits(
            text_max=40_000,
            count_rule="code_points",
            mixed_media=True,
            images_max=20,
            image_types=("image/jpeg", "image/png"),
            image_max_bytes=20 * _MEGABYTE,
            gif_max_bytes=20 * _MEGABYTE,
            videos_max=1,
            video_types=("video/mp4", "video/quicktime"),
            # Reddit takes 1 GB, but in one request, which must end before another worker takes over.
            video_max_bytes=256 * _MEGABYTE,
            video_seconds=(1, 900),
            follow_ups="comment",
            follow_up_text_max=10_000,
            follow_up_media=False,
            source=Source("https://support.reddithelp.com/hc/en-us/articles/360060422572", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=60,
            window_seconds=600,
            settle_seconds=5,
            absence_proves_after=60,
            source=Source(
                "https://support.reddithelp.com/hc/en-us/articles/16160319875092-Reddit-Data-API-Wiki", _VERIFIED
            ),
        ),
        kinds=("text", "link", "image", "images", "gif", "video", "first_comment"),
        options=(
            Option(
                "subreddit",
                "Where",
                "text",
                required=True,
                from_account=True,
                max=40,
                help="A subreddit such as r/smallbusiness, or your own profile.",
            ),
            Option("title", "Title", "text", required=True, max=300),
            Option("link", "Link", "link", max=2000, help="Makes it a link post."),
            Option("flair", "Flair", "choice", from_account=True, depends_on="subreddit"),
            Option("nsfw", "Not safe for work", "yes_no"),
            Option("spoiler", "Spoiler", "yes_no"),
            Option("send_replies", "Tell me of answers", "yes_no", default=True),
        ),
        about="Posts in subreddits",
        notes=(
            "Each subreddit has rules of its own, and moderators who may take a post away.",
            "A picture beside a video becomes its cover.",
            "Reddit must approve the app of an installation by hand.",
        ),
    )

    def identify(self, client: Client) -> Profile:
        me = client.get("/api/v1/me", {"raw_json": "1"})
        own = me.get("subreddit") or {}
        return Profile(
            platform_user_id=me["id"],
            username=me["name"],
            name=own.get("title") or me["name"],
            picture_url=me.get("icon_img") or None,
            follower_count=own.get("subscribers"),
            profile_url=f"{client.site_url}/user/{me['name']}",
        )

    def measure(self, text: str) -> int:
        """Code points."""
        return len(text)

    def check(self, draft: Draft) -> list[Problem]:
        titled = draft.reply_to is None and draft.options.get("title")
        found = [problem for problem in super().check(draft) if not (titled and problem.code == "empty")]
        if draft.reply_to is not None:
            return found
        return sorted([*found, *_beyond_limits(draft)], key=lambda problem: problem.severity != "error")

    def choices(self, client: Client, option: str, *, given: str = "") -> Sequence[Choice]:
        if option == "subreddit":
            mine = client.get("/subreddits/mine/subscriber", {"limit": "100", "raw_json": "1"})
            joined = [Choice(one["display_name"], f"r/{one['display_name']}") for one in _reddit.things(mine)]
            return [
                Choice(f"u_{client.username}", "My own profile"),
                *sorted(joined, key=lambda one: one.label.lower()),
            ]
        if not given:
            return []
        try:
            flairs = client.get(f"/r/{place(given)}/api/link_flair_v2", {"raw_json": "1"})
        except Rejected:
            return []  # a subreddit without flairs says that we may not ask
        return [Choice(flair["id"], flair["text"] or "No words") for flair in flairs]

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        if draft.reply_to is not None:
            return _reddit_writing.comment(client, draft)
        return self._advance(client, draft, [])

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        if "submitted" in pending.state:
            return _reddit_writing.follow(client, draft, dict(pending.state))
        return self._advance(client, draft, list(pending.state["uploads"]))

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        if draft.reply_to is not None:
            return _reddit_reading.find_comment(client, draft, since)
        found = _reddit_reading.find_post(client, draft, since)
        if found is None and draft.attachments and client.now - since < _SHOWS_LATE:
            retry_at = client.now + timedelta(seconds=_LATER_SECONDS)
            raise Unavailable("Reddit may still be processing it.", code="processing", retry_at=retry_at)
        return found

    def delete(self, client: Client, platform_post_id: str) -> None:
        client.send("POST", "/api/del", form={"id": platform_post_id}, writes=True)

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        found = _reddit.things(client.get("/api/info", {"id": ",".join(platform_post_ids), "raw_json": "1"}))
        return {thing["name"]: _reddit_reading.metrics(thing) for thing in found if thing.get("author") != "[deleted]"}

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        said = _reddit_reading.said_under(client, platform_post_id)
        top = [one for one in said if one["parent_id"] == platform_post_id and one["author"] != "[deleted]"]
        return [_reddit_reading.comment(client, one) for one in top]

    def audience(self, client: Client) -> Audience:
        me = client.get("/api/v1/me", {"raw_json": "1"})
        return Audience(followers=(me.get("subreddit") or {}).get("subscribers"))

    def post_id_of(self, url: str) -> str | None:
        if (found := _POST_URL.search(url)) is None:
            return None
        return f"t1_{found[2]}" if found[2] else f"t3_{found[1]}"

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        return _reddit.read_error(response, writes=writes, now=now)

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        return _reddit.read_quota(response, operation=operation)

    def _advance(self, client: Client, draft: Draft, uploads: list[dict[str, str]]) -> Published | Pending:
        """One file further, and the post when all are there."""
        files = _reddit_writing.files(draft)
        if len(uploads) < len(files):
            uploads.append(_reddit.upload(client, files[len(uploads)]))
            return Pending({"uploads": uploads})
        return _reddit_writing.submit(client, draft, uploads)


def _beyond_limits(draft: Draft) -> Iterator[Problem]:
    chosen, kinds = draft.options, [file.kind for file in draft.attachments]
    if chosen.get("subreddit") and not _PLACE.fullmatch(place(str(chosen["subreddit"]))):
        words = "Write the subreddit's name, such as r/smallbusiness."
        yield Problem("error", "options", "no_subreddit", words, "subreddit")
    if chosen.get("link") and kinds:
        words = "A post on Reddit is either a link or pictures or a video. Put the link into the text."
        yield Problem("error", "options", "link_and_media", words, "link")
    if "video" in kinds and kinds.count("image") > 1:
        yield Problem("error", "media", "mixed_media", "Reddit takes one picture beside a video, as its cover.")
    if "gif" in kinds and len(kinds) > 1:
        yield Problem("error", "media", "mixed_media", "Reddit takes a GIF by itself.")
