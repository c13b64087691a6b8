"""The coming days before they come: what would go wrong, where, and what to do now. Nothing is sent or stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from velocitypost.automation.filling import Filler
from velocitypost.automation.model import STANDING, Automation
from velocitypost.automation.store import EntryStore
from velocitypost.connections.checks import Checks
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.contract.types import Draft
from velocitypost.core.clock import Clock

DAYS = 30


@dataclass(frozen=True)
class Finding:
    """Something that would go wrong, or that one should know: when, at which account, and what to do."""

    severity: Literal["breaks", "note"]
    code: str
    message: str
    action: str = ""
    day: date | None = None
    connection_id: str | None = None


@dataclass(frozen=True)
class Rehearsed:
    """What the coming `days` days would bring. `cost` is a decimal text by currency, of what platforms charge."""

    days: int
    posts: int
    by_account: dict[str, int]
    cost: dict[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Coming:
    """One post to come."""

    connection_id: str
    at: datetime
    text: str


class Rehearsal:
    """Walks through the coming days by the same rules by which they will be planned."""

    def __init__(
        self, filler: Filler, entries: EntryStore, connections: ConnectionService, checks: Checks, clock: Clock
    ) -> None:
        self._filler = filler
        self._entries = entries
        self._connections = connections
        self._checks = checks
        self._clock = clock

    def run(self, automation: Automation, *, days: int = DAYS) -> Rehearsed:
        """What would happen if nobody did anything."""
        now = self._clock.now()
        zone = ZoneInfo(automation.schedule.zone)
        ahead = self._filler.look_ahead(automation, days=days)
        standing = self._entries.between(automation.workspace_id, now, now + timedelta(days=days))
        coming = [_Coming(e.connection_id, e.at, e.text) for e in standing if e.state in STANDING]
        coming += [_Coming(slot.outlet_id, slot.at, "") for slot in ahead.slots]
        coming.sort(key=lambda one: one.at)
        accounts = {connection.id: connection for connection in self._connections.list(automation.workspace_id)}
        taking_part = [accounts[account] for account in automation.priorities if account in accounts]
        findings = [
            *self._left_out(automation, taking_part),
            *self._sign_ins(taking_part, coming),
            *self._quotas(taking_part, coming, zone),
            *_emptier(ahead.unfilled),
            *_clock_changes(zone, now.astimezone(zone).date(), days),
            *_slowed(self._filler.velocity(automation).reasons),
        ]
        return Rehearsed(
            days=days,
            posts=len(coming),
            by_account=dict(Counter(one.connection_id for one in coming)),
            cost=self._cost(accounts, coming),
            findings=tuple(sorted(findings, key=lambda f: (f.severity != "breaks", f.day or date.max))),
        )

    def _left_out(self, automation: Automation, accounts: Sequence[Connection]) -> Iterator[Finding]:
        for account in accounts:
            if (why := self._filler.why_not(automation, account)) is not None:
                message = f"{account.name} takes no part: {why}"
                yield Finding("breaks", "left_out", message, connection_id=account.id)

    def _sign_ins(self, accounts: Sequence[Connection], coming: Sequence[_Coming]) -> Iterator[Finding]:
        for account in accounts:
            ends_at = self._checks.health(account).sign_in_ends_at
            late = [one for one in coming if ends_at and one.connection_id == account.id and one.at >= ends_at]
            if ends_at is not None and late:
                name = self._connections.platform_of(account).spec.name
                message = (
                    f"{name} will ask you to sign in again on {ends_at.day} {ends_at:%B}; "
                    f"{len(late)} posts of {account.name} come after that and would wait."
                )
                yield Finding(
                    "breaks", "sign_in_ends", message, "Connect the account again before.", ends_at.date(), account.id
                )

    def _quotas(self, accounts: Sequence[Connection], coming: Sequence[_Coming], zone: ZoneInfo) -> Iterator[Finding]:
        for account in accounts:
            pace = self._connections.platform_of(account).spec.pace
            per_day = pace.posts_per_window * max(1.0, 86_400 / pace.window_seconds)
            days = Counter(one.at.astimezone(zone).date() for one in coming if one.connection_id == account.id)
            for day, count in sorted(days.items()):
                if count > per_day:
                    name = self._connections.platform_of(account).spec.name
                    message = f"{count} posts to {name} on {day.day} {day:%B}; it takes about {per_day:.0f} a day."
                    yield Finding("breaks", "quota", message, "Plan fewer posts a day.", day, account.id)

    def _cost(self, accounts: dict[str, Connection], coming: Sequence[_Coming]) -> dict[str, str]:
        totals: dict[str, Decimal] = {}
        for one in coming:
            account = accounts.get(one.connection_id)
            cost = self._connections.platform_of(account).cost(Draft(one.text)) if account else None
            if cost is not None:
                totals[cost.currency] = totals.get(cost.currency, Decimal(0)) + Decimal(cost.amount)
        return {currency: str(total) for currency, total in totals.items()}


def _emptier(unfilled: Sequence[tuple[date, str]]) -> Iterator[Finding]:
    for why, days in _by_reason(unfilled).items():
        which = ", ".join(f"{day.day} {day:%B}" for day in days[:4]) + (
            f" and {len(days) - 4} more" if days[4:] else ""
        )
        yield Finding("note", "emptier", f"{which}: {why}", day=days[0])


def _by_reason(unfilled: Sequence[tuple[date, str]]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day, why in unfilled:
        found.setdefault(why, []).append(day)
    return found


def _clock_changes(zone: ZoneInfo, start: date, days: int) -> Iterator[Finding]:
    for number in range(days):
        day = start + timedelta(days=number)
        midnight, next_midnight = (
            datetime.combine(one, time(12), zone).astimezone(UTC) for one in (day, day + timedelta(days=1))
        )
        if next_midnight - midnight != timedelta(days=1):
            changed = day + timedelta(days=1)
            message = f"The clocks change on {changed.day} {changed:%B}. Posts keep to the time on the clock."
            yield Finding("note", "clock_change", message, day=changed)


def _slowed(reasons: Sequence[str]) -> Iterator[Finding]:
    for reason in reasons:
        yield Finding("note", "slowed", reason)
