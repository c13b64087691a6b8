"""How a connection stands: what is broken, what will break and when, and what to do. Pure rules over what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from velocitypost.connections.model import Connection
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.spec import OAuth2

SOON = timedelta(days=14)
_LONG_UNCHECKED = timedelta(days=3)


@dataclass(frozen=True)
class Concern:
    """Something that a person should know. `at` is when it happens, `action` what the person can do about it."""

    code: Literal["reconnect", "sign_in_ends", "scopes_missing", "version_ends", "quota_used_up", "not_reached"]
    severity: Literal["broken", "soon", "note"]
    message: str
    at: datetime | None = None
    action: Literal["reconnect", "wait", "none"] = "none"


@dataclass(frozen=True)
class QuotaLeft:
    """What the service still takes: `remaining` of `limit`, and when it is full again where that is known."""

    limit: int
    remaining: int
    resets_at: datetime | None


@dataclass(frozen=True)
class Health:
    """A connection's state on one page. `sign_in_ends_at` is None where the sign-in renews itself or does not end."""

    connection_id: str
    state: Literal["good", "soon", "broken"]
    concerns: tuple[Concern, ...]
    sign_in_ends_at: datetime | None
    renews_itself: bool
    missing_scopes: tuple[str, ...]
    last_success_at: datetime | None
    checked_at: datetime | None
    quota: QuotaLeft | None
    version: str | None
    version_ends_on: date | None


def health_of(connection: Connection, platform: Platform, *, now: datetime, quota: QuotaLeft | None = None) -> Health:
    """Everything to be said of a connection at `now`."""
    spec = platform.spec
    renews = connection.refresh_at is not None
    ends_at = None if renews else connection.token_expires_at
    missing = missing_scopes(connection, platform)
    version = spec.version
    version_ends = version.source.expires_on if version else None
    concerns = [
        *_sign_in(connection, spec.name, ends_at, now),
        *_scopes(spec.name, missing),
        *_version(spec.name, version_ends, now),
        *_quota(spec.name, quota),
        *_reach(connection, spec.name, now),
    ]
    worst = {concern.severity for concern in concerns}
    return Health(
        connection_id=connection.id,
        state="broken" if "broken" in worst else "soon" if "soon" in worst else "good",
        concerns=tuple(concerns),
        sign_in_ends_at=ends_at,
        renews_itself=renews,
        missing_scopes=missing,
        last_success_at=connection.last_success_at,
        checked_at=connection.checked_at,
        quota=quota,
        version=version.name if version else None,
        version_ends_on=version_ends,
    )


def missing_scopes(connection: Connection, platform: Platform) -> tuple[str, ...]:
    """The permissions that we asked for and were not given, where the service says which it gave."""
    auth = platform.spec.auth
    if not isinstance(auth, OAuth2) or not connection.permissions:
        return ()
    given = set(connection.permissions)
    return tuple(scope for scope in auth.scopes if scope not in given and scope not in auth.silent_scopes)


def _sign_in(connection: Connection, name: str, ends_at: datetime | None, now: datetime) -> list[Concern]:
    if connection.status == "reconnect_needed":
        reason = connection.status_reason or f"{name} asks you to sign in again."
        return [Concern("reconnect", "broken", reason, action="reconnect")]
    if ends_at is None:
        return []
    if ends_at <= now:
        message = f"Your sign-in at {name} ended on {_day(ends_at)}. Connect the account again."
        return [Concern("sign_in_ends", "broken", message, ends_at, "reconnect")]
    if ends_at - now > SOON:
        message = f"{name} will ask you to sign in again on {_day(ends_at)}."
        return [Concern("sign_in_ends", "note", message, ends_at)]
    message = f"{name} will ask you to sign in again on {_day(ends_at)}. Connect the account again before that."
    return [Concern("sign_in_ends", "soon", message, ends_at, "reconnect")]


def _scopes(name: str, missing: tuple[str, ...]) -> list[Concern]:
    if not missing:
        return []
    message = (
        f"{name} did not give every permission we asked for ({', '.join(missing)}). Some things will not work. "
        "Connect the account again and leave all boxes ticked."
    )
    return [Concern("scopes_missing", "soon", message, action="reconnect")]


def _version(name: str, ends_on: date | None, now: datetime) -> list[Concern]:
    if ends_on is None:
        return []
    at = datetime.combine(ends_on, time.min, UTC)
    if at - now > SOON:
        return []
    when = f"ended on {_day(at)}" if at <= now else f"ends on {_day(at)}"
    message = f"The version of {name}'s interface that this installation speaks {when}. Update VelocityPost."
    return [Concern("version_ends", "broken" if at <= now else "soon", message, at)]


def _quota(name: str, quota: QuotaLeft | None) -> list[Concern]:
    if quota is None or quota.remaining > 0:
        return []
    until = f" until {quota.resets_at:%H:%M} UTC" if quota.resets_at else " for now"
    message = f"{name} takes no more posts from this account{until}. What is planned waits and goes out then."
    return [Concern("quota_used_up", "note", message, quota.resets_at, "wait")]


def _reach(connection: Connection, name: str, now: datetime) -> list[Concern]:
    if connection.check_failed_at is None or connection.status == "reconnect_needed":
        return []
    since = connection.checked_at or connection.connected_at
    if now - since < _LONG_UNCHECKED:
        return []
    message = f"{name} could not be asked about this account since {_day(since)}. It stays connected; we keep trying."
    return [Concern("not_reached", "note", message, since, "wait")]


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
