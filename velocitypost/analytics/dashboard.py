"""The page that people open every morning: what was, what is next, what needs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from velocitypost.accounts.model import PublishingState, Workspace
from velocitypost.analytics.audience import AudienceStore, growth
from velocitypost.analytics.counts import LiveCounts
from velocitypost.automation.model import status_of
from velocitypost.automation.service import Automations
from velocitypost.billing.usage import month_of
from velocitypost.content.beginnings import beginning
from velocitypost.core.cache import Cache, CacheError, Errands
from velocitypost.core.clock import Clock
from velocitypost.core.spans import in_words
from velocitypost.generation.batch_service import BatchService
from velocitypost.publishing.coming import Coming, NextOut
from velocitypost.publishing.rates import engagement_rate
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
        next_out: NextOut,
        workspace_of: Callable[[str], Workspace],
        posts_this_month: Callable[[str], int],
    ) -> None:
        self._publications = publications
        self._audience = audience
        self._live = live
        self._automations = automations
        self._batches = batches
        self._cache = cache
        self._errands = errands
        self._clock = clock
        self._next_out = next_out
        self._workspace_of = workspace_of
        self._posts_this_month = posts_this_month

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
        workspace = self._workspace_of(workspace_id)
        month, _ = month_of(now, ZoneInfo(workspace.time_zone))
        shown = self._publications.went_out(workspace_id, since=min(month, now - _MONTH))
        went = [row for row in shown if row["result"]["published_at"] >= now - _MONTH]
        counts = self._audience.since(workspace_id, (now - _TWO_WEEKS).date())
        grown = growth(counts, now.date())
        automation = self._automations.find(workspace_id)
        state, publishing = automation.state if automation else "off", workspace.publishing.state
        coming = self._next_out.of(workspace_id, now)
        return {
            "total_posts": self._live.of(workspace_id),
            "published_this_month": sum(1 for row in shown if row["result"]["published_at"] >= month),
            "posts_this_month": self._posts_this_month(workspace_id),
            "engagement_rate": engagement_rate(row.get("metrics") or {} for row in went),
            "followers": grown.followers,
            "follower_growth": None if grown.week is None else f"{grown.week:+,} this week",
            "follower_growth_week": grown.week,
            "next_post": _next_words(coming, now, publishing),
            "next_post_at": coming.at.isoformat() if coming else None,
            "next_post_held": coming is not None and coming.held,
            "automation_status": status_of(state, publishing),
            "automation_state": state,
            "publishing": publishing,
            "recent_activity": self._activity(workspace_id, went),
        }

    def _activity(self, workspace_id: str, went: list[dict[str, Any]]) -> list[dict[str, Any]]:
        posts = [
            {
                "type": "post_published",
                "at": row["result"]["published_at"].isoformat(),
                "platform": row["platform"],
                "content": beginning(row["draft"]["text"], _TEASER),
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


def _next_words(coming: Coming | None, now: datetime, publishing: PublishingState) -> str | None:
    if coming is None:
        return None
    if coming.held:
        return "held: a pause keeps it back" if publishing == "running" else f"held: publishing is {publishing}"
    return f"in {in_words(coming.at - now)}"
