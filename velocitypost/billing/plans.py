"""What each plan allows, as data. Whoever enforces a limit asks here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from velocitypost.accounts.model import PlanKey

UNLIMITED = -1


@dataclass(frozen=True)
class Plan:
    """A plan and its limits. `price_usd_month` in whole US dollars; `UNLIMITED` (-1) means without limit.

    Platforms and domains that are marked as Pro's are part of it where `everything` holds. `white_label` is kept for
    what has yet to be built: nobody offers it.
    """

    key: PlanKey
    name: str
    price_usd_month: int
    max_platforms: int
    max_posts_per_day: int
    max_domains: int
    everything: bool
    file_upload: bool
    advanced_ai: bool
    white_label: bool
    summary: tuple[str, ...]

    def allows_platforms(self, connected: int) -> bool:
        """Whether this many different platforms may be connected."""
        return self.max_platforms == UNLIMITED or connected <= self.max_platforms

    def allows_domains(self, chosen: int) -> bool:
        """Whether this many content domains may be chosen."""
        return self.max_domains == UNLIMITED or chosen <= self.max_domains

    def allows_posts(self, that_day: int) -> bool:
        """Whether this many posts may go out on one day."""
        return self.max_posts_per_day == UNLIMITED or that_day <= self.max_posts_per_day


_PLANS = (
    Plan(
        key="free",
        name="Free",
        price_usd_month=0,
        max_platforms=2,
        max_posts_per_day=2,
        max_domains=2,
        everything=False,
        file_upload=False,
        advanced_ai=False,
        white_label=False,
        summary=("2 platforms", "2 posts a day"),
    ),
    Plan(
        key="pro",
        name="Pro",
        price_usd_month=29,
        max_platforms=5,
        max_posts_per_day=10,
        max_domains=UNLIMITED,
        everything=True,
        file_upload=True,
        advanced_ai=True,
        white_label=False,
        summary=("5 platforms", "10 posts a day"),
    ),
    Plan(
        key="agency",
        name="Agency",
        price_usd_month=99,
        max_platforms=UNLIMITED,
        max_posts_per_day=UNLIMITED,
        max_domains=UNLIMITED,
        everything=True,
        file_upload=True,
        advanced_ai=True,
        white_label=True,
        summary=("As many platforms as you like", "As many posts as you like"),
    ),
)


class Plans:
    """The plans there are, cheapest first."""

    def __init__(self, plans: tuple[Plan, ...] = _PLANS) -> None:
        self._plans = {plan.key: plan for plan in plans}

    def of(self, key: PlanKey) -> Plan:
        """The plan of this key."""
        return self._plans[key]

    def next_with(self, enough: Callable[[Plan], bool]) -> Plan | None:
        """The cheapest plan that has enough; None where none has."""
        return next((plan for plan in self._plans.values() if enough(plan)), None)

    def all(self) -> tuple[Plan, ...]:
        return tuple(self._plans.values())
