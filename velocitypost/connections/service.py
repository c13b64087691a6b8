"""Connected accounts: keeping them connected, and handing out sessions that speak for them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import timedelta

from velocitypost.billing.rooms import PlatformRoom
from velocitypost.connections.client import AuthorisedClient, Recorder
from velocitypost.connections.model import (
    ConnectFailed,
    Connection,
    ConnectionChanged,
    NoSuchConnection,
    NoSuchOption,
)
from velocitypost.connections.pictures import Picture, Pictures
from velocitypost.connections.sessions import Sessions
from velocitypost.connections.store import ConnectionStore
from velocitypost.connections.tokens import Tokens
from velocitypost.contract.capabilities import OffersChoices, Platform
from velocitypost.contract.errors import PlatformError
from velocitypost.contract.registry import Registry
from velocitypost.contract.spec import Choice
from velocitypost.core.clock import Clock
from velocitypost.core.database import DatabaseError
from velocitypost.core.events import Events
from velocitypost.core.log import get_logger
from velocitypost.core.oauth2 import Refused, Unreachable
from velocitypost.core.side_by_side import for_each

log = get_logger(__name__)
_REFRESHES_AT_ONCE = 50
_SUCCESS_IS_FRESH = timedelta(minutes=1)


class ConnectionService:
    """The verbs of connections. All are scoped by workspace."""

    def __init__(
        self,
        store: ConnectionStore,
        registry: Registry,
        tokens: Tokens,
        sessions: Sessions,
        pictures: Pictures,
        clock: Clock,
        events: Events,
        room: PlatformRoom,
    ) -> None:
        self._store = store
        self._registry = registry
        self._tokens = tokens
        self._sessions = sessions
        self._pictures = pictures
        self._clock = clock
        self._events = events
        self._room = room

    def list(self, workspace_id: str) -> list[Connection]:
        return self._store.list(workspace_id)

    def count_platforms(self, workspace_id: str) -> int:
        """How many platforms are connected; several accounts of one, or of one family, count once."""
        return len(self._families(workspace_id))

    def get(self, workspace_id: str, connection_id: str) -> Connection:
        """Raises `NoSuchConnection`."""
        connection = self._store.find(connection_id)
        if connection is None or connection.workspace_id != workspace_id:
            raise NoSuchConnection("There is no such connection in this workspace.")
        return connection

    def disconnect(self, workspace_id: str, connection_id: str) -> None:
        """Revokes our permission where the service can, and forgets the account. Raises `NoSuchConnection`."""
        connection = self.get(workspace_id, connection_id)
        self._revoke(connection)
        self._pictures.forget(connection_id, connection.picture_mime)
        self._store.delete(workspace_id, connection_id)
        family = self._registry.get(connection.platform).spec.belongs_to
        if family not in self._families(workspace_id):
            self._room.free(workspace_id, family)
        self._events.publish(ConnectionChanged(workspace_id, connection_id, "removed"))

    def disconnect_all(self, workspace_id: str) -> None:
        """The same for every account of the workspace."""
        for connection in self._store.list(workspace_id):
            with contextlib.suppress(NoSuchConnection):  # somebody else was sooner
                self.disconnect(workspace_id, connection.id)

    def picture(self, workspace_id: str, connection_id: str) -> Picture | None:
        """The account's profile picture, if there is one. Raises `NoSuchConnection`."""
        return self._pictures.find(connection_id, self.get(workspace_id, connection_id).picture_mime)

    def forget_expired(self) -> int:
        """Removes the traces of those who never came back from a consent page. How many there were."""
        return self._store.forget_pending(self._clock.now())

    def platform_of(self, connection: Connection) -> Platform:
        return self._registry.get(connection.platform)

    def client_for(self, connection: Connection, *, recorder: Recorder | None = None) -> AuthorisedClient:
        """A session that speaks for this account, with fresh tokens and this account's rate limit."""
        platform = self._registry.get(connection.platform)

        def token(renew: bool) -> str:
            return self._tokens.access(connection, renew=renew)

        return self._sessions.of(platform, connection, token, recorder=recorder)

    def choices(self, workspace_id: str, connection_id: str, option: str, *, given: str = "") -> Sequence[Choice]:
        """What the service offers this account for an option.

        Raises `NoSuchConnection`, `NoSuchOption` or a `PlatformError`.
        """
        connection = self.get(workspace_id, connection_id)
        platform = self.platform_of(connection)
        known = {one.key for one in platform.spec.options if one.from_account}
        if not isinstance(platform, OffersChoices) or option not in known:
            raise NoSuchOption(f"{platform.spec.name} has no choices called {option!r}.")
        return platform.choices(self.client_for(connection), option, given=given)

    def lose(self, connection: Connection, reason: str) -> None:
        """The platform no longer accepts our authorisation: notes and tells it, once."""
        self._tokens.lose(connection, reason)

    def note_success(self, connection: Connection) -> None:
        """The account took a post. Noted at most once a minute: in a burst, all workers would write the same row."""
        now, last = self._clock.now(), connection.last_success_at
        if last is None or now - last > _SUCCESS_IS_FRESH:
            self._store.note_success(connection.id, now)

    def refresh_due(self) -> int:
        """Renews the tokens that end soon. How many were due."""
        due = self._store.due_for_refresh(self._clock.now(), most=_REFRESHES_AT_ONCE)
        for_each(due, self._renew)
        return len(due)

    def _renew(self, connection_id: str) -> None:
        if (connection := self._store.find(connection_id)) is None:
            return
        try:
            self._tokens.renew(connection)
        except PlatformError as error:
            log.warning("token_not_renewed", connection=connection.id, reason=error.reason)
        except DatabaseError:
            raise
        except Exception:  # one account's strange answer must not keep the others' from being renewed
            log.exception("renewal_failed_inside", connection=connection.id)

    def _families(self, workspace_id: str) -> frozenset[str]:
        return self._registry.families(used.platform for used in self._store.list(workspace_id))

    def _revoke(self, connection: Connection) -> None:
        try:
            self._tokens.end(connection)
        except (Refused, Unreachable, PlatformError, ConnectFailed) as error:
            # The person wants it gone here in any case; the service's own page can still remove us there.
            log.info("token_not_revoked", connection=connection.id, reason=type(error).__name__)
