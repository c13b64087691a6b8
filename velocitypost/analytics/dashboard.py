"""The page that people open every morning: what was, what is next, what needs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from velocitypost.analytics.audience import AudienceStore, growth
from velocitypost.analytics.counts import LiveCounts
from velocitypost.automation.service import Automations
from velocitypost.core.cache import Cache, CacheError, Errands
from velocitypost.core.clock import Clock
from velocitypost.generation.batch_service import BatchService
from velocitypost.publishing.store import PublicationStore

_MONTH = timedelta(days=30)
_TWO_WEEKS = timedelta(days=14)
_KEPT_SECONDS = 20
_SHOWN = 8
_TEASER = 120


class Dashboard:
    """Reads the numbers, and keeps them for some seconds: many pages ask for the same ones at once."""

    def __init__(
        self,
        publications: PublicationStore,
        audience: AudienceStore,
        live: LiveCounts,
        automations: Automations,
        batches: BatchService,
        cache: Cache,
        errands: Errands,
        clock: Clock,
        *,
        next_at: Callable[[str, datetime], datetime | None],
    ) -> None:
        self._publications = publications
        self._audience = audience
        self._live = live
        self._automations = automations
        self._batches = batches
        self._cache = cache
        self._errands = errands
        self._clock = clock
        self._next_at = next_at

    def of(self, workspace_id: str) -> dict[str, Any]:
        """As the interface is told it; datetimes as ISO 8601 texts."""
        key = f"dashboard:{workspace_id}"
        try:
            if kept := self._cache.get(key):
                return dict(json.loads(str(kept)))
        except CacheError:
            return self._read(workspace_id)
        numbers = self._read(workspace_id)
        try:
            self._cache.set(key, json.dumps(numbers), ex=_KEPT_SECONDS)
        except CacheError:
            return numbers
        return numbers

    def forget(self, workspace_id: str) -> None:
        """Something changed: the next reading is new."""
        self._errands.run(("DEL", f"dashboard:{workspace_id}"))

    def _read(self, workspace_id: str) -> dict[str, Any]:
        now = self._clock.now()
        went = self._publications.went_out(workspace_id, since=now - _MONTH)
        counts = self._audience.since(workspace_id, (now - _TWO_WEEKS).date())
        grown = growth(counts, now.date())
        automation = self._automations.find(workspace_id)
        next_at = self._next_at(workspace_id, now)
        return {
            "total_posts": self._live.of(workspace_id),
            "posts_this_month": len(went),
            "engagement_rate": _rate(went),
            "followers": grown.followers,
            "follower_growth_week": grown.week,
            "next_post_at": next_at.isoformat() if next_at else None,
            "automation_status": automation.state if automation else "off",
            "recent_activity": self._activity(workspace_id, went),
        }

    def _activity(self, workspace_id: str, went: list[dict[str, Any]]) -> list[dict[str, Any]]:
        posts = [
            {
                "type": "post_published",
                "at": row["result"]["published_at"].isoformat(),
                "platform": row["platform"],
                "content": row["draft"]["text"][:_TEASER],
                "publication_id": row["_id"],
                "engagement": {
                    "likes": (row.get("metrics") or {}).get("likes"),
                    "comments": (row.get("metrics") or {}).get("replies"),
                },
                "domain": None,
                "count": None,
            }
            for row in went[-_SHOWN:]
        ]
        batches, _ = self._batches.page(workspace_id, before=None, most=3)
        written = [
            {
                "type": "content_generated",
                "at": batch.created_at.isoformat(),
                "platform": None,
                "content": None,
                "publication_id": None,
                "engagement": None,
                "domain": ", ".join(share.domain for share in batch.wish.shares),
                "count": batch.done,
            }
            for batch in batches
            if batch.done
        ]
        return sorted([*posts, *written], key=lambda one: str(one["at"]), reverse=True)[:_SHOWN]


def _rate(went: list[dict[str, Any]]) -> float | None:
    """Answers by impressions, in percent, of the posts whose platform tells both; None where none does."""
    answers = seen = 0
    for row in went:
        numbers = row.get("metrics") or {}
        if numbers.get("impressions"):
            seen += numbers["impressions"]
            answers += sum(numbers.get(name) or 0 for name in ("likes", "replies", "reposts", "bookmarks"))
    return round(100 * answers / seen, 1) if seen else None
