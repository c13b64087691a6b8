"""The two counts that plans bound: posts of a day, and platforms. One place says no, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from velocitypost.accounts.model import Workspace
from velocitypost.billing.allowance import Allowances, Full, PlanLimit
from velocitypost.billing.plans import UNLIMITED, Plan, Plans

Still = Callable[[frozenset[str]], frozenset[str]]


class PostRoom:
    """How many posts may go out on one day of the workspace's own calendar."""

    def __init__(self, allowances: Allowances, plans: Plans, workspace_of: Callable[[str], Workspace]) -> None:
        self._allowances = allowances
        self._plans = plans
        self._workspace_of = workspace_of

    def day_of(self, workspace_id: str, at: datetime) -> date:
        """The day of the workspace's calendar that a moment belongs to."""
        return at.astimezone(ZoneInfo(self._workspace_of(workspace_id).time_zone)).date()

    def take(self, workspace_id: str, post_id: str, day: date, *, still: Still) -> bool:
        """Takes the post's place on that day. Whether it is new. Raises `PlanLimit`."""
        workspace = self._workspace_of(workspace_id)
        plan = self._plans.of(workspace.plan)
        try:
            return self._allowances.take(_key(workspace_id, day), post_id, most=plan.max_posts_per_day, still=still)
        except Full as full:
            raise self._full(workspace, plan, day, full.used) from None

    def foresee(self, workspace_id: str) -> Callable[[datetime], None]:
        """Where many posts are meant for some days: reckons with one for each call, and takes no place.

        What is given raises `PlanLimit` where the day of that moment has no room for one more.
        """
        workspace = self._workspace_of(workspace_id)
        plan, used = self._plans.of(workspace.plan), dict[date, int]()

        def reckon(at: datetime) -> None:
            if plan.max_posts_per_day == UNLIMITED:
                return
            day = at.astimezone(ZoneInfo(workspace.time_zone)).date()
            taken = used[day] if day in used else self.taken(workspace_id, day)
            if taken >= plan.max_posts_per_day:
                raise self._full(workspace, plan, day, taken)
            used[day] = taken + 1

        return reckon

    def _full(self, workspace: Workspace, plan: Plan, day: date, used: int) -> PlanLimit:
        larger = self._plans.next_with(lambda p: p.allows_posts(used + 1))
        return PlanLimit(
            f"The {plan.name} plan sends {_posts(plan.max_posts_per_day)} a day, and {day.day} {day:%B} has {used} "
            f"already. There is room again from midnight ({workspace.time_zone}).{_gives_posts(larger)}",
            kind="posts_per_day",
            used=used,
            limit=plan.max_posts_per_day,
            resets_at=_end_of(day, workspace.time_zone),
            next_plan=larger.key if larger else None,
        )

    def free(self, workspace_id: str, post_id: str, day: date) -> None:
        """The post does not go out on that day."""
        self._allowances.free(_key(workspace_id, day), post_id)

    def taken(self, workspace_id: str, day: date) -> int:
        """How many posts that day has."""
        return self._allowances.taken(_key(workspace_id, day))

    def full_days(self, workspace_id: str, days: Iterable[date]) -> frozenset[date]:
        """Those of the days on which the plan sends no more posts."""
        plan = self._plans.of(self._workspace_of(workspace_id).plan)
        if plan.max_posts_per_day == UNLIMITED:
            return frozenset()
        return frozenset(day for day in {*days} if not plan.allows_posts(self.taken(workspace_id, day) + 1))


class PlatformRoom:
    """How many different platforms a workspace may connect."""

    def __init__(self, allowances: Allowances, plans: Plans, workspace_of: Callable[[str], Workspace]) -> None:
        self._allowances = allowances
        self._plans = plans
        self._workspace_of = workspace_of

    def require(self, workspace_id: str, used: Iterable[str], platform: str) -> None:
        """Raises `PlanLimit` where there is no room for `platform` beside those in use; takes nothing."""
        plan = self._plan(workspace_id)
        others = {*used} - {platform}
        if plan.max_platforms != UNLIMITED and len(others) >= plan.max_platforms:
            raise self._full(plan, len(others))

    def take(self, workspace_id: str, platform: str, *, still: Still) -> None:
        """Takes the platform's place. Raises `PlanLimit`."""
        plan = self._plan(workspace_id)
        try:
            self._allowances.take(f"{workspace_id}/platforms", platform, most=plan.max_platforms, still=still)
        except Full as full:
            raise self._full(plan, full.used) from None

    def free(self, workspace_id: str, platform: str) -> None:
        """No account of this platform is left."""
        self._allowances.free(f"{workspace_id}/platforms", platform)

    def _plan(self, workspace_id: str) -> Plan:
        return self._plans.of(self._workspace_of(workspace_id).plan)

    def _full(self, plan: Plan, used: int) -> PlanLimit:
        larger = self._plans.next_with(lambda p: p.allows_platforms(used + 1))
        more = ""
        if larger is not None:
            room = "any number" if larger.max_platforms == UNLIMITED else str(larger.max_platforms)
            more = f", or upgrade to {larger.name}, which connects {room}"
        return PlanLimit(
            f"The {plan.name} plan connects {plan.max_platforms} platforms, and you use {used}. Disconnect one{more}.",
            kind="platforms",
            used=used,
            limit=plan.max_platforms,
            next_plan=larger.key if larger else None,
        )


def _key(workspace_id: str, day: date) -> str:
    return f"{workspace_id}/posts/{day.isoformat()}"


def _end_of(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)


def _posts(count: int) -> str:
    return "1 post" if count == 1 else f"{count} posts"


def _gives_posts(larger: Plan | None) -> str:
    if larger is None:
        return ""
    room = "as many as you like" if larger.max_posts_per_day == UNLIMITED else str(larger.max_posts_per_day)
    return f" {larger.name} sends {room}."
