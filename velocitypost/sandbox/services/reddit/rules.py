"""Reddit's scopes, limits and subreddits. https://www.reddit.com/dev/api, https://github.com/reddit-archive/reddit/wiki"""

import re
from dataclasses import dataclass, field

from velocitypost.sandbox.social.guard import Limit

SCOPES = {
    "identity": "Access your reddit username and signup date",
    "submit": "Submit links and comments from your account",
    "read": "Access posts and comments through your account",
    "flair": "Select your subreddit flair and change your post flair",
    "edit": "Edit and delete your comments and submissions",
    "history": "Access your voting history and comments or submissions you've saved or hidden",
    "mysubreddits": "Access the list of subreddits you moderate, contribute to, and subscribe to",
    "save": "Save and unsave comments and submissions",
    "vote": "Submit and change your votes on comments and submissions",
}
SUBMIT = "POST /api/submit"
GALLERY = "POST /api/submit_gallery_post.json"
COMMENT = "POST /api/comment"
NEEDS = {
    "GET /api/v1/me": "identity",
    "GET /subreddits/mine/subscriber": "mysubreddits",
    "GET /r/:sr/api/link_flair_v2": "flair",
    "GET /r/:sr/about": "read",
    "POST /api/media/asset.json": "submit",
    SUBMIT: "submit",
    GALLERY: "submit",
    COMMENT: "submit",
    "POST /api/del": "edit",
    "GET /user/:username/submitted": "history",
    "GET /api/info": "read",
    "GET /comments/:article": "read",
}
# 100 queries a minute for each registration, as an average over ten minutes.
QUERIES = (Limit(1_000, 600, whose="app", bucket="queries"),)

# Names that HTTP libraries give themselves. Reddit wants each program to say what it is.
NAMELESS = re.compile(
    r"^\s*$|^(python|curl|wget|java|okhttp|axios|go-http-client|node|libwww|httpx|python-httpx|python-requests)\b",
    re.IGNORECASE,
)

MB = 1024 * 1024
LONGEST_TITLE = 300
LONGEST_TEXT = 40_000
LONGEST_COMMENT = 10_000
LONGEST_CAPTION = 180
LARGEST_IMAGE = 20 * MB
LARGEST_VIDEO = 1024 * MB
LONGEST_VIDEO_MS = 15 * 60 * 1000
MOST_IMAGES = 20
LEASE_LIFE_S = 3_600
MIMES = {
    "image/png": "image", "image/jpeg": "image", "image/gif": "image", "image/webp": "image", "video/mp4": "video",
    "video/quicktime": "video",
}  # fmt: skip


@dataclass(frozen=True)
class Subreddit:
    """A place with rules. `takes` are kinds of posts; `open_to` nobody in particular: everybody."""

    name: str
    title: str
    members: int
    takes: frozenset[str] = frozenset({"self", "link", "image", "video", "gallery"})
    flairs: dict[str, str] = field(default_factory=dict)
    wants_flair: bool = False
    closed: bool = False
    barred_words: tuple[str, ...] = ()


SUBREDDITS = {
    one.name.lower(): one
    for one in (
        Subreddit(
            "Breadit", "Bread, from flour to crumb", 1_204_000, flairs={"f1-crumb": "Crumb shot", "f2-ask": "Question"}
        ),
        Subreddit(
            "smallbusiness", "Questions and answers about small businesses", 2_010_500, frozenset({"self", "link"})
        ),
        Subreddit("Lighthouses", "Lighthouses of the world", 41_300, frozenset({"image", "gallery", "video"})),
        Subreddit(
            "sourdoughstarter",
            "Feed me",
            88_100,
            flairs={"s1-help": "Help", "s2-proud": "Look at this"},
            wants_flair=True,
            barred_words=("giveaway",),
        ),
        Subreddit("quietcorner", "By invitation", 120, closed=True),
    )
}
