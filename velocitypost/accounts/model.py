"""People, their workspaces and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from velocitypost.core.events import Event

PlanKey = Literal["free", "pro", "agency"]
Role = Literal["owner"]
PublishingState = Literal["running", "paused", "stopped"]
MailKind = Literal[
    "welcome",
    "verify",
    "reset_password",
    "password_changed",
    "change_email",
    "email_change_asked",
    "email_changed",
    "goodbye",
    "notice",
]
OnboardingStep = Literal["welcome", "platform-connection", "domain-selection", "automation-setup", "complete"]

LATE_LIMIT_HOURS = 12


@dataclass(frozen=True)
class User:
    """A person. `time_zone` is an IANA name; `pending_email` is the address that they want and have yet to confirm."""

    id: str
    name: str
    email: str
    email_verified: bool
    time_zone: str
    created_at: datetime
    pending_email: str | None = None


@dataclass(frozen=True)
class Addressee:
    """To whom an e-mail goes that no account's address leads to: one that was left, or of an account that is gone."""

    name: str
    email: str


class AskForMail(Protocol):
    """Keeps what is to be written: to the account of `email_key`, or to `to`. Must not wait for a mail server."""

    def __call__(self, kind: MailKind, email_key: str, about: str = "", *, to: Addressee | None = None) -> None: ...


@dataclass(frozen=True)
class Publishing:
    """Whether a workspace's posts go out, and since when that holds.

    Through `paused_connections` nothing goes out, and while `automation_paused` nothing that the automation made.
    """

    state: PublishingState
    changed_at: datetime
    paused_connections: tuple[str, ...] = ()
    automation_paused: bool = False


@dataclass(frozen=True)
class PlanChanged(Event):
    """Another plan holds, or is wanted, from now on."""


@dataclass(frozen=True)
class Workspace:
    """The owner of everything.

    `plan` is what it may use; `wanted_plan` is what was chosen and, if it costs, has yet to be paid.
    What comes due while nothing runs still goes out if it is late by at most `late_limit_hours`.
    """

    id: str
    name: str
    time_zone: str
    publishing: Publishing
    late_limit_hours: int
    plan: PlanKey
    wanted_plan: PlanKey
    onboarding_step: OnboardingStep
    created_at: datetime


@dataclass(frozen=True)
class Member:
    """A person's seat in a workspace."""

    workspace_id: str
    user_id: str
    role: Role


@dataclass(frozen=True)
class Viewer:
    """Who asks: every request is made by one, and every read is scoped by its `workspace_id`."""

    user_id: str
    workspace_id: str
    role: Role
    session_id: str


@dataclass(frozen=True)
class Session:
    """One signed-in browser or program."""

    id: str
    user_id: str
    workspace_id: str
    role: Role
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str
    ended_at: datetime | None = None

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.user_id, self.workspace_id, self.role, self.id)


@dataclass(frozen=True)
class Keys:
    """What a sign-in hands out: a short access token, and a refresh token that works once."""

    session: Session
    access_token: str
    access_seconds: int
    refresh_token: str
    refresh_seconds: int


@dataclass(frozen=True)
class Profile:
    """A person with the workspace they are in."""

    user: User
    workspace: Workspace


@dataclass(frozen=True)
class SignedIn:
    """Somebody who has just come in."""

    profile: Profile
    keys: Keys
