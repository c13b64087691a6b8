"""Fills the coming days: reads what stands, plans, and notes each place as a post that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from velocitypost.automation.best_times import Curve, Outcome, learn
from velocitypost.automation.following import FARTHEST, Following
from velocitypost.automation.holidays import holidays
from velocitypost.automation.model import STANDING, TAKEN_OUT, Automation, AutomationChanged, Entry, EntryState
from velocitypost.automation.plan_fit import PlanFit
from velocitypost.automation.planner import Outlet, Slot, Taken, Wish, plan
from velocitypost.automation.planner import Plan as Planned
from velocitypost.automation.store import AutomationStore, EntryStore
from velocitypost.automation.velocity import Pulse, Velocity, velocity_of
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.contract.capabilities import Platform, Publishes
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.publishing.history import Outing, Outings

log = get_logger(__name__)
_LOOKS_BACK = timedelta(days=90)
_COUNTS_BACK = timedelta(days=90)
_BY_A_PERSON = (EntryState.REMOVED, EntryState.REJECTED)
_EARLY = time(3, 0)
_AT_ONCE = 20
_WRITTEN_AHEAD = timedelta(days=3)


class Filler:
    """`draws(platform)` tells whether a picture can be made for a platform that needs one."""

    def __init__(
        self,
        automations: AutomationStore,
        entries: EntryStore,
        connections: ConnectionService,
        outings: Outings,
        plan_fit: PlanFit,
        following: Following,
        clock: Clock,
        events: Events,
        *,
        paused_of: Callable[[str], Sequence[str]],
        draws: Callable[[Platform], bool],
    ) -> None:
        self._automations = automations
        self._entries = entries
        self._connections = connections
        self._outings = outings
        self._plan_fit = plan_fit
        self._following = following
        self._clock = clock
        self._events = events
        self._paused_of = paused_of
        self._draws = draws

    def fill_due(self) -> int:
        """Fills every automation whose time has come. How many there were."""
        due = self._automations.due(self._clock.now(), most=_AT_ONCE)
        for automation in due:
            self.fill(automation)
        return len(due)

    def refit(self, workspace_id: str) -> None:
        """The plan of the workspace has changed: what is planned fits it at once."""
        automation = self._automations.find(workspace_id)
        if automation is not None and automation.state == "running":
            self.fill(automation)

    def fill(self, automation: Automation) -> int:
        """Notes what is wanted for the coming days; safe to repeat. How many places were new."""
        made = 0
        if automation.state == "running":
            self._following.catch_up(automation.workspace_id)
            self._plan_fit.fit(automation)
            slots = self.look_ahead(automation).slots
            made = self._entries.insert([self._entry(automation, slot) for slot in slots])
            log.info("automation_filled", workspace=automation.workspace_id, new=made)
        now = self._clock.now()
        today = now.astimezone(ZoneInfo(automation.schedule.zone)).date()
        filled = replace(
            automation,
            filled_on=today,
            fill_at=_next_morning(today, automation.schedule.zone) if automation.state == "running" else None,
            version=automation.version + 1,
        )
        self._automations.save(filled)
        if made:
            self._events.publish(AutomationChanged(automation.workspace_id))
        return made

    def look_ahead(self, automation: Automation, *, days: int | None = None) -> Planned:
        """What would be planned now; nothing is stored."""
        now, schedule = self._clock.now(), automation.schedule
        zone = ZoneInfo(schedule.zone)
        start = now.astimezone(zone).date()
        length = days or schedule.horizon_days
        until = now + timedelta(days=length + 1)
        # Farther than is planned: a post that somebody moved there leaves its place taken.
        standing = self._entries.between(automation.workspace_id, now - _COUNTS_BACK, until + FARTHEST)
        return plan(
            self.wish(automation, start=start, days=length),
            self.outlets(automation),
            self._taken(automation, standing, now - _COUNTS_BACK, until),
            frozenset(entry.key for entry in standing if entry.state in TAKEN_OUT),
            start=start,
            days=length,
            now=now + timedelta(minutes=10),
            seed=automation.seed,
            emptied=list(_emptied(standing)),
        )

    def wish(self, automation: Automation, *, start: date, days: int) -> Wish:
        """What was asked for, within what the plan allows and what the pulse advises."""
        schedule = automation.schedule
        starts, ends = schedule.hours
        return Wish(
            zone=schedule.zone,
            starts=starts,
            ends=ends,
            weekdays=frozenset(schedule.weekdays),
            posts_per_day=self.velocity(automation).posts_per_day,
            spacing=schedule.spacing,
            mix=self._plan_fit.mix(automation),
            times=tuple(time.fromisoformat(moment) for moment in schedule.times),
            plan_per_day=self._plan_fit.posts_per_day(automation.workspace_id),
            plan_zone=self._plan_fit.zone(automation.workspace_id),
            skipped=holidays(schedule.holidays_of, start, days) if schedule.holidays_of else {},
        )

    def velocity(self, automation: Automation) -> Velocity:
        """How fast to post now, and why."""
        now = self._clock.now()
        outings = self._outings.since(automation.workspace_id, now - timedelta(days=28))
        return velocity_of(automation.schedule.posts_per_day, _pulse(outings, now))

    def outlets(self, automation: Automation) -> list[Outlet]:
        """The accounts that take part and can."""
        found = []
        for connection in self._chosen(automation):
            platform = self._connections.platform_of(connection)
            if self.why_not(automation, connection) is None:
                found.append(
                    Outlet(
                        id=connection.id,
                        name=platform.spec.name,
                        priority=automation.priorities[connection.id],
                        curve=self.curve(automation.workspace_id, connection, automation.schedule.zone),
                        per_day=_per_day(platform),
                    )
                )
        return found

    def why_not(self, automation: Automation, connection: Connection) -> str | None:
        """Why an account takes no part, in words; None where it does."""
        platform = self._connections.platform_of(connection)
        name = platform.spec.name
        if connection.id in self._paused_of(automation.workspace_id):
            return f"{name} is paused."
        if connection.status == "reconnect_needed":
            return f"{name} must be connected again."
        if not isinstance(platform, Publishes):
            return f"{name} lets no other program post."
        limits = platform.spec.limits
        if limits.media_required and not limits.images_max:
            return f"{name} takes only videos, which are not made by themselves."
        if limits.media_required and not self._draws(platform):
            return f"{name} needs a picture with each post."
        if needed := [option.label for option in platform.spec.options if option.required and option.default is None]:
            return f"{name} needs to be told: {', '.join(needed)}. That cannot be guessed."
        return self._plan_fit.why_beyond(automation, connection)

    def curve(self, workspace_id: str, connection: Connection, zone_name: str) -> Curve:
        """When this account's followers answer best, on the clock of this zone."""
        zone = ZoneInfo(zone_name)
        outings = self._outings.of(workspace_id, connection.id, self._clock.now() - _LOOKS_BACK)
        seen = [
            Outcome(outing.at.astimezone(zone).replace(tzinfo=None), outing.answers)
            for outing in outings
            if outing.answers is not None
        ]
        return learn(connection.platform, seen)

    def _chosen(self, automation: Automation) -> list[Connection]:
        known = {connection.id: connection for connection in self._connections.list(automation.workspace_id)}
        return [known[account] for account in automation.priorities if account in known]

    def _taken(
        self, automation: Automation, standing: Sequence[Entry], since: datetime, until: datetime
    ) -> list[Taken]:
        own = {entry.post_id: entry for entry in standing}
        since_mix = automation.mix_since or automation.created_at
        taken = [
            Taken(e.connection_id, e.at, e.domain, e.key, e.created_at >= since_mix)
            for e in standing
            if e.state in STANDING
        ]
        by_hand = self._outings.planned(automation.workspace_id, since, until)
        return taken + [Taken(outing.connection_id, outing.at) for outing in by_hand if outing.post_id not in own]

    def _entry(self, automation: Automation, slot: Slot) -> Entry:
        now = self._clock.now()
        connection = self._connections.get(automation.workspace_id, slot.outlet_id)
        return Entry(
            id=entry_id(automation.workspace_id, slot.key),
            workspace_id=automation.workspace_id,
            key=slot.key,
            day=slot.day.isoformat(),
            connection_id=slot.outlet_id,
            platform=connection.platform,
            domain=slot.domain,
            local=slot.local.isoformat(timespec="minutes"),
            zone=automation.schedule.zone,
            at=slot.at,
            reasons=slot.reasons,
            exploring=slot.exploring,
            state=EntryState.WANTED,
            post_id=new_id("post"),
            created_at=now,
            updated_at=now,
            due=max(now, slot.at - _WRITTEN_AHEAD) if not automation.review else now,
        )


def _emptied(standing: Sequence[Entry]) -> Iterator[Taken]:
    """The times that a person does not want: what was taken out of them, or moved away from them."""
    for entry in standing:
        if entry.state in _BY_A_PERSON:
            yield Taken(entry.connection_id, entry.at, entry.domain, entry.key)
        if entry.moved_from is not None:
            yield Taken(entry.connection_id, entry.moved_from, entry.domain, entry.key)


def entry_id(workspace_id: str, key: str) -> str:
    """The id of a place: whoever plans it again plans the same one."""
    day, _, number = key.partition("/")
    return f"entry_{workspace_id.partition('_')[2]}_{day.replace('-', '')}_{number}"


def _per_day(platform: Platform) -> int | None:
    pace = platform.spec.pace
    if pace.window_seconds < 3600:
        return None
    return max(1, int(pace.posts_per_window * min(1.0, 86_400 / pace.window_seconds)))


def _next_morning(today: date, zone: str) -> datetime:
    return datetime.combine(today + timedelta(days=1), _EARLY, ZoneInfo(zone)).astimezone(UTC)


def _pulse(outings: Sequence[Outing], now: datetime) -> Pulse:
    middle = now - timedelta(days=14)

    def answers(of: Callable[[Outing], bool]) -> tuple[int, ...]:
        return tuple(outing.answers for outing in outings if outing.answers is not None and of(outing))

    lately = [outing for outing in outings if outing.at >= now - timedelta(days=7)]
    return Pulse(
        before=answers(lambda outing: outing.at < middle),
        lately=answers(lambda outing: outing.at >= middle),
        sent=len(lately),
        refused=sum(outing.refused for outing in lately),
        slowed=sum(outing.slowed for outing in lately),
    )


def by_hour(curve: Curve) -> Mapping[str, Mapping[str, float | int]]:
    """The curve as plain JSON: "weekday-hour" to its factor."""
    return {
        f"{weekday}-{hour}": {"value": f.value, "low": f.low, "high": f.high, "posts": f.posts}
        for (weekday, hour), f in curve.factors.items()
    }
