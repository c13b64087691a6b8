"""What is said of a connection before it breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from velocitypost.connections.health import Health, QuotaLeft, health_of
from velocitypost.connections.model import Connection
from velocitypost.contract.registry import load
from velocitypost.contract.spec import Source, Version

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
X = load().get("x")


def connection(**changes: Any) -> Connection:
    usual = Connection(
        id="connection_1",
        workspace_id="w",
        platform="x",
        platform_user_id="1",
        username="ada",
        name="Ada",
        status="connected",
        permissions=(),
        connected_at=NOW - timedelta(days=50),
        access_token="sealed",
    )
    return replace(usual, **changes)


def health(changed: Connection, quota: QuotaLeft | None = None) -> Health:
    return health_of(changed, X, now=NOW, quota=quota)


def test_a_sign_in_that_renews_itself_is_no_concern() -> None:
    found = health(connection(token_expires_at=NOW + timedelta(hours=1), refresh_at=NOW + timedelta(minutes=30)))
    assert found.state == "good"
    assert found.renews_itself
    assert found.sign_in_ends_at is None


def test_a_sign_in_that_ends_is_told_with_its_day() -> None:
    found = health(connection(token_expires_at=datetime(2026, 3, 12, tzinfo=UTC)))
    assert found.state == "soon"
    assert found.concerns[0].message == (
        "X will ask you to sign in again on 12 March 2026. Connect the account again before that."
    )


def test_a_sign_in_that_ends_later_is_a_note() -> None:
    found = health(connection(token_expires_at=NOW + timedelta(days=40)))
    assert (found.state, found.concerns[0].severity) == ("good", "note")


def test_a_sign_in_that_has_ended_is_broken() -> None:
    found = health(connection(token_expires_at=NOW - timedelta(days=1)))
    assert (found.state, found.concerns[0].action) == ("broken", "reconnect")


def test_a_lost_account_says_why() -> None:
    found = health(connection(status="reconnect_needed", status_reason="X no longer accepts our sign-in."))
    assert (found.state, found.concerns[0].message) == ("broken", "X no longer accepts our sign-in.")


def test_permissions_that_were_left_out_are_named() -> None:
    found = health(connection(permissions=("tweet.read", "users.read", "offline.access", "media.write")))
    assert found.missing_scopes == ("tweet.write",)
    assert "tweet.write" in found.concerns[0].message


def test_a_service_that_does_not_name_permissions_is_not_suspected() -> None:
    assert health(connection(permissions=())).missing_scopes == ()


def test_a_version_that_is_switched_off_soon_is_told() -> None:
    class Ageing(type(X)):  # type: ignore[misc]
        spec = replace(X.spec, version=Version("2", Source("https://x.com", date(2026, 1, 1), date(2026, 3, 10))))

    found = health_of(connection(), Ageing(), now=NOW)
    assert (found.state, found.version_ends_on) == ("soon", date(2026, 3, 10))


def test_a_quota_that_is_used_up_is_a_note_with_its_end() -> None:
    found = health(connection(), QuotaLeft(100, 0, NOW + timedelta(minutes=5)))
    assert found.state == "good"
    assert "until 09:05 UTC" in found.concerns[0].message


def test_a_service_that_cannot_be_asked_for_days_is_a_note_and_breaks_nothing() -> None:
    unreached = connection(check_failed_at=NOW, checked_at=NOW - timedelta(days=4))
    found = health(unreached)
    assert (found.state, found.concerns[0].code) == ("good", "not_reached")
