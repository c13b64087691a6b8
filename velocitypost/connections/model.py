"""One authorised account at a platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from velocitypost.contract.types import Profile
from velocitypost.core.events import Event

JSON = Any

Status = Literal["connected", "reconnect_needed"]


@dataclass(frozen=True)
class Connection:
    """An account that a workspace may publish through. Its tokens are sealed; only this room opens them.

    `instance` is the host of a federated service's server, empty where there is one server for all. `facts` are
    `contract.types.Profile.facts`. `checked_at` is when the service last said whose account it is. `renewals_failed`
    counts the renewals of its sign-in that did not come through, in a row; until `refresh_at` none is tried again.
    """

    id: str
    workspace_id: str
    platform: str
    platform_user_id: str
    username: str
    name: str
    status: Status
    permissions: tuple[str, ...]
    connected_at: datetime
    access_token: str
    refresh_token: str | None = None
    token_expires_at: datetime | None = None
    refresh_at: datetime | None = None
    renewing_until: datetime | None = None
    renewals_failed: int = 0
    picture_mime: str | None = None
    follower_count: int | None = None
    profile_url: str | None = None
    status_reason: str | None = None
    last_success_at: datetime | None = None
    instance: str = ""
    facts: Mapping[str, JSON] = field(default_factory=dict)
    checked_at: datetime | None = None
    check_failed_at: datetime | None = None
    check_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class PendingAuthorisation:
    """A person we sent to a platform's consent page and expect back."""

    id: str
    workspace_id: str
    user_id: str
    platform: str
    verifier: str
    return_to: str
    expires_at: datetime
    instance: str = ""


@dataclass(frozen=True)
class OfferedAccount:
    """An account that a person may choose after the consent page. Its token is sealed."""

    profile: Profile
    access_token: str | None = None


@dataclass(frozen=True)
class PendingChoice:
    """A permission that stands for several accounts, until a person has chosen. Its tokens are sealed."""

    id: str
    workspace_id: str
    user_id: str
    platform: str
    access_token: str
    refresh_token: str | None
    token_expires_at: datetime | None
    permissions: tuple[str, ...]
    offered: tuple[OfferedAccount, ...]
    return_to: str
    expires_at: datetime
    instance: str = ""


@dataclass(frozen=True)
class InstanceApp:
    """Our registration at one server of a federated service. `id` is `<platform>/<host>`; the secret is sealed."""

    id: str
    client_id: str
    client_secret: str


@dataclass(frozen=True)
class ConnectionChanged(Event):
    """A connection was made, renewed, lost or removed."""

    connection_id: str
    status: Literal["connected", "reconnect_needed", "removed"]


class ConnectFailed(Exception):
    """Connecting did not work; nothing was stored. The text says why and what to do."""

    code = "connect_failed"


class ConnectDenied(ConnectFailed):
    """The person said no at the platform."""

    code = "connect_denied"


class StateInvalid(ConnectFailed):
    """The way back does not belong to a connection that this person began, or it came too late."""

    code = "state_invalid"


class NotConfigured(ConnectFailed):
    """This installation has no keys for the platform."""

    code = "not_configured"


class BadInstance(ConnectFailed):
    """There is no such server of a federated service, or it does not take us."""

    code = "bad_instance"


class NoSuchChoice(Exception):
    """There is nothing to choose from: it was chosen already, or it waited too long."""


class NoSuchOption(Exception):
    """The platform has no such option, or does not offer choices for it."""


class NoSuchConnection(Exception):
    """This workspace has no such connection."""


class ProRequired(Exception):
    """The plan does not include this platform. The text says which one does."""
