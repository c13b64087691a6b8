"""What of a plan is used, and what the next one would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from velocitypost.accounts.model import Workspace
from velocitypost.billing.plans import UNLIMITED, Plan, Plans
from velocitypost.billing.rooms import PostRoom
from velocitypost.core.clock import Clock


@dataclass(frozen=True)
class Counts:
    """Asks the rooms above how much there is. By workspace id; `posts` between two moments."""

    platforms: Callable[[str], int]
    posts: Callable[[str, datetime, datetime], int]
    uploads: Callable[[str], int]


class Usage:
    """Reads what is used."""

    def __init__(
        self,
        plans: Plans,
        room: PostRoom,
        clock: Clock,
        counts: Counts,
        *,
        workspace_of: Callable[[str], Workspace],
    ) -> None:
        self._plans = plans
        self._room = room
        self._clock = clock
        self._counts = counts
        self._workspace_of = workspace_of

    def of(self, workspace_id: str) -> dict[str, Any]:
        """As the interface is told it. `resets_at` is the end of the workspace's own day."""
        workspace = self._workspace_of(workspace_id)
        plan, zone = self._plans.of(workspace.plan), ZoneInfo(workspace.time_zone)
        today = self._clock.now().astimezone(zone).date()
        midnight = datetime.combine(today + timedelta(days=1), time.min, zone)
        platforms = self._counts.platforms(workspace_id)
        posts_today = self._counts.posts(workspace_id, datetime.combine(today, time.min, zone), midnight)
        return {
            "current_plan": plan.key,
            "wanted_plan": workspace.wanted_plan,
            "billing_cycle": "monthly",
            "usage": {
                "platforms_connected": platforms,
                "platforms_limit": plan.max_platforms,
                "posts_today": posts_today,
                "posts_limit": plan.max_posts_per_day,
                "posts_this_month": self.posts_this_month(workspace_id),
                "file_uploads_used": self._counts.uploads(workspace_id),
                "file_uploads_limit": UNLIMITED if plan.file_upload else 0,
            },
            "resets_at": midnight.astimezone(UTC).isoformat(),
            "next_billing_date": None,
            "upgrade_recommendations": self._recommendations(plan, platforms, posts_today),
        }

    def posts_this_month(self, workspace_id: str) -> int:
        """Posts that went out or are planned in this month of the workspace's own calendar, each counted once."""
        since, until = month_of(self._clock.now(), ZoneInfo(self._workspace_of(workspace_id).time_zone))
        return self._counts.posts(workspace_id, since, until)

    def _recommendations(self, plan: Plan, platforms: int, posts_today: int) -> list[str]:
        larger = self._plans.next_with(lambda p: p.price_usd_month > plan.price_usd_month)
        if larger is None:
            return []
        told = []
        if plan.max_platforms != UNLIMITED and platforms >= plan.max_platforms:
            told.append(f"{larger.name} connects {_number(larger.max_platforms)} platforms; you use all {platforms}.")
        if plan.max_posts_per_day != UNLIMITED and posts_today >= plan.max_posts_per_day:
            told.append(f"{larger.name} sends {_number(larger.max_posts_per_day)} posts a day; today's are used up.")
        if larger.file_upload and not plan.file_upload:
            told.append(f"{larger.name} reads your documents and writes posts that rest on them.")
        return told


def month_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the month of a moment begins in a zone, and when the next one does."""
    first = now.astimezone(zone).date().replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return datetime.combine(first, time.min, zone), datetime.combine(following, time.min, zone)


def _number(limit: int) -> str:
    return "any number of" if limit == UNLIMITED else str(limit)
