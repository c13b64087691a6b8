"""Facebook's numbers, and the Pages that there are.

https://developers.facebook.com/docs/pages-api
https://developers.facebook.com/docs/graph-api/reference/page/photos
https://developers.facebook.com/docs/graph-api/reference/page/videos
https://developers.facebook.com/docs/video-api/guides/reels-publishing
https://developers.facebook.com/docs/page-stories-api
"""

from dataclasses import dataclass

from velocitypost.sandbox.accounts import Account, account_id

KEY = "facebook"
MEGA = 1024 * 1024
DAY_S = 24 * 3600

MESSAGE_CHARACTERS = 63_206
COMMENT_CHARACTERS = 8_000
PHOTO_BYTES = 10 * MEGA
PHOTO_TYPES = frozenset({"image/jpeg", "image/png", "image/bmp", "image/tiff", "image/gif", "image/webp"})
VIDEO_BYTES = 1_792 * MEGA
VIDEO_SECONDS = 45 * 60
PIECE_BYTES = MEGA
REELS_A_DAY = 30
REEL_SECONDS = (3, 90)
STORY_SECONDS = (3, 60)
REEL_RATIO = 9 / 16
REEL_SIZE = (540, 960)
RATIO_SLACK = 0.02
STORY_LIFE_S = DAY_S

SHORT_LIFE_S = 2 * 3_600
LONG_LIFE_S = 60 * DAY_S

SCOPES = {
    "public_profile": "See your name and your picture",
    "pages_show_list": "See which Pages you manage",
    "business_management": "See the businesses that your Pages belong to",
    "pages_manage_posts": "Publish posts on your Pages",
    "pages_manage_engagement": "Write comments as your Pages",
    "pages_read_engagement": "Read what your Pages post",
    "pages_read_user_content": "Read what people say on your Pages",
    "read_insights": "See how posts of your Pages do",
    "instagram_basic": "See the Instagram accounts of your Pages",
    "instagram_content_publish": "Publish on the Instagram accounts of your Pages",
    "instagram_manage_comments": "Read and write comments on Instagram",
    "instagram_manage_insights": "See how posts on Instagram do",
    "instagram_manage_contents": "Delete posts on Instagram",
}
READS = frozenset({"pages_read_engagement"})
POSTS = READS | {"pages_manage_posts"}
SPEAKS = READS | {"pages_manage_engagement"}
COUNTS = READS | {"read_insights"}
INSTAGRAM = frozenset({"instagram_basic", "pages_read_engagement"})
INSTAGRAM_POSTS = INSTAGRAM | {"instagram_content_publish"}
INSTAGRAM_SPEAKS = INSTAGRAM | {"instagram_manage_comments"}
INSTAGRAM_COUNTS = INSTAGRAM | {"instagram_manage_insights"}
INSTAGRAM_DELETES = INSTAGRAM | {"instagram_manage_contents"}

METRICS = (
    "post_media_view", "post_total_media_view_unique", "post_clicks", "post_video_views",
    "post_reactions_like_total", "post_reactions_by_type_total",
)  # fmt: skip
EVERYTHING = ("ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE")
LOOKS_ONLY = ("ANALYZE",)


@dataclass(frozen=True)
class Page:
    """`tasks` are what each person may do there; `instagram` is the linked account's handle, if there is one."""

    handle: str
    name: str
    bio: str
    followers: int
    tasks: dict[str, tuple[str, ...]]
    instagram: str | None
    category: str = "Local business"

    @property
    def id(self) -> str:
        return account_id(KEY, self.handle)

    @property
    def account(self) -> Account:
        return Account(KEY, self.id, self.handle, self.name, self.bio, self.followers, 0, "page")


PAGES = (
    Page(
        "mapleandryebakery",
        "Maple & Rye Bakery",
        "Sourdough, rye and cardamom buns.",
        6_120,
        {"mapleandrye": EVERYTHING, "northwindhq": LOOKS_ONLY},
        "mapleandrye",
    ),
    Page(
        "mapleandryemarket",
        "Maple & Rye at the Market",
        "Saturdays, behind the clock tower.",
        940,
        {"mapleandrye": EVERYTHING},
        None,
    ),
    Page("adaquistwrites", "Ada Quist, writer", "Calm software.", 8_310, {"adaquist": EVERYTHING}, "adaquist"),
    Page(
        "northwindstudio",
        "Northwind Studio",
        "Branding for small makers.",
        1_870,
        {"northwindhq": EVERYTHING},
        "northwindhq",
    ),
)
BY_ID = {page.id: page for page in PAGES}
