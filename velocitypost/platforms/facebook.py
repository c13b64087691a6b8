"""Facebook Pages. https://developers.facebook.com/docs/pages-api"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    OffersAccounts,
    OffersChoices,
    Publishes,
    ReadsAudience,
    ReadsComments,
    ReadsMetrics,
)
from velocitypost.contract.checks import check_against_limits
from velocitypost.contract.client import Client
from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, Pace, Repeats, Source, Spec
from velocitypost.contract.types import (
    Audience,
    Candidate,
    Comment,
    Draft,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
)
from velocitypost.platforms import _facebook_photos, _facebook_reading, _facebook_video, _graph, _graph_places
from velocitypost.platforms._graph import MEGABYTE, VERIFIED, VERSION

_DOCS = "https://developers.facebook.com/docs"
_PHOTOS_AT_ONCE = 2

_REEL = {
    "images_max": 0,
    "videos_max": 1,
    "attachments_max": 1,
    "media_required": True,
    "video_aspect": (9 / 16, 9 / 16),
    "video_width": (540, 0),
    "video_seconds": (3, 90),
    "video_fps": (24, 60),
}
_STORY = {**_REEL, "images_max": 1, "video_seconds": (3, 60), "alt_text_max": 0, "follow_ups": "none"}


class Facebook(
    _graph.Graph,
    Publishes,
    FindsPosts,
    DeletesPosts,
    ReadsMetrics,
    ReadsComments,
    ReadsAudience,
    OffersAccounts,
    OffersChoices,
):
    """One Page; its token is the Page's own and does not end by itself."""

    spec = Spec(
        key="facebook",
        name="Facebook",
        kind="social",
        api_url=f"https://graph.facebook.com/{VERSION.name}",
        site_url="https://www.facebook.com",
        hosts=("graph-video.facebook.com", "rupload.facebook.com"),
        auth=OAuth2(
            authorize_url=f"https://www.facebook.com/{VERSION.name}/dialog/oauth",
            token_url=f"https://graph.facebook.com/{VERSION.name}/oauth/access_token",
            scopes=(
                "pages_show_list",
                "business_management",
                "pages_manage_posts",
                "pages_manage_engagement",
                "pages_read_engagement",
                "pages_read_user_content",
                "read_insights",
            ),
            credentials="FACEBOOK",
            credential_names=("APP_ID", "APP_SECRET"),
            scope_separator=",",
            long_lived=_graph.LONG_LIVED,
            source=Source(f"{_DOCS}/facebook-login/guides/advanced/manual-flow", VERIFIED),
        ),
        limits=Limits(
            text_max=63_206,
            count_rule="code_points",
            images_max=10,
            videos_max=1,
            attachments_max=10,
            image_types=("image/jpeg", "image/png", "image/bmp", "image/tiff"),
            # The reference says 10 MB, the refusal 1366046 says 4 MB: this is right by both.
            image_max_bytes=4_000_000,
            alt_text_max=1000,
            video_types=("video/mp4", "video/quicktime"),
            video_max_bytes=1792 * MEGABYTE,
            video_seconds=(1, 45 * 60),
            follow_ups="comment",
            follow_up_text_max=8000,
            follow_up_media=False,
            formats={"reel": _REEL, "story": _STORY},
            source=Source(f"{_DOCS}/graph-api/reference/page/photos", VERIFIED),
        ),
        pace=Pace(
            posts_per_window=100,
            window_seconds=3600,
            settle_seconds=5,
            absence_proves_after=60,
            source=Source(f"{_DOCS}/graph-api/overview/rate-limiting", VERIFIED),
        ),
        kinds=("text", "link", "image", "images", "video", "reel", "story", "first_comment"),
        options=(
            Option(
                "format",
                "Kind of post",
                "choice",
                choices=(
                    Choice("feed", "Post"),
                    Choice("reel", "Reel", "Upright videos of at most 90 seconds; 30 a day."),
                    Choice("story", "Story", "Gone after 24 hours. Shows no text."),
                ),
            ),
            Option("link", "Link", "link", formats=("feed",), help="Shown as a card below a text without files."),
            replace(_graph_places.OPTION, from_account=True),
        ),
        version=VERSION,
        repeats=Repeats(Source(f"{_DOCS}/graph-api/guides/error-handling", VERIFIED), in_a_row_only=True),
        about="Posts, reels and stories of a Page",
        notes=(
            "Pages only: Facebook lets no program post to a personal profile.",
            "Reels: 30 a day by apps.",
        ),
    )

    def identify(self, client: Client) -> Profile:
        return _facebook_reading.profile(client, client.get("/me", {"fields": _facebook_reading.PAGE}))

    def accounts(self, client: Client) -> list[Candidate]:
        """The Pages on which this person may post, each with its own token."""
        query = {"fields": f"{_facebook_reading.PAGE},access_token,tasks", "limit": "100"}
        return [
            Candidate(_facebook_reading.profile(client, page), page["access_token"])
            for page in _graph.pages(client, "/me/accounts", query)
            if "CREATE_CONTENT" in page.get("tasks", ()) and page.get("access_token")
        ]

    def measure(self, text: str) -> int:
        """In code points."""
        return len(text)

    def format_of(self, draft: Draft) -> str:
        """An upright video is a reel where its author chose nothing else."""
        chosen = str(draft.options.get("format") or "")
        return chosen or ("reel" if _facebook_video.is_upright(draft.attachments) else "feed")

    def check(self, draft: Draft) -> list[Problem]:
        problems = check_against_limits(self, draft)
        if draft.options.get("link") and draft.attachments:
            message = "Facebook shows a link card below a text without files only; it is left out here."
            problems.append(Problem("warning", "options", "link_not_shown", message, "link"))
        kind = self.format_of(draft)
        if kind != "story":
            problems += _graph_places.problems(draft)
        if draft.options.get("place") and kind == "feed" and any(file.kind == "video" for file in draft.attachments):
            message = "Facebook takes a place with pictures, texts and reels; it is left out of this video."
            problems.append(Problem("warning", "options", "place_not_shown", message, "place"))
        return [*problems, *_graph.unseen_text(self.spec.name, kind, draft)]

    def choices(self, client: Client, option: str, *, given: str = "") -> list[Choice]:
        return _graph_places.of_page(client)

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        if draft.reply_to is not None:
            path = f"/{draft.root or draft.reply_to}/comments"
            response = client.send("POST", path, form={"message": draft.text}, writes=True)
            return Published(_graph.new_id(response, self.spec.name))
        return self.resume(client, draft, Pending({}), key=key)

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        """https://developers.facebook.com/docs/pages-api/posts"""
        kind = self.format_of(draft)
        if [file.kind for file in draft.attachments] == ["video"]:
            return _facebook_video.advance(client, draft, kind, dict(pending.state))
        photos: list[str] = list(pending.state.get("photos", ()))
        if missing := draft.attachments[len(photos) :]:
            photos += [_facebook_photos.upload(client, file) for file in missing[:_PHOTOS_AT_ONCE]]
            return Pending({"photos": photos}, note="Facebook is taking in the pictures.")
        if kind == "story":
            response = client.send(
                "POST", f"/{client.platform_user_id}/photo_stories", form={"photo_id": photos[0]}, writes=True
            )
            return _live(client, _graph.new_id(response, self.spec.name, "post_id"))
        response = client.send(
            "POST", f"/{client.platform_user_id}/feed", form=_facebook_photos.feed_fields(draft, photos), writes=True
        )
        return _live(client, _graph.new_id(response, self.spec.name))

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        state = pending.state if pending else {}
        if draft.reply_to is not None:
            return _facebook_reading.find_comment(client, draft, since)
        if "video_id" in state:
            return _facebook_video.find(client, state)
        if self.format_of(draft) == "story":
            return _facebook_video.find_story(client, state.get("photos", ()), since)
        photos, said = set(state.get("photos", ())), _graph.comparable(draft.text)
        fields = "id,message,created_time,attachments{target{id},subattachments{target{id}}}"
        path, query = f"/{client.platform_user_id}/published_posts", {"fields": fields, "limit": "50"}
        for post in _graph.pages(client, path, query):
            if _facebook_reading.created(post) < since:
                return None
            same_text = _graph.comparable(post.get("message", "")) == said
            if (photos & _facebook_reading.targets(post)) if photos else same_text:
                return _live(client, post["id"], _facebook_reading.created(post))
        return None

    def delete(self, client: Client, platform_post_id: str) -> None:
        _graph.remove(client, platform_post_id)

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        return _graph.numbers(client, platform_post_ids, _facebook_reading.metrics)

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        query = {"fields": _facebook_reading.COMMENT, "order": "reverse_chronological", "limit": "50"}
        rows = client.get(f"/{platform_post_id}/comments", query).get("data", ())
        return [_facebook_reading.comment(row) for row in rows]

    def audience(self, client: Client) -> Audience:
        return Audience(client.get("/me", {"fields": "followers_count"}).get("followers_count"))


def _live(client: Client, post_id: str, at: datetime | None = None) -> Published:
    return Published(post_id, f"{client.site_url}/{post_id}", at)
