"""How an account comes to a workspace: the way to a consent page and back, a choice among several, or a password."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from velocitypost.billing.plans import Plan
from velocitypost.billing.rooms import PlatformRoom
from velocitypost.connections.instances import Instances
from velocitypost.connections.model import (
    ConnectDenied,
    ConnectFailed,
    Connection,
    ConnectionChanged,
    NoSuchChoice,
    OfferedAccount,
    PendingAuthorisation,
    PendingChoice,
    ProRequired,
    StateInvalid,
)
from velocitypost.connections.pictures import Pictures
from velocitypost.connections.sessions import Sessions
from velocitypost.connections.store import ConnectionStore
from velocitypost.connections.tokens import Tokens
from velocitypost.contract.capabilities import OffersAccounts, Platform, SignsIn
from velocitypost.contract.errors import PlatformError, Rejected
from velocitypost.contract.registry import Registry
from velocitypost.contract.spec import AppPassword, OAuth2
from velocitypost.contract.types import Candidate, Profile
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id, new_secret
from velocitypost.core.oauth2 import Refused, Token, Unreachable
from velocitypost.core.vault import Vault

_PATIENCE = timedelta(minutes=15)
_FIRST_CHECK = timedelta(hours=24)


@dataclass(frozen=True)
class Connected:
    """A finished dance: the connection, and where the person was before it."""

    connection: Connection
    return_to: str
    renewed: bool


@dataclass(frozen=True)
class Chosen:
    """What became of a choice among several accounts."""

    connections: tuple[Connection, ...]
    return_to: str


class Connecting:
    """Brings accounts in. Whatever fails on the way leaves nothing behind."""

    def __init__(
        self,
        store: ConnectionStore,
        registry: Registry,
        instances: Instances,
        tokens: Tokens,
        sessions: Sessions,
        vault: Vault,
        pictures: Pictures,
        clock: Clock,
        events: Events,
        plan_of: Callable[[str], Plan],
        room: PlatformRoom,
    ) -> None:
        self._store = store
        self._registry = registry
        self._instances = instances
        self._tokens = tokens
        self._sessions = sessions
        self._vault = vault
        self._pictures = pictures
        self._clock = clock
        self._events = events
        self._plan_of = plan_of
        self._room = room

    def begin(self, workspace_id: str, user_id: str, platform_name: str, *, return_to: str, instance: str = "") -> str:
        """The address of the platform's consent page; `instance` is the server of a federated service.

        Raises `UnknownPlatform`, `NotConfigured`, `BadInstance` or `ProRequired`, `PlanLimit`.
        """
        platform = self._registry.get(platform_name)
        auth = platform.spec.auth
        if not isinstance(auth, OAuth2):
            raise ConnectFailed(f"{platform.spec.name} is connected by a name and an app password, on this page.")
        host = self._instances.host(platform, instance)
        app = self._instances.app(platform, host)
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
                instance=host,
            )
        )
        return app.authorize(state=state, verifier=verifier, extra=auth.extra)

    def finish(
        self,
        workspace_id: str,
        user_id: str,
        platform_name: str,
        *,
        state: str,
        code: str | None,
        error: str | None = None,
    ) -> Connected | PendingChoice:
        """Ends the dance that `begin` began. Raises a `ConnectFailed`; then nothing is stored.

        Where the permission stands for several accounts, a `PendingChoice` waits for `choose`.
        """
        platform = self._registry.get(platform_name)
        pending = self._take(workspace_id, user_id, platform, state)
        if error or not code:
            denied = error in ("access_denied", "user_cancelled_login", "user_cancelled_authorize")
            raise ConnectDenied(
                f"{platform.spec.name} was not connected: you chose not to allow it. Nothing was stored."
                if denied
                else f"{platform.spec.name} was not connected: it sent you back without a permission. Try again."
            )
        verifier = self._vault.open(pending.verifier, place=f"{pending.id}/verifier")
        token = self._exchange(platform, pending.instance, code, verifier)
        if not isinstance(platform, OffersAccounts):
            profile = self._identify(platform, pending.instance, token)
            return self._connect(workspace_id, platform, pending.instance, token, profile, pending.return_to)
        candidates = self._candidates(platform, pending.instance, token)
        if len(candidates) == 1:
            own = _with(token, candidates[0])
            return self._connect(
                workspace_id, platform, pending.instance, own, candidates[0].profile, pending.return_to
            )
        choice = self._offer(pending, token, candidates)
        self._store.insert_choice(choice)
        return choice

    def sign_in(
        self, workspace_id: str, platform_name: str, *, name: str, password: str, instance: str = ""
    ) -> Connected:
        """Connects an account by its name and an app password, which is not kept. Raises a `ConnectFailed`."""
        platform = self._registry.get(platform_name)
        if not isinstance(platform, SignsIn) or not isinstance(platform.spec.auth, AppPassword):
            raise ConnectFailed(f"{platform.spec.name} is connected by its own consent page.")
        self._require_room(workspace_id, platform)
        host = self._instances.host(platform, instance)
        try:
            grant = platform.sign_in(self._sessions.fresh(platform, host, ""), name.strip(), password)
        except Rejected as error:
            raise ConnectDenied(f"{error.reason} Nothing was stored. {error.fix}".strip()) from error
        except PlatformError as error:
            raise ConnectFailed(f"{error.reason} Nothing was stored. Try again in a minute.") from error
        token = Token(grant.access_token, grant.refresh_token, grant.expires_at, grant.scopes)
        profile = self._identify(platform, host, token)
        return self._connect(workspace_id, platform, host, token, profile, "/platforms")

    def get_choice(self, workspace_id: str, user_id: str, choice_id: str) -> PendingChoice:
        """Raises `NoSuchChoice`."""
        choice = self._store.find_choice(choice_id)
        mine = choice is not None and (choice.workspace_id, choice.user_id) == (workspace_id, user_id)
        if choice is None or not mine or choice.expires_at <= self._clock.now():
            raise NoSuchChoice("There is nothing to choose from any more. Press Connect again.")
        return choice

    def choose(self, workspace_id: str, user_id: str, choice_id: str, platform_user_ids: Sequence[str]) -> Chosen:
        """Connects the chosen accounts. Raises `NoSuchChoice`, `ProRequired`, `PlanLimit` or `ConnectFailed`."""
        choice = self.get_choice(workspace_id, user_id, choice_id)
        wanted = [one for one in choice.offered if one.profile.platform_user_id in set(platform_user_ids)]
        if not wanted:
            raise ConnectFailed("Choose at least one account.")
        platform = self._registry.get(choice.platform)
        connected = []
        for one in wanted:
            token = self._opened(choice, one)
            connected.append(
                self._connect(workspace_id, platform, choice.instance, token, one.profile, choice.return_to)
            )
        self._store.delete_choice(choice.id)
        return Chosen(tuple(one.connection for one in connected), choice.return_to)

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

    def _exchange(self, platform: Platform, instance: str, code: str, verifier: str) -> Token:
        try:
            return self._instances.app(platform, instance).exchange(code, verifier=verifier)
        except Refused as refusal:
            raise ConnectFailed(
                f"{platform.spec.name} refused the permission ({refusal.description or refusal.code}). "
                "Nothing was stored. Press Connect again."
            ) from refusal
        except Unreachable as error:
            raise ConnectFailed(
                f"{platform.spec.name} did not answer just now. Nothing was stored. Try again in a minute."
            ) from error

    def _identify(self, platform: Platform, instance: str, token: Token) -> Profile:
        try:
            return platform.identify(self._sessions.fresh(platform, instance, token.access_token))
        except PlatformError as error:
            raise ConnectFailed(
                f"{platform.spec.name} gave permission but did not say whose account it is ({error.reason}). "
                "Nothing was stored. Try again in a minute."
            ) from error

    def _candidates(self, platform: OffersAccounts, instance: str, token: Token) -> Sequence[Candidate]:
        try:
            found = platform.accounts(self._sessions.fresh(platform, instance, token.access_token))
        except PlatformError as error:
            raise ConnectFailed(
                f"{platform.spec.name} gave permission but did not say for which accounts ({error.reason}). "
                "Nothing was stored. Try again in a minute."
            ) from error
        if not found:
            raise ConnectFailed(f"{platform.spec.name}: {_NO_ACCOUNT} Nothing was stored.")
        return found

    def _offer(self, pending: PendingAuthorisation, token: Token, candidates: Sequence[Candidate]) -> PendingChoice:
        choice_id = new_id("choice")

        def sealed(value: str | None, name: str) -> str | None:
            return self._vault.seal(value, place=f"{choice_id}/{name}") if value else None

        return PendingChoice(
            id=choice_id,
            workspace_id=pending.workspace_id,
            user_id=pending.user_id,
            platform=pending.platform,
            access_token=self._vault.seal(token.access_token, place=f"{choice_id}/access_token"),
            refresh_token=sealed(token.refresh_token, "refresh_token"),
            token_expires_at=token.expires_at,
            permissions=token.scopes,
            offered=tuple(
                OfferedAccount(one.profile, sealed(one.access_token, one.profile.platform_user_id))
                for one in candidates
            ),
            return_to=pending.return_to,
            expires_at=self._clock.now() + _PATIENCE,
            instance=pending.instance,
        )

    def _opened(self, choice: PendingChoice, one: OfferedAccount) -> Token:
        def opened(value: str, name: str) -> str:
            return self._vault.open(value, place=f"{choice.id}/{name}")

        if one.access_token:
            own = opened(one.access_token, one.profile.platform_user_id)
            return Token(own, None, None, choice.permissions)
        refresh = opened(choice.refresh_token, "refresh_token") if choice.refresh_token else None
        return Token(opened(choice.access_token, "access_token"), refresh, choice.token_expires_at, choice.permissions)

    def _connect(
        self, workspace_id: str, platform: Platform, instance: str, token: Token, profile: Profile, return_to: str
    ) -> Connected:
        connection, renewed = self._keep(workspace_id, platform, instance, token, profile)
        self._events.publish(ConnectionChanged(workspace_id, connection.id, "connected"))
        return Connected(connection, return_to, renewed)

    def _keep(
        self, workspace_id: str, platform: Platform, instance: str, token: Token, profile: Profile
    ) -> tuple[Connection, bool]:
        known = self._store.find_account(workspace_id, platform.spec.key, profile.platform_user_id)
        if known is not None:
            return self._renew(known, token, profile, platform), True
        self._require_room(workspace_id, platform)
        self._room.take(workspace_id, platform.spec.belongs_to, still=lambda _: self._families(workspace_id))
        connection_id = new_id("connection")
        sealed = self._tokens.seal(connection_id, token, renews=self._tokens.renews(platform))
        connection = Connection(
            id=connection_id,
            workspace_id=workspace_id,
            platform=platform.spec.key,
            status="connected",
            connected_at=self._clock.now(),
            picture_mime=self._pictures.fetch(connection_id, profile.picture_url),
            instance=instance,
            check_at=self._clock.now() + _FIRST_CHECK,
            **shown(profile),  # type: ignore[arg-type]
            **{**sealed, "permissions": tuple(token.scopes)},  # type: ignore[arg-type]
        )
        if not self._store.insert(connection):
            return self._keep(workspace_id, platform, instance, token, profile)
        return connection, False

    def _renew(self, known: Connection, token: Token, profile: Profile, platform: Platform) -> Connection:
        changes = {**self._tokens.seal(known.id, token, renews=self._tokens.renews(platform)), **shown(profile)}
        changes |= {"status": "connected", "status_reason": None}
        changes |= {"picture_mime": self._pictures.fetch(known.id, profile.picture_url)}
        while not self._store.change(known, changes):
            known = self._found(known.id)
        return self._found(known.id)

    def _found(self, connection_id: str) -> Connection:
        found = self._store.find(connection_id)
        if found is None:
            raise ConnectFailed("The account was disconnected meanwhile. Press Connect again.")
        return found

    def _require_room(self, workspace_id: str, platform: Platform) -> None:
        plan = self._plan_of(workspace_id)
        if platform.spec.pro_required and not plan.everything:
            raise ProRequired(
                f"{platform.spec.name} needs the Pro plan. Your plan is {plan.name}. Upgrade to Pro, then connect it."
            )
        self._room.require(workspace_id, self._families(workspace_id), platform.spec.belongs_to)

    def _families(self, workspace_id: str) -> frozenset[str]:
        return self._registry.families(used.platform for used in self._store.list(workspace_id))


_NO_ACCOUNT = "this sign-in has no account that posts can go to. Make one there, or sign in as somebody who has one."


def shown(profile: Profile) -> dict[str, object]:
    """What a connection's row keeps of a profile."""
    return {
        "platform_user_id": profile.platform_user_id,
        "username": profile.username,
        "name": profile.name,
        "follower_count": profile.follower_count,
        "profile_url": profile.profile_url,
        "facts": dict(profile.facts),
    }


def _with(token: Token, candidate: Candidate) -> Token:
    if candidate.access_token is None:
        return token
    return Token(candidate.access_token, None, None, token.scopes)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
