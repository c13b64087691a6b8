"""When a sign-in is renewed: ahead of its end, and not all of them at the same moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from velocitypost.connections.tokens import Tokens
from velocitypost.core.clock import ManualClock
from velocitypost.core.oauth2 import Token
from velocitypost.core.vault import Vault

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOBODY = cast(Any, None)
TOKENS = Tokens(NOBODY, NOBODY, NOBODY, NOBODY, Vault({"k": bytes(32)}), ManualClock(NOW), NOBODY)


def ahead(*, lasts: timedelta, refresh: str | None = "r", renews: bool = False) -> list[timedelta]:
    """How long before their end fifty sign-ins of the same moment are renewed."""
    ends = NOW + lasts
    rows = [TOKENS.seal("connection_1", Token("a", refresh, ends, ()), renews=renews) for _ in range(50)]
    return sorted(ends - cast(datetime, row["refresh_at"]) for row in rows)


def test_fifty_accounts_of_one_hour_are_renewed_within_ten_minutes_of_each_other() -> None:
    early = ahead(lasts=timedelta(hours=2))
    assert timedelta(minutes=20) <= early[0] < early[-1] <= timedelta(minutes=30)
    assert len(set(early)) > 40
    assert early[-1] - early[0] > timedelta(minutes=3)


def test_a_token_that_renews_itself_is_renewed_ten_days_before_and_days_apart() -> None:
    early = ahead(lasts=timedelta(days=60), refresh=None, renews=True)
    assert timedelta(days=10) <= early[0] < early[-1] <= timedelta(days=13)
    assert early[-1] - early[0] > timedelta(days=1)


def test_a_short_token_is_renewed_at_half_its_life_and_one_that_cannot_be_is_left_alone() -> None:
    assert set(ahead(lasts=timedelta(minutes=10))) == {timedelta(minutes=5)}
    assert TOKENS.seal("c", Token("a", None, NOW + timedelta(days=60), ()))["refresh_at"] is None
    assert TOKENS.seal("c", Token("a", "r", None, ()))["refresh_at"] is None
