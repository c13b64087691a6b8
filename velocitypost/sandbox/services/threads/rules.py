"""Threads' numbers and words.

https://developers.facebook.com/docs/threads/overview
https://developers.facebook.com/docs/threads/reference/publishing
https://developers.facebook.com/docs/threads/troubleshooting
"""

import re

import regex

MEGA = 1024 * 1024
DAY_S = 24 * 3600

TEXT_CHARACTERS = 500
LINKS = 5
ALT_CHARACTERS = 1_000
TAG_CHARACTERS = 50
CAROUSEL = (2, 20)
GIF_PROVIDERS = ("GIPHY",)
POLL_ANSWERS = ("option_a", "option_b", "option_c", "option_d")
POLL_CHARACTERS = 25

IMAGE_BYTES = 8 * MEGA
IMAGE_TYPES = frozenset({"image/jpeg", "image/png"})
IMAGE_RATIO = 10.0
VIDEO_BYTES = 1_024 * MEGA
VIDEO_SECONDS = 300
VIDEO_COLUMNS = 1_920

POSTS_A_DAY = 250
REPLIES_A_DAY = 1_000
DELETIONS_A_DAY = 100
CONTAINER_LIFE_S = DAY_S

SHORT_LIFE_S = 3_600
LONG_LIFE_S = 60 * DAY_S
RENEWABLE_AFTER_S = DAY_S

SCOPES = {
    "threads_basic": "See your profile and your posts",
    "threads_content_publish": "Publish posts",
    "threads_manage_insights": "See how your posts do",
    "threads_manage_replies": "Write and hide replies",
    "threads_read_replies": "Read replies to your posts",
    "threads_delete": "Delete posts",
}
METRICS = ("views", "likes", "replies", "reposts", "quotes", "shares")
CONTROLS = (
    "everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only",
)  # fmt: skip

_LINK = re.compile(r"https?://[^\s<>\"]+")
# What stands as a picture: shown so by itself, made so by a selector, a key cap, half a flag.
_PICTURE = regex.compile(r"\p{Emoji_Presentation}|\uFE0F|\u20E3|\p{Regional_Indicator}")


def length(text: str) -> int:
    """Characters, but an emoji is as long as its bytes in UTF-8."""
    total = 0
    for cluster in regex.findall(r"\X", text):
        total += len(cluster.encode("utf-8")) if _PICTURE.search(cluster) else len(cluster)
    return total


def links(text: str, more: str = "") -> set[str]:
    """Every address that differs from the others."""
    return {*(found.group().rstrip(".,;:!?)") for found in _LINK.finditer(text)), *([more] if more else [])}
