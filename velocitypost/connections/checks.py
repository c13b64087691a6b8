"""The daily look at every connection, and the warnings in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from velocitypost.connections.connecting import shown
from velocitypost.connections.health import Concern, Health, QuotaLeft, health_of
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.connections.store import ConnectionStore
from velocitypost.contract.errors import PlatformError, ReconnectNeeded
from velocitypost.core.clock import Clock
from velocitypost.core.database import DatabaseError
from velocitypost.core.events import Event, Events
from velocitypost.core.log import get_logger
from velocitypost.core.ratelimit import RateLimiter
from velocitypost.core.side_by_side import for_each

log = get_logger(__name__)
_EVERY = timedelta(hours=24)
_AGAIN = timedelta(hours=1)
_AT_ONCE = 50
_WARN_DAYS = (14, 7, 1)


@dataclass(frozen=True)
class ConnectionWarned(Event):
    """Something about a connection will break. `key` is the same for the same warning, which is to be told once."""

    connection_id: str
    key: str
    message: str


@dataclass(frozen=True)
class FollowersCounted(Event):
    """An account's followers were counted."""

    connection_id: str
    followers: int


class Checks:
    """Asks each service once a day who the account is, and tells what will break 14, 7 and 1 days before."""

    def __init__(
        self,
        store: ConnectionStore,
        connections: ConnectionService,
        limiter: RateLimiter,
        clock: Clock,
        events: Events,
        *,
        quota_key: Callable[[Connection], str],
    ) -> None:
        self._store = store
        self._connections = connections
        self._limiter = limiter
        self._clock = clock
        self._events = events
        self._quota_key = quota_key

    def health(self, connection: Connection) -> Health:
        """How the connection stands, from what is known; nobody is asked."""
        platform = self._connections.platform_of(connection)
        return health_of(connection, platform, now=self._clock.now(), quota=self._quota(connection))

    def look(self, connection: Connection) -> Health:
        """Asks the service now, as the daily check does."""
        self._check(connection)
        return self.health(self._connections.get(connection.workspace_id, connection.id))

    def run_due(self) -> int:
        """Checks every connection whose day has come. How many there were."""
        due = self._store.due_for_check(self._clock.now(), most=_AT_ONCE)
        for_each(due, self._look_at)
        return len(due)

    def _look_at(self, connection: Connection) -> None:
        self._check(connection)
        self._warn(self._store.find(connection.id) or connection)

    def _check(self, connection: Connection) -> None:
        now = self._clock.now()
        if connection.status == "reconnect_needed":
            self._store.note_check(connection.id, {"check_at": now + _EVERY})
            return
        platform = self._connections.platform_of(connection)
        missed = {"check_at": now + _AGAIN, "check_failed_at": now}
        try:
            profile = platform.identify(self._connections.client_for(connection))
        except ReconnectNeeded as error:
            self._connections.lose(connection, error.reason)
            self._store.note_check(connection.id, {"check_at": now + _EVERY})
        except PlatformError as error:
            # A passing trouble says nothing about the sign-in: nobody is disconnected for it.
            log.info("connection_not_checked", connection=connection.id, reason=error.reason)
            self._store.note_check(connection.id, missed)
        except DatabaseError:
            raise
        except Exception:  # one account's strange answer must not keep the others from being looked at
            log.exception("check_failed_inside", connection=connection.id)
            self._store.note_check(connection.id, missed)
        else:
            facts = shown(profile) if profile.platform_user_id == connection.platform_user_id else {}
            noted = {"checked_at": now, "check_failed_at": None, "check_at": now + _EVERY}
            self._store.note_check(connection.id, {**facts, **noted})
            if profile.follower_count is not None:
                self._events.publish(FollowersCounted(connection.workspace_id, connection.id, profile.follower_count))

    def _warn(self, connection: Connection) -> None:
        now = self._clock.now()
        for concern in self.health(connection).concerns:
            if concern.severity != "note" and (key := _told_once(connection, concern, now)):
                self._events.publish(
                    ConnectionWarned(connection.workspace_id, connection.id, key, _about(connection, concern))
                )

    def _quota(self, connection: Connection) -> QuotaLeft | None:
        left = self._limiter.left(self._quota_key(connection), now=self._clock.now())
        return QuotaLeft(left.capacity, left.tokens, left.closed_until) if left else None


def _told_once(connection: Connection, concern: Concern, now: datetime) -> str | None:
    """The warning's key: one for each threshold that has been passed; None where it is not yet time."""
    if concern.code == "reconnect":
        return None  # told at the moment it happens
    if concern.at is None:
        return f"{connection.id}/{concern.code}/{connection.connected_at:%Y%m%d}"
    left = (concern.at - now) / timedelta(days=1)
    passed = [days for days in _WARN_DAYS if left <= days]
    return f"{connection.id}/{concern.code}/{concern.at:%Y%m%d}/{min(passed)}" if passed else None


def _about(connection: Connection, concern: Concern) -> str:
    return f"{connection.name or connection.username}: {concern.message}"
