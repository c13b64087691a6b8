"""Telling open pages that something changed. A hint, never the truth: a page that misses one reads anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from velocitypost.core.cache import AtOnce, Cache, Errands
from velocitypost.core.log import get_logger

log = get_logger(__name__)

CHANNEL = "vp:live:"


class Live:
    """Announces changes to every web process, by Redis."""

    def __init__(self, cache: Cache, errands: Errands | None = None) -> None:
        self._errands = errands or AtOnce(cache)

    def announce(self, workspace_id: str, change: Mapping[str, Any]) -> None:
        """Tells the workspace's open pages. `change` is plain JSON without secrets. Never raises."""
        try:
            self._errands.run(("PUBLISH", CHANNEL + workspace_id, json.dumps(change, default=str)))
        except (ValueError, TypeError):
            log.warning("live_change_not_announced", workspace_id=workspace_id, kind=change.get("type"))
