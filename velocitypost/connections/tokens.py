"""Fresh tokens: renewed ahead of their end, by one worker at a time, and stored before they are used.

A rotating refresh token works once: two renewals at the same time would cost the account its connection.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from velocitypost.connections.instances import Instances
from velocitypost.connections.model import ConnectFailed, Connection, ConnectionChanged
from velocitypost.connections.renewal import next_try
from velocitypost.connections.sessions import Sessions
from velocitypost.connections.store import ConnectionStore
from velocitypost.contract.capabilities import Platform, SignsIn
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Unavailable
from velocitypost.contract.registry import Registry
from velocitypost.contract.spec import AppPassword, OAuth2
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.log import get_logger
from velocitypost.core.oauth2 import Refused, Token, Unreachable
from velocitypost.core.vault import CannotOpen, Vault

log = get_logger(__name__)
_AHEAD = timedelta(minutes=20)
_JITTER = timedelta(minutes=10)
_AHEAD_OF_OWN = timedelta(days=10)
_JITTER_OF_OWN = timedelta(days=3)
_TOO_CLOSE = timedelta(seconds=60)
_LEASE = timedelta(seconds=30)
_SIGN_IN_ENDED = frozenset({"invalid_grant", "invalid_token", "access_denied", "invalid_request"})


class Tokens:
    """Opens, renews and seals the tokens of connections."""

    def __init__(
        self,
        store: ConnectionStore,
        registry: Registry,
        instances: Instances,
        sessions: Sessions,
        vault: Vault,
        clock: Clock,
        events: Events,
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._registry = registry
        self._instances = instances
        self._sessions = sessions
        self._vault = vault
        self._clock = clock
        self._events = events
        self._chance = chance

    def renews(self, platform: Platform) -> bool:
        """Whether the platform's tokens renew themselves, without refresh tokens."""
        auth = platform.spec.auth
        return not isinstance(auth, AppPassword) and auth.renew_own is not None

    def seal(self, connection_id: str, token: Token, *, renews: bool = False) -> dict[str, object]:
        """What a connection's row keeps of a token. `renews` says that it renews itself."""
        row: dict[str, object] = {
            "access_token": self._vault.seal(token.access_token, place=f"{connection_id}/access_token"),
            "token_expires_at": token.expires_at,
            "refresh_at": self._refresh_at(token, renews),
            "renewals_failed": 0,
            "permissions": list(token.scopes),
        }
        if token.refresh_token:
            row["refresh_token"] = self._vault.seal(token.refresh_token, place=f"{connection_id}/refresh_token")
        return row

    def access(self, connection: Connection, *, renew: bool = False) -> str:
        """A token that works now. Raises `ReconnectNeeded`, or `Unavailable` where a renewal did not come through."""
        if not renew and connection.status == "connected" and not self._ends_soon(connection):
            return self._open(connection, "access_token")
        current = self._store.find(connection.id) or connection
        if current.status == "reconnect_needed":
            raise ReconnectNeeded(current.status_reason or "The account must be connected again.")
        moved = current.access_token != connection.access_token
        if (renew and not moved) or self._ends_soon(current):
            current = self.renew(current)
        return self._open(current, "access_token")

    def renew(self, connection: Connection) -> Connection:
        """Gets and stores a new token. Raises as `access`."""
        platform = self._registry.get(connection.platform)
        renews = self.renews(platform)
        if connection.refresh_token is None and not renews:
            self.lose(connection, f"{platform.spec.name} ended our sign-in and gave no way to renew it.")
            raise ReconnectNeeded(f"{platform.spec.name} asks you to sign in again.")
        mine = self._claimed(platform, connection)
        try:
            token = self._asked(platform, connection)
        except ReconnectNeeded:
            self.lose(mine, f"{platform.spec.name} no longer accepts our sign-in. Connect the account again.")
            raise
        except Exception as error:
            self._put_off(mine, named=error.retry_at if isinstance(error, Unavailable) else None)
            raise
        renewed = {**self.seal(connection.id, token, renews=renews), "renewing_until": None}
        self._store.change(mine, renewed)
        return replace(mine, version=mine.version + 1, access_token=str(renewed["access_token"]))

    def end(self, connection: Connection) -> None:
        """Gives our permission back, where the service takes it. Raises as `access`, `Refused` or `Unreachable`."""
        platform = self._registry.get(connection.platform)
        if isinstance(platform, SignsIn):
            platform.sign_out(self._refresher(platform, connection))
        elif isinstance(platform.spec.auth, OAuth2) and platform.spec.auth.revoke_url:
            app = self._instances.app(platform, connection.instance)
            if connection.refresh_token is not None:
                # Some end both with either, some only what they are sent, and some do not take this one.
                with contextlib.suppress(Refused):
                    app.revoke(self._open(connection, "refresh_token"))
            app.revoke(self._open(connection, "access_token"))

    def lose(self, connection: Connection, reason: str) -> None:
        """Notes that the account must be connected again, once, and tells."""
        changes = {"status": "reconnect_needed", "status_reason": reason, "refresh_at": None}
        current = self._store.find(connection.id)
        if current is None or current.status == "reconnect_needed":
            return
        if self._store.change(current, changes):
            log.warning("connection_lost", connection=connection.id, platform=connection.platform)
            self._events.publish(ConnectionChanged(connection.workspace_id, connection.id, "reconnect_needed"))

    def _claimed(self, platform: Platform, connection: Connection) -> Connection:
        """The row while it is ours to renew. Raises `Unavailable` where somebody else does, or just did in vain."""
        now = self._clock.now()
        if connection.renewing_until is not None and connection.renewing_until > now:
            raise self._renewed_elsewhere(now)
        if connection.renewals_failed and connection.refresh_at is not None and connection.refresh_at > now:
            words = f"{platform.spec.name} could not be asked for a new sign-in. It is asked again soon."
            raise Unavailable(words, code="renewal-failed", retry_at=connection.refresh_at)
        if not self._store.change(connection, {"renewing_until": now + _LEASE, "refresh_at": now + _LEASE}):
            raise self._renewed_elsewhere(now)
        return replace(connection, version=connection.version + 1)

    def _renewed_elsewhere(self, now: datetime) -> Unavailable:
        return Unavailable("The sign-in is being renewed.", code="renewing", retry_at=now + timedelta(seconds=1))

    def _put_off(self, mine: Connection, *, named: datetime | None) -> None:
        """The renewal did not come through: it is tried again later, by whoever needs it or by the clockwork."""
        failures = mine.renewals_failed + 1
        ends_at, jitter = mine.token_expires_at, self._chance()
        again_at = next_try(failures, now=self._clock.now(), ends_at=ends_at, jitter=jitter, named=named)
        self._store.change(mine, {"renewing_until": None, "refresh_at": again_at, "renewals_failed": failures})

    def _asked(self, platform: Platform, connection: Connection) -> Token:
        """A new token. Raises `ReconnectNeeded`, or `Unavailable` for what may go better another time."""
        name = platform.spec.name
        try:
            return self._new(platform, connection)
        except Refused as refusal:
            if refusal.code not in _SIGN_IN_ENDED:
                raise Unavailable(f"{name} did not renew the sign-in.", code=refusal.code) from refusal
            raise ReconnectNeeded(f"{name} no longer accepts our sign-in.") from refusal
        except Unreachable as error:
            raise Unavailable(f"{name} could not be asked for a new sign-in.") from error
        except ConnectFailed as error:
            raise Unavailable(str(error), code=error.code) from error
        except ReconnectNeeded as error:
            raise ReconnectNeeded(f"{name} no longer accepts our sign-in.") from error
        except PlatformError as error:
            named = error.retry_at if isinstance(error, Unavailable) else None
            raise Unavailable(f"{name} did not renew the sign-in.", code=error.code, retry_at=named) from error

    def _new(self, platform: Platform, connection: Connection) -> Token:
        if isinstance(platform, SignsIn):
            grant = platform.renew(self._refresher(platform, connection))
            return Token(grant.access_token, grant.refresh_token, grant.expires_at, connection.permissions)
        app = self._instances.app(platform, connection.instance)
        if connection.refresh_token is None:
            return replace(app.renew(self._open(connection, "access_token")), scopes=connection.permissions)
        return app.refresh(self._open(connection, "refresh_token"))

    def _refresher(self, platform: Platform, connection: Connection) -> Client:
        """A session whose authorisation is the refresh token."""
        return self._sessions.fresh(platform, connection.instance, self._open(connection, "refresh_token"))

    def _open(self, connection: Connection, field: str) -> str:
        envelope = getattr(connection, field)
        try:
            return self._vault.open(envelope, place=f"{connection.id}/{field}")
        except CannotOpen as error:
            raise ReconnectNeeded("The stored sign-in cannot be opened with this installation's keys.") from error

    def _ends_soon(self, connection: Connection) -> bool:
        end = connection.token_expires_at
        renewable = connection.refresh_token is not None or connection.refresh_at is not None
        return end is not None and renewable and end - self._clock.now() < _TOO_CLOSE

    def _refresh_at(self, token: Token, renews: bool) -> datetime | None:
        if token.expires_at is None or (token.refresh_token is None and not renews):
            return None
        now = self._clock.now()
        # A token that renews itself is lost when its end is missed once: begin well before it.
        ahead, jitter = (_AHEAD_OF_OWN, _JITTER_OF_OWN) if renews else (_AHEAD, _JITTER)
        return token.expires_at - min(ahead + jitter * self._chance(), (token.expires_at - now) / 2)
