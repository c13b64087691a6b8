"""A workspace's own posts of late: what a new text should not repeat, and what a voice is learned from."""

from __future__ import annotations

from datetime import timedelta

from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.generation.safety import OwnPost

LATELY = timedelta(days=90)
_PAGE = 100
_MOST = 1_000


class OwnPosts:
    """Reads what people have written here, whether it went out already or not."""

    def __init__(self, content: ContentService, clock: Clock) -> None:
        self._content = content
        self._clock = clock

    def of(self, workspace_id: str) -> list[OwnPost]:
        """Those of the last 90 days, the latest first, at most a thousand."""
        found: list[OwnPost] = []
        cursor: str | None = None
        since = self._clock.now() - LATELY
        while len(found) < _MOST:
            page, cursor = self._content.page(workspace_id, before=cursor, most=_PAGE)
            fresh = [post for post in page if post.created_at >= since]
            found += [OwnPost(post.id, post.text, post.created_at) for post in fresh if post.text.strip()]
            if cursor is None or len(fresh) < len(page):
                break
        return found[:_MOST]
