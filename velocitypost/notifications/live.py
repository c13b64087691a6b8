"""Telling open pages that something changed. A hint, never the truth: a page that misses one reads anew.

The latest changes of a workspace are kept for a while, so that a page whose connection broke goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from velocitypost.core.cache import AtOnce, Cache, CacheError, Errands
from velocitypost.core.log import get_logger

log = get_logger(__name__)

CHANNEL = "vp:live:"
KEPT = "vp:kept:"
_KEPT_MOST = 500
_KEPT_SECONDS = 3600
# Keeps the change and tells it with the mark under which it is kept, so that a page knows which ones it has seen.
_TELL = """
local mark = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'change', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', KEYS[2], mark .. ' ' .. ARGV[1])
"""


class Live:
    """Announces changes to every web process, by Redis."""

    def __init__(self, cache: Cache, errands: Errands | None = None) -> None:
        self._cache = cache
        self._errands = errands or AtOnce(cache)

    def announce(self, workspace_id: str, change: Mapping[str, Any]) -> None:
        """Tells the workspace's open pages. `change` is plain JSON without secrets. Never raises."""
        try:
            text = json.dumps(change, default=str)
        except (ValueError, TypeError):
            log.warning("live_change_not_announced", workspace_id=workspace_id, kind=change.get("type"))
            return
        self._errands.run(
            ("EVAL", _TELL, 2, KEPT + workspace_id, CHANNEL + workspace_id, text, _KEPT_MOST, _KEPT_SECONDS)
        )

    def since(self, workspace_id: str, mark: str) -> list[tuple[str, str]] | None:
        """What was told after `mark`, with its marks; None where that is not known any more."""
        try:
            kept = self._cache.xrange(KEPT + workspace_id, mark)
        except (CacheError, ValueError):
            return None
        if not kept or kept[0][0] != mark:
            return None
        return [(str(name), str((fields or {}).get("change", ""))) for name, fields in kept[1:]]
