"""TikTok's scopes, limits and shapes, from its documentation. https://developers.tiktok.com/doc"""

from velocitypost.sandbox.shapes import Flag, Many, Members, Shape, Text, Whole
from velocitypost.sandbox.social.guard import Limit

SCOPES = {
    "user.info.basic": "Read your profile info (avatar, display name)",
    "user.info.profile": "Read your additional profile information (bio, profile link, username)",
    "user.info.stats": "Read your profile engagement statistics",
    "video.list": "Read your public videos on TikTok",
    "video.publish": "Post content to TikTok",
    "video.upload": "Share content to your TikTok account as a draft",
}
CREATOR = "POST /v2/post/publish/creator_info/query/"
VIDEO_INIT = "POST /v2/post/publish/video/init/"
INBOX_INIT = "POST /v2/post/publish/inbox/video/init/"
PHOTO_INIT = "POST /v2/post/publish/content/init/"
STATUS = "POST /v2/post/publish/status/fetch/"
PUT = "PUT /video/"
PIECE = "PUT /video/ (piece)"
# Either of two scopes suffices for the status and for photos; their views look themselves.
NEEDS = {
    "GET /v2/user/info/": frozenset[str](),
    "POST /v2/video/list/": frozenset({"video.list"}),
    "POST /v2/video/query/": frozenset({"video.list"}),
    CREATOR: frozenset({"video.publish"}),
    VIDEO_INIT: frozenset({"video.publish"}),
    INBOX_INIT: frozenset({"video.upload"}),
    PHOTO_INIT: frozenset[str](),
    STATUS: frozenset[str](),
}
LIMITS = {
    CREATOR: (Limit(20, 60),),
    VIDEO_INIT: (Limit(6, 60, bucket="init"),),
    INBOX_INIT: (Limit(6, 60, bucket="init"),),
    PHOTO_INIT: (Limit(6, 60, bucket="init"),),
    STATUS: (Limit(30, 60),),
}
USER_FIELDS = {
    "open_id": "basic", "union_id": "basic", "avatar_url": "basic", "avatar_url_100": "basic",
    "avatar_large_url": "basic", "display_name": "basic", "bio_description": "profile", "profile_deep_link": "profile",
    "is_verified": "profile", "username": "profile", "follower_count": "stats", "following_count": "stats",
    "likes_count": "stats", "video_count": "stats",
}  # fmt: skip
VIDEO_FIELDS = frozenset(
    [
        "id",
        "create_time",
        "cover_image_url",
        "share_url",
        "video_description",
        "duration",
        "height",
        "width",
        "title",
        "embed_html",
        "embed_link",
        "like_count",
        "comment_count",
        "share_count",
        "view_count",
    ]
)

MB = 1024 * 1024
LARGEST_VIDEO = 4 * 1024 * MB
LARGEST_PHOTO = 20 * MB
CHUNK = (5 * MB, 64 * MB)
LARGEST_LAST_CHUNK = 128 * MB
MOST_CHUNKS = 1_000
UPLOAD_LIFE_S = 3_600
VIDEO_MIMES = ("video/mp4", "video/quicktime", "video/webm")
PHOTO_MIMES = ("image/jpeg", "image/webp")
VIDEO_SIDE = (360, 4096)
PHOTO_SIDE = 1080
LONGEST_TITLE = 2_200
LONGEST_PHOTO_TITLE = 90
LONGEST_DESCRIPTION = 4_000
POSTS_A_DAY = 15
DRAFTS_WAITING = 5
UNAUDITED_USERS = 5

PUBLIC = "PUBLIC_TO_EVERYONE"
OPEN_ACCOUNT = (PUBLIC, "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
CLOSED_ACCOUNT = ("FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
# A private account, which has switched duets and stitches off and may not post for longer than a minute.
CLOSED = frozenset({"northwindhq"})
SHORTEST_S, LONGEST_S, LONGEST_CLOSED_S = 3, 600, 60

_PRIVACY = Text(one_of=("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY"))
_SAID: dict[str, Shape] = {
    "privacy_level": _PRIVACY,
    "title": Text(),
    "disable_comment": Flag(),
    "brand_content_toggle": Flag(),
    "brand_organic_toggle": Flag(),
    "is_aigc": Flag(),
}
_FILE = Members(
    {
        "source": Text(one_of=("FILE_UPLOAD",)),
        "video_size": Whole(1, LARGEST_VIDEO),
        "chunk_size": Whole(1),
        "total_chunk_count": Whole(1, MOST_CHUNKS),
    },
    ("source", "video_size", "chunk_size", "total_chunk_count"),
)
VIDEO_BODY = Members(
    {
        "post_info": Members(
            {
                **_SAID,
                "disable_duet": Flag(),
                "disable_stitch": Flag(),
                "video_cover_timestamp_ms": Whole(0),
            },
            ("privacy_level",),
        ),
        "source_info": _FILE,
    },
    ("post_info", "source_info"),
)
INBOX_BODY = Members({"source_info": _FILE}, ("source_info",))
PHOTO_BODY = Members(
    {
        "media_type": Text(one_of=("PHOTO",)),
        "post_mode": Text(one_of=("DIRECT_POST", "MEDIA_UPLOAD")),
        "post_info": Members({**_SAID, "description": Text(), "auto_add_music": Flag()}),
        "source_info": Members(
            {
                "source": Text(one_of=("PULL_FROM_URL",)),
                "photo_images": Many(Text(least=1), 1, 35),
                "photo_cover_index": Whole(0, 34),
            },
            ("source", "photo_images", "photo_cover_index"),
        ),
    },
    ("media_type", "post_mode", "post_info", "source_info"),
)
STATUS_BODY = Members({"publish_id": Text(least=1, most=64)}, ("publish_id",))
LIST_BODY = Members({"cursor": Whole(0), "max_count": Whole(1, 20)})
QUERY_BODY = Members({"filters": Members({"video_ids": Many(Text(least=1), 1, 20)}, ("video_ids",))}, ("filters",))


def units(text: str) -> int:
    """TikTok counts in UTF-16 units ("runes")."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
