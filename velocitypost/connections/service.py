"""Connecting accounts, keeping them connected, and handing out sessions that speak for them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from velocitypost.billing.plans import Plan
from velocitypost.connections.apps import Apps
from velocitypost.connections.client import Account, AuthorisedClient, Recorder
from velocitypost.connections.model import (
    ConnectDenied,
    ConnectFailed,
    Connection,
    ConnectionChanged,
    NoSuchConnection,
    PendingAuthorisation,
    PlatformLimit,
    StateInvalid,
)
from velocitypost.connections.pictures import Picture, Pictures
from velocitypost.connections.store import ConnectionStore
from velocitypost.connections.tokens import Tokens
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import PlatformError, ReconnectNeeded
from velocitypost.contract.registry import Registry
from velocitypost.contract.types import Profile
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.http import Outbound
from velocitypost.core.ids import new_id, new_secret
from velocitypost.core.log import get_logger
from velocitypost.core.oauth2 import Refused, Token, Unreachable
from velocitypost.core.ratelimit import RateLimiter
from velocitypost.core.vault import Vault

log = get_logger(__name__)
_PATIENCE = timedelta(minutes=15)
_REFRESHES_AT_ONCE = 50
_SUCCESS_IS_FRESH = timedelta(minutes=1)


@dataclass(frozen=True)
class Connected:
    """A finished dance: the connection, and where the person was before it."""

    connection: Connection
    return_to: str
    renewed: bool


class ConnectionService:
    """The verbs of connections. All are scoped by workspace."""

    def __init__(
        self,
        store: ConnectionStore,
        registry: Registry,
        apps: Apps,
        tokens: Tokens,
        vault: Vault,
        pictures: Pictures,
        outbound: Outbound,
        limiter: RateLimiter,
        clock: Clock,
        events: Events,
        plan_of: Callable[[str], Plan],
    ) -> None:
        self._store = store
        self._registry = registry
        self._apps = apps
        self._tokens = tokens
        self._vault = vault
        self._pictures = pictures
        self._outbound = outbound
        self._limiter = limiter
        self._clock = clock
        self._events = events
        self._plan_of = plan_of

    def begin(self, workspace_id: str, user_id: str, platform_name: str, *, return_to: str) -> str:
        """The address of the platform's consent page. Raises `UnknownPlatform`, `NotConfigured`, `PlatformLimit`."""
        platform = self._registry.get(platform_name)
        app = self._apps.get(platform)
        self._require_room(workspace_id, platform)
        state, verifier = new_secret(), new_secret(48)
        pending_id = _hash(state)
        self._store.insert_pending(
            PendingAuthorisation(
                id=pending_id,
                workspace_id=workspace_id,
                user_id=user_id,
                platform=platform.spec.key,
                verifier=self._vault.seal(verifier, place=f"{pending_id}/verifier"),
                return_to=return_to,
                expires_at=self._clock.now() + _PATIENCE,
            )
        )
        return app.authorize(state=state, verifier=verifier, extra=platform.spec.auth.extra)

    def finish(
        self,
        workspace_id: str,
        user_id: str,
        platform_name: str,
        *,
        state: str,
        code: str | None,
        error: str | None = None,
    ) -> Connected:
        """Ends the dance that `begin` began. Raises a `ConnectFailed`; then nothing is stored."""
        platform = self._registry.get(platform_name)
        pending = self._take(workspace_id, user_id, platform, state)
        if error or not code:
            raise ConnectDenied(
                f"{platform.spec.name} was not connected: you chose not to allow it. Nothing was stored."
                if error == "access_denied"
                else f"{platform.spec.name} was not connected: it sent you back without a permission. Try again."
            )
        verifier = self._vault.open(pending.verifier, place=f"{pending.id}/verifier")
        token = self._exchange(platform, code, verifier)
        profile = self._identify(platform, token)
        connection, renewed = self._keep(workspace_id, platform, token, profile)
        self._events.publish(ConnectionChanged(workspace_id, connection.id, "connected"))
        return Connected(connection, pending.return_to, renewed)

    def list(self, workspace_id: str) -> list[Connection]:
        return self._store.list(workspace_id)

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
        self._events.publish(ConnectionChanged(workspace_id, connection_id, "removed"))

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
        account = Account(
            connection.id,
            connection.platform_user_id,
            connection.username,
            self._apps.api_url(platform),
            self._apps.site_url(platform),
        )

        def token(renew: bool) -> str:
            return self._tokens.access(connection, renew=renew)

        return self._session(platform, account, token, recorder)

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
        for connection_id in due:
            connection = self._store.find(connection_id)
            if connection is not None:
                try:
                    self._tokens.renew(connection)
                except PlatformError as error:
                    log.warning("token_not_renewed", connection=connection_id, reason=error.reason)
        return len(due)

    def _session(
        self,
        platform: Platform,
        account: Account,
        token: Callable[[bool], str],
        recorder: Recorder | None = None,
    ) -> AuthorisedClient:
        return AuthorisedClient(
            platform,
            account,
            token=token,
            outbound=self._outbound,
            limiter=self._limiter,
            clock=self._clock,
            recorder=recorder,
        )

    def _take(self, workspace_id: str, user_id: str, platform: Platform, state: str) -> PendingAuthorisation:
        pending = self._store.take_pending(_hash(state))
        if (
            pending is None
            or (pending.workspace_id, pending.user_id) != (workspace_id, user_id)
            or pending.platform != platform.spec.key
            or pending.expires_at <= self._clock.now()
        ):
            raise StateInvalid(
                f"This way back from {platform.spec.name} is not valid any more. Nothing was stored. "
                "Press Connect again; it stays valid for 15 minutes and works once."
            )
        return pending

    def _exchange(self, platform: Platform, code: str, verifier: str) -> Token:
        try:
            return self._apps.get(platform).exchange(code, verifier=verifier)
        except Refused as refusal:
            raise ConnectFailed(
                f"{platform.spec.name} refused the permission ({refusal.description or refusal.code}). "
                "Nothing was stored. Press Connect again."
            ) from refusal
        except Unreachable as error:
            raise ConnectFailed(
                f"{platform.spec.name} did not answer just now. Nothing was stored. Try again in a minute."
            ) from error

    def _identify(self, platform: Platform, token: Token) -> Profile:
        account = Account("new", "", "", self._apps.api_url(platform), self._apps.site_url(platform))

        def access(renew: bool) -> str:
            if renew:
                raise ReconnectNeeded("The new permission does not work.")
            return token.access_token

        try:
            return platform.identify(self._session(platform, account, access))
        except PlatformError as error:
            raise ConnectFailed(
                f"{platform.spec.name} gave permission but did not say whose account it is ({error.reason}). "
                "Nothing was stored. Try again in a minute."
            ) from error

    def _keep(self, workspace_id: str, platform: Platform, token: Token, profile: Profile) -> tuple[Connection, bool]:
        known = self._store.find_account(workspace_id, platform.spec.key, profile.platform_user_id)
        if known is not None:
            return self._renew(known, token, profile), True
        self._require_room(workspace_id, platform)
        connection_id = new_id("connection")
        sealed = self._tokens.seal(connection_id, token)
        connection = Connection(
            id=connection_id,
            workspace_id=workspace_id,
            platform=platform.spec.key,
            status="connected",
            connected_at=self._clock.now(),
            picture_mime=self._pictures.fetch(connection_id, profile.picture_url),
            **_shown(profile),  # type: ignore[arg-type]
            **{**sealed, "permissions": tuple(token.scopes)},  # type: ignore[arg-type]
        )
        if not self._store.insert(connection):
            return self._keep(workspace_id, platform, token, profile)
        return connection, False

    def _renew(self, known: Connection, token: Token, profile: Profile) -> Connection:
        changes = {**self._tokens.seal(known.id, token), **_shown(profile)}
        changes |= {"status": "connected", "status_reason": None}
        changes |= {"picture_mime": self._pictures.fetch(known.id, profile.picture_url)}
        while not self._store.change(known, changes):
            known = self.get(known.workspace_id, known.id)
        return self.get(known.workspace_id, known.id)

    def _require_room(self, workspace_id: str, platform: Platform) -> None:
        plan = self._plan_of(workspace_id)
        if platform.spec.pro_required and plan.key == "free":
            raise PlatformLimit(
                f"{platform.spec.name} needs the Pro plan. Your plan is {plan.name}.", code="pro_required"
            )
        used = {connection.platform for connection in self._store.list(workspace_id)}
        if plan.max_platforms >= 0 and len(used | {platform.spec.key}) > plan.max_platforms:
            raise PlatformLimit(
                f"The {plan.name} plan connects {plan.max_platforms} platforms, and you use {len(used)}. "
                "Disconnect one or change the plan.",
                code="plan_limit",
            )

    def _revoke(self, connection: Connection) -> None:
        platform = self._registry.get(connection.platform)
        try:
            self._apps.get(platform).revoke(self._tokens.access(connection))
        except (Refused, Unreachable, PlatformError, ConnectFailed) as error:
            # The person wants it gone here in any case; the service's own page can still remove us there.
            log.info("token_not_revoked", connection=connection.id, reason=type(error).__name__)


def _shown(profile: Profile) -> dict[str, object]:
    return {
        "platform_user_id": profile.platform_user_id,
        "username": profile.username,
        "name": profile.name,
        "follower_count": profile.follower_count,
        "profile_url": profile.profile_url,
    }


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
