"""What the workspace's plan leaves of an automation: how many posts, on how many platforms, about which domains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from velocitypost.automation.model import HORIZON_DAYS, STANDING, Automation, Entry, EntryState
from velocitypost.automation.store import EntryStore
from velocitypost.automation.taking_back import TakingBack
from velocitypost.billing.plans import UNLIMITED, Plan
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.core.clock import Clock
from velocitypost.publishing.history import Outings
from velocitypost.publishing.model import NotPossibleNow

_FURTHEST = timedelta(days=HORIZON_DAYS[1] + 2)
CLEARED_BY_PLAN = "plan"


class PlanFit:
    """`allows_domain(workspace_id, domain)` tells whether the plan includes a domain."""

    def __init__(
        self,
        entries: EntryStore,
        connections: ConnectionService,
        outings: Outings,
        taking_back: TakingBack,
        clock: Clock,
        *,
        plan_of: Callable[[str], Plan],
        zone_of: Callable[[str], str],
        allows_domain: Callable[[str, str], bool],
    ) -> None:
        self._entries = entries
        self._connections = connections
        self._outings = outings
        self._taking_back = taking_back
        self._clock = clock
        self._plan_of = plan_of
        self._zone_of = zone_of
        self._allows_domain = allows_domain

    def posts_per_day(self, workspace_id: str) -> int:
        """The plan's limit, `UNLIMITED` for none."""
        return self._plan_of(workspace_id).max_posts_per_day

    def zone(self, workspace_id: str) -> str:
        """By whose days the plan counts: those of the workspace."""
        return self._zone_of(workspace_id)

    def mix(self, automation: Automation) -> Mapping[str, int]:
        """The shares of the domains that the plan includes."""
        workspace_id = automation.workspace_id
        return {domain: share for domain, share in automation.mix.items() if self._allows_domain(workspace_id, domain)}

    def why_beyond(self, automation: Automation, connection: Connection) -> str | None:
        """Why the plan has no room for an account of the automation, in words; None where it has.

        Where it connects fewer platforms than the automation has, those of the highest priority are meant.
        """
        plan = self._plan_of(automation.workspace_id)
        if plan.max_platforms == UNLIMITED:
            return None
        chosen = sorted(self._chosen(automation), key=lambda one: automation.priorities[one.id])
        families = list(dict.fromkeys(self._family(one) for one in chosen))
        if self._family(connection) not in families[plan.max_platforms :]:
            return None
        name = self._connections.platform_of(connection).spec.name
        return f"The {plan.name} plan posts to {plan.max_platforms} platforms, and {name} is not among the first."

    def fit(self, automation: Automation) -> int:
        """Takes off the plan what the workspace's plan no longer includes. How many posts that were."""
        now = self._clock.now()
        found = self._entries.between(automation.workspace_id, now, now + _FURTHEST)
        coming = [entry for entry in found if entry.state in STANDING]
        accounts = {one.id: one for one in self._chosen(automation)}
        beyond = {one.id for one in accounts.values() if self.why_beyond(automation, one) is not None}
        domains = self.mix(automation)
        surplus = [e for e in coming if e.connection_id in beyond or (not e.text and e.domain not in domains)]
        left = [entry for entry in coming if entry not in surplus]
        surplus += self._above_limit(automation, left, now)
        return sum(self._take_off(automation, entry) for entry in surplus)

    def _above_limit(self, automation: Automation, coming: Sequence[Entry], now: datetime) -> list[Entry]:
        """What each day has beyond the limit: its latest posts, those that nobody has seen first."""
        limit = self.posts_per_day(automation.workspace_id)
        if limit == UNLIMITED:
            return []
        zone = ZoneInfo(self.zone(automation.workspace_id))

        def day(at: datetime) -> date:
            return at.astimezone(zone).date()

        planned = {entry.post_id for entry in coming}
        others = self._outings.planned(automation.workspace_id, now - timedelta(days=1), now + _FURTHEST)
        used = Counter(day(at) for at in {one.post_id: one.at for one in others if one.post_id not in planned}.values())
        surplus = []
        for entry in sorted(coming, key=lambda entry: (entry.state is not EntryState.SCHEDULED, entry.at)):
            used[day(entry.at)] += 1
            if used[day(entry.at)] > limit:
                surplus.append(entry)
        return surplus

    def _take_off(self, automation: Automation, entry: Entry) -> bool:
        if not entry.text:
            return self._entries.delete(entry)
        plan = self._plan_of(automation.workspace_id)
        with suppress(NotPossibleNow):
            problem = f"The {plan.name} plan has no room for it."
            self._taking_back.take(entry, EntryState.CLEARED, cleared_by=CLEARED_BY_PLAN, problem=problem)
            return True
        return False

    def _chosen(self, automation: Automation) -> list[Connection]:
        known = {connection.id: connection for connection in self._connections.list(automation.workspace_id)}
        return [known[account] for account in automation.priorities if account in known]

    def _family(self, connection: Connection) -> str:
        return self._connections.platform_of(connection).spec.belongs_to
