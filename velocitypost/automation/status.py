"""How the automation stands right now: what the centre of the interface shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from velocitypost.automation.filling import Filler
from velocitypost.automation.model import STANDING, Automation, EntryState
from velocitypost.automation.store import EntryStore
from velocitypost.automation.velocity import Velocity
from velocitypost.core.clock import Clock
from velocitypost.publishing.history import Outings


@dataclass(frozen=True)
class Status:
    """Counts of today are by the automation's own day. `remaining` is None where the plan has no limit."""

    posts_today: int
    posts_remaining: int | None
    next_at: datetime | None
    platforms_active: tuple[str, ...]
    content_queue: int
    to_review: int
    total_engagement: int
    velocity: Velocity
    resets_at: datetime


class Standing:
    """Reads it."""

    def __init__(self, entries: EntryStore, filler: Filler, outings: Outings, clock: Clock) -> None:
        self._entries = entries
        self._filler = filler
        self._outings = outings
        self._clock = clock

    def of(self, automation: Automation) -> Status:
        """As it is now."""
        now = self._clock.now()
        zone = ZoneInfo(automation.schedule.zone)
        today = now.astimezone(zone).date()
        midnight = datetime.combine(today, time.min, zone)
        tomorrow = datetime.combine(today + timedelta(days=1), time.min, zone)
        entries = self._entries.between(automation.workspace_id, midnight, now + timedelta(days=40))
        standing = [entry for entry in entries if entry.state in STANDING]
        went = [one for one in self._outings.since(automation.workspace_id, midnight) if one.at < tomorrow]
        allowed = self._filler.wish(automation, start=today, days=1).plan_per_day
        taken = len({one.post_id for one in self._outings.planned(automation.workspace_id, midnight, tomorrow)})
        coming = [entry for entry in standing if entry.at > now and entry.state is not EntryState.TO_REVIEW]
        running = automation.state == "running"
        return Status(
            posts_today=len({one.post_id for one in went if not one.refused}),
            posts_remaining=None if allowed < 0 else max(0, allowed - taken),
            next_at=coming[0].at if coming and running else None,
            platforms_active=tuple(dict.fromkeys(entry.platform for entry in standing)) if running else (),
            content_queue=len([entry for entry in standing if entry.at > now]),
            to_review=self._entries.count(automation.workspace_id, EntryState.TO_REVIEW),
            total_engagement=sum(one.answers or 0 for one in went),
            velocity=self._filler.velocity(automation),
            resets_at=tomorrow,
        )
