"""Instagram for professional accounts, by Instagram Login or by Facebook Login.

https://developers.facebook.com/docs/instagram-platform/overview
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from velocitypost.contract.capabilities import DeletesPosts, OffersAccounts, OffersChoices
from velocitypost.contract.client import Client
from velocitypost.contract.errors import Rejected
from velocitypost.contract.spec import Choice, Limits, LongLived, OAuth2, Option, Pace, PostKind, Source, Spec
from velocitypost.contract.types import Candidate, Draft, Profile
from velocitypost.platforms import _graph, _graph_places, _instagram
from velocitypost.platforms._graph import MEGABYTE, VERIFIED, VERSION

_DOCS = "https://developers.facebook.com/docs/instagram-platform"
_CONTAINERS = Source(f"{_DOCS}/instagram-graph-api/reference/ig-user/media", VERIFIED)
_PUBLISHING = Source(f"{_DOCS}/content-publishing", VERIFIED)
_DAY = 86_400

_REEL = {
    "images_max": 0,
    "videos_max": 1,
    "attachments_max": 1,
    "video_seconds": (3, 900),
    "video_max_bytes": 300 * MEGABYTE,
    "alt_text_max": 0,
}
_STORY = {
    "images_max": 1,
    "videos_max": 1,
    "attachments_max": 1,
    "image_aspect": None,
    "video_seconds": (3, 60),
    "video_max_bytes": 100 * MEGABYTE,
    "alt_text_max": 0,
    "hashtags_max": None,
    "follow_ups": "none",
}
_LIMITS = Limits(
    text_max=2200,
    count_rule="code_points",
    images_max=10,
    videos_max=10,
    attachments_max=10,
    media_required=True,
    mixed_media=True,
    image_types=("image/jpeg",),
    image_max_bytes=8 * MEGABYTE,
    image_aspect=(4 / 5, 1.91),
    image_width=(0, 1440),
    alt_text_max=1000,
    video_types=("video/mp4", "video/quicktime"),
    video_max_bytes=100 * MEGABYTE,
    video_seconds=(3, 60),
    video_aspect=(0.01, 10),
    video_width=(0, 1920),
    video_fps=(23, 60),
    # What its app takes since December 2025. The API's own pages still say 30 (2026-11-27).
    hashtags_max=5,
    follow_ups="comment",
    follow_up_text_max=300,
    follow_up_media=False,
    formats={"reel": _REEL, "story": _STORY},
    source=_CONTAINERS,
)
_OPTIONS = (
    Option(
        "format",
        "Kind of post",
        "choice",
        choices=(
            Choice("feed", "Post", "A video by itself is always a reel."),
            Choice("reel", "Reel"),
            Choice("story", "Story", "Gone after 24 hours. Shows no text."),
        ),
    ),
    Option("share_to_feed", "Also in the feed", "yes_no", default=True, formats=("reel",)),
    Option("cover_second", "Cover", "number", formats=("reel",), help="The second of the video that is shown first."),
    Option(
        "collaborators", "Collaborators", "tags", formats=("feed", "reel"), max=3, help="Usernames. They are asked."
    ),
    Option(
        "tagged",
        "Tag people",
        "tags",
        max=20,
        help="Usernames of public accounts. They stand on the first picture, or on a video by itself.",
    ),
    Option("audio_name", "Name of the sound", "text", formats=("reel",), max=100, help="Shown below the reel."),
    Option("made_with_ai", "Made with AI", "yes_no", help="Shown on the post."),
)
_KINDS: tuple[PostKind, ...] = ("image", "images", "carousel", "video", "reel", "story", "first_comment")
_NOTES = (
    "Only professional accounts (business or creator) can be connected. It is a setting in Instagram's app.",
    "Instagram fetches files from this installation, which must be reachable from the internet.",
)
_PACE = Pace(
    # Instagram's pages say both 50 and 100; before each post it is asked.
    posts_per_window=100,
    window_seconds=_DAY,
    settle_seconds=5,
    absence_proves_after=60,
    source=_PUBLISHING,
)


class Instagram(_instagram.Posts):
    """By Instagram Login: no Facebook Page needed.

    https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login
    """

    spec = Spec(
        key="instagram",
        name="Instagram",
        kind="social",
        api_url=f"https://graph.instagram.com/{VERSION.name}",
        site_url="https://www.instagram.com",
        auth=OAuth2(
            authorize_url="https://www.instagram.com/oauth/authorize",
            token_url="https://api.instagram.com/oauth/access_token",
            scopes=(
                "instagram_business_basic",
                "instagram_business_content_publish",
                "instagram_business_manage_comments",
                "instagram_business_manage_insights",
            ),
            credentials="INSTAGRAM",
            scope_separator=",",
            long_lived=LongLived("https://graph.instagram.com/access_token", "ig_exchange_token", "access_token"),
            renew_own=LongLived(
                "https://graph.instagram.com/refresh_access_token", "ig_refresh_token", "access_token", "none"
            ),
            source=Source(f"{_DOCS}/instagram-api-with-instagram-login/business-login", VERIFIED),
        ),
        limits=_LIMITS,
        pace=_PACE,
        kinds=_KINDS,
        options=(*_OPTIONS, _graph_places.OPTION),
        version=VERSION,
        about="Pictures, reels and stories",
        notes=(*_NOTES, "Posts cannot be deleted from here; connect by Facebook Login for that."),
    )

    def identify(self, client: Client) -> Profile:
        answer = client.get("/me", {"fields": f"user_id,{_instagram.SHOWN}"})
        account = answer["data"][0] if isinstance(answer.get("data"), list) else answer
        return _instagram.profile(client, str(account["user_id"]), account)


class InstagramByFacebook(_instagram.Posts, OffersAccounts, OffersChoices, DeletesPosts):
    """By Facebook Login, through the Page that the account is linked to.

    https://developers.facebook.com/docs/instagram-platform/instagram-api-with-facebook-login
    """

    spec = Spec(
        key="instagram_facebook",
        name="Instagram by Facebook",
        kind="social",
        family="instagram",
        api_url=f"https://graph.facebook.com/{VERSION.name}",
        site_url="https://www.instagram.com",
        auth=OAuth2(
            authorize_url=f"https://www.facebook.com/{VERSION.name}/dialog/oauth",
            token_url=f"https://graph.facebook.com/{VERSION.name}/oauth/access_token",
            scopes=(
                "instagram_basic",
                "instagram_content_publish",
                "instagram_manage_comments",
                "instagram_manage_insights",
                "instagram_manage_contents",
                "pages_show_list",
                "pages_read_engagement",
                "business_management",
            ),
            credentials="FACEBOOK",
            credential_names=("APP_ID", "APP_SECRET"),
            scope_separator=",",
            long_lived=_graph.LONG_LIVED,
            source=Source(f"{_DOCS}/instagram-api-with-facebook-login/get-started", VERIFIED),
        ),
        limits=_LIMITS,
        pace=_PACE,
        kinds=_KINDS,
        options=(
            *_OPTIONS,
            replace(_graph_places.OPTION, from_account=True),
            Option("paid_partnership", "Paid partnership", "yes_no", help="Shown on the post."),
        ),
        version=VERSION,
        about="Instagram through its Facebook Page",
        notes=(*_NOTES, "The account must be linked to a Facebook Page that you manage."),
    )

    def identify(self, client: Client) -> Profile:
        fields = f"instagram_business_account{{id,{_instagram.SHOWN}}}"
        account = client.get("/me", {"fields": fields}).get("instagram_business_account")
        if account is None:
            raise Rejected("This Page has no Instagram account linked to it any more.", code="no-account")
        return _instagram.profile(client, account["id"], account)

    def accounts(self, client: Client) -> list[Candidate]:
        """A Page's token speaks for its Instagram account, and does not end by itself."""
        fields = f"id,name,access_token,tasks,instagram_business_account{{id,{_instagram.SHOWN}}}"
        found = []
        for page in _graph.pages(client, "/me/accounts", {"fields": fields, "limit": "100"}):
            account = page.get("instagram_business_account")
            if account and "CREATE_CONTENT" in page.get("tasks", ()):
                found.append(Candidate(_instagram.profile(client, account["id"], account), page.get("access_token")))
        return found

    def choices(self, client: Client, option: str, *, given: str = "") -> list[Choice]:
        return _graph_places.of_page(client)

    def delete(self, client: Client, platform_post_id: str) -> None:
        _graph.remove(client, platform_post_id)

    def whole(self, draft: Draft, children: Sequence[str]) -> Mapping[str, str]:
        paid = {"is_paid_partnership": "true"} if draft.options.get("paid_partnership") else {}
        return {**super().whole(draft, children), **paid}
