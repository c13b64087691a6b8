"""Fresh tokens: renewed ahead of their end, by one worker at a time, and stored before they are used.

A rotating refresh token works once: two renewals at the same time would cost the account its connection.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from velocitypost.connections.apps import Apps
from velocitypost.connections.model import Connection, ConnectionChanged
from velocitypost.connections.store import ConnectionStore
from velocitypost.contract.errors import ReconnectNeeded, Unavailable
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.log import get_logger
from velocitypost.core.oauth2 import Refused, Token, Unreachable
from velocitypost.core.vault import CannotOpen, Vault

log = get_logger(__name__)
_AHEAD = timedelta(minutes=20)
_JITTER = timedelta(minutes=10)
_TOO_CLOSE = timedelta(seconds=60)
_LEASE = timedelta(seconds=30)


class Tokens:
    """Opens, renews and seals the tokens of connections."""

    def __init__(
        self,
        store: ConnectionStore,
        registry: Registry,
        apps: Apps,
        vault: Vault,
        clock: Clock,
        events: Events,
    ) -> None:
        self._store = store
        self._registry = registry
        self._apps = apps
        self._vault = vault
        self._clock = clock
        self._events = events

    def seal(self, connection_id: str, token: Token) -> dict[str, object]:
        """What a connection's row keeps of a token."""
        row: dict[str, object] = {
            "access_token": self._vault.seal(token.access_token, place=f"{connection_id}/access_token"),
            "token_expires_at": token.expires_at,
            "refresh_at": self._refresh_at(token),
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
        if connection.refresh_token is None:
            self.lose(connection, f"{platform.spec.name} ended our sign-in and gave no way to renew it.")
            raise ReconnectNeeded(f"{platform.spec.name} asks you to sign in again.")
        now = self._clock.now()
        mine = replace(connection, version=connection.version + 1)
        taken = connection.renewing_until is not None and connection.renewing_until > now
        if taken or not self._store.change(connection, {"renewing_until": now + _LEASE, "refresh_at": now + _LEASE}):
            raise Unavailable("The sign-in is being renewed.", code="renewing", retry_at=now + timedelta(seconds=1))
        try:
            token = self._apps.get(platform).refresh(self._open(connection, "refresh_token"))
        except Refused as refusal:
            if refusal.code not in ("invalid_grant", "invalid_token", "access_denied", "invalid_request"):
                raise Unavailable(f"{platform.spec.name} did not renew the sign-in.", code=refusal.code) from refusal
            self.lose(mine, f"{platform.spec.name} no longer accepts our sign-in. Connect the account again.")
            raise ReconnectNeeded(f"{platform.spec.name} no longer accepts our sign-in.") from refusal
        except Unreachable as error:
            raise Unavailable(f"{platform.spec.name} could not be asked for a new sign-in.") from error
        renewed = {**self.seal(connection.id, token), "renewing_until": None}
        self._store.change(mine, renewed)
        return replace(mine, version=mine.version + 1, access_token=str(renewed["access_token"]))

    def lose(self, connection: Connection, reason: str) -> None:
        """Notes that the account must be connected again, once, and tells."""
        changes = {"status": "reconnect_needed", "status_reason": reason, "refresh_at": None}
        current = self._store.find(connection.id)
        if current is None or current.status == "reconnect_needed":
            return
        if self._store.change(current, changes):
            log.warning("connection_lost", connection=connection.id, platform=connection.platform)
            self._events.publish(ConnectionChanged(connection.workspace_id, connection.id, "reconnect_needed"))

    def _open(self, connection: Connection, field: str) -> str:
        envelope = getattr(connection, field)
        try:
            return self._vault.open(envelope, place=f"{connection.id}/{field}")
        except CannotOpen as error:
            raise ReconnectNeeded("The stored sign-in cannot be opened with this installation's keys.") from error

    def _ends_soon(self, connection: Connection) -> bool:
        end = connection.token_expires_at
        return end is not None and connection.refresh_token is not None and end - self._clock.now() < _TOO_CLOSE

    def _refresh_at(self, token: Token) -> datetime | None:
        if token.expires_at is None or token.refresh_token is None:
            return None
        now = self._clock.now()
        ahead = min(_AHEAD + _JITTER * random.random(), (token.expires_at - now) / 2)  # noqa: S311  spreads load
        return token.expires_at - ahead
