"""The names of posts in public addresses: their ids in other letters."""

import base64

from velocitypost.sandbox.social.feed import Post


def shortcode(post: Post) -> str:
    """The post's name in public addresses."""
    return base64.urlsafe_b64encode(int(post.id).to_bytes(8)).decode().rstrip("=")


def from_shortcode(code: str) -> str:
    """The id of which this is the shortcode; empty where it is none."""
    try:
        return str(int.from_bytes(base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))))
    except ValueError:
        return ""
