"""How the automation stands right now: what the centre of the interface shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from velocitypost.accounts.model import PublishingState, Workspace
from velocitypost.automation.filling import Filler
from velocitypost.automation.model import STANDING, Automation, AutomationStatus, Entry, EntryState, status_of
from velocitypost.automation.store import EntryStore
from velocitypost.automation.velocity import Velocity
from velocitypost.billing.plans import UNLIMITED
from velocitypost.core.clock import Clock
from velocitypost.publishing.history import Outings
from velocitypost.publishing.rates import engagement_rate


@dataclass(frozen=True)
class Status:
    """Counts of today are by the automation's own day, or the workspace's where none is set up.

    `remaining` is None where the plan has no limit. `next_held`: the next post would not go out as things stand.
    `rate` is that of today's posts, in percent; None where no platform tells it.
    """

    status: AutomationStatus
    publishing: PublishingState
    posts_today: int
    posts_remaining: int | None
    next_at: datetime | None
    next_held: bool
    platforms_active: tuple[str, ...]
    content_queue: int
    to_review: int
    total_engagement: int
    rate: float | None
    velocity: Velocity
    resets_at: datetime


class Standing:
    """Reads it. `plan_per_day` tells how many posts a day a workspace's plan allows, by its id."""

    def __init__(
        self,
        entries: EntryStore,
        filler: Filler,
        outings: Outings,
        clock: Clock,
        *,
        workspace_of: Callable[[str], Workspace],
        plan_per_day: Callable[[str], int],
    ) -> None:
        self._entries = entries
        self._filler = filler
        self._outings = outings
        self._clock = clock
        self._workspace_of = workspace_of
        self._plan_per_day = plan_per_day

    def of(self, workspace_id: str, automation: Automation | None) -> Status:
        """As it is now; without an automation nothing of it is planned or written."""
        now, workspace = self._clock.now(), self._workspace_of(workspace_id)
        zone = ZoneInfo(automation.schedule.zone if automation else workspace.time_zone)
        today = now.astimezone(zone).date()
        midnight = datetime.combine(today, time.min, zone)
        tomorrow = datetime.combine(today + timedelta(days=1), time.min, zone)
        entries = self._entries.between(workspace_id, midnight, now + timedelta(days=40)) if automation else []
        standing = [entry for entry in entries if entry.state in STANDING]
        went = [one for one in self._outings.since(workspace_id, midnight) if one.at < tomorrow]
        allowed = self._plan_per_day(workspace_id)
        taken = len({one.post_id for one in self._outings.planned(workspace_id, midnight, tomorrow)})
        publishing = workspace.publishing
        status = status_of(automation.state if automation else "off", publishing.state)
        free = [
            entry
            for entry in standing
            if status == "active" and entry.connection_id not in publishing.paused_connections
        ]
        following = _next(free, now) or _next(standing, now)
        return Status(
            status=status,
            publishing=publishing.state,
            posts_today=len({one.post_id for one in went if not one.refused}),
            posts_remaining=None if allowed == UNLIMITED else max(0, allowed - taken),
            next_at=following.at if following else None,
            next_held=following is not None and following not in free,
            platforms_active=tuple(dict.fromkeys(entry.platform for entry in free)),
            content_queue=len([entry for entry in standing if entry.at > now]),
            to_review=self._entries.count(workspace_id, EntryState.TO_REVIEW) if automation else 0,
            total_engagement=sum(one.answers or 0 for one in went),
            rate=engagement_rate(one.numbers for one in went),
            velocity=self._filler.velocity(automation) if automation else Velocity(0, 0, ()),
            resets_at=tomorrow,
        )


def _next(entries: list[Entry], now: datetime) -> Entry | None:
    """The first that a person need not approve before."""
    return next((entry for entry in entries if entry.at > now and entry.state is not EntryState.TO_REVIEW), None)
