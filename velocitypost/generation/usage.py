"""What models have cost a workspace, month by month, and how much more they may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from velocitypost.generation.engines.prices import MICRO, Price

Purpose = Literal["post", "another", "batch", "picture"]
HELD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Call:
    """One call to an engine, as it ended. `outcome` is "ok" or that of an `EngineError`.

    `micro_usd` are millionths of a US dollar; None where the model's price is not known. `counted` says that the
    service itself told the tokens. `own_key` says that the workspace's own key was used.
    """

    id: str
    workspace_id: str
    at: datetime
    engine: str
    model: str
    purpose: Purpose
    outcome: str
    tokens_in: int
    tokens_out: int
    micro_usd: int | None
    seconds: float
    counted: bool
    own_key: bool


@dataclass(frozen=True)
class Spent:
    """What one engine took in a month."""

    calls: int = 0
    failures: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    micro_usd: int = 0
    seconds: float = 0.0
    unpriced_calls: int = 0


@dataclass(frozen=True)
class Hold:
    """What a call that is under way may take at most. It no longer counts after `until`: its caller is gone."""

    tokens: int
    micro_usd: int
    until: datetime


@dataclass(frozen=True)
class Month:
    """A workspace's month, in the workspace's own zone. `id` is `<workspace>:<yyyy-mm>`."""

    id: str
    workspace_id: str
    month: str
    tokens: int = 0
    micro_usd: int = 0
    engines: Mapping[str, Spent] = field(default_factory=dict)
    holds: Mapping[str, Hold] = field(default_factory=dict)
    version: int = 1

    def held(self, now: datetime) -> tuple[int, int]:
        """Tokens and millionths of a dollar that calls under way may still take."""
        live = [hold for hold in self.holds.values() if hold.until > now]
        return sum(hold.tokens for hold in live), sum(hold.micro_usd for hold in live)


@dataclass(frozen=True)
class Budget:
    """What a workspace may take in a month; None is without a limit."""

    tokens: int | None = None
    micro_usd: int | None = None

    def refusal(self, month: Month, hold: Hold, now: datetime) -> str | None:
        """Why a call that may take as much as `hold` must not be made; None where it may."""
        tokens, micro_usd = month.held(now)
        if self.tokens is not None and month.tokens + tokens + hold.tokens > self.tokens:
            return f"This month's budget of {self.tokens:,} tokens is used up."
        if self.micro_usd is not None and month.micro_usd + micro_usd + hold.micro_usd > self.micro_usd:
            return f"This month's budget of {dollars(self.micro_usd)} is used up."
        return None


def month_of(now: datetime, zone: str) -> str:
    """The month in that zone, such as "2026-03"."""
    return f"{now.astimezone(ZoneInfo(zone)):%Y-%m}"


def month_id(workspace_id: str, month: str) -> str:
    return f"{workspace_id}:{month}"


def hold_for(price: Price | None, tokens_in: int, tokens_out: int, now: datetime) -> Hold:
    """What a call of at most so many tokens may take."""
    cost = price.micro_usd(tokens_in, tokens_out) if price else 0
    return Hold(tokens_in + tokens_out, cost, now + HELD_FOR)


def dollars(micro_usd: int) -> str:
    """For people: cents, or as many places as a small sum needs."""
    amount = micro_usd / MICRO
    return f"${amount:,.2f}" if micro_usd == 0 or amount >= 0.01 else f"${amount:.6f}".rstrip("0")
