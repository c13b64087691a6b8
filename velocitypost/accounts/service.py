"""Accounts: coming to be, being let in, and getting back in with a forgotten password."""

from __future__ import annotations

from dataclasses import dataclass, replace

from velocitypost.accounts import rules
from velocitypost.accounts.credentials import Credentials
from velocitypost.accounts.errors import EmailTaken, Invalid, NotSignedIn, TokenInvalid, WrongCredentials
from velocitypost.accounts.model import (
    LATE_LIMIT_HOURS,
    AskForMail,
    Member,
    OnboardingStep,
    PlanKey,
    Profile,
    Publishing,
    SignedIn,
    User,
    Viewer,
    Workspace,
)
from velocitypost.accounts.passwords import Passwords
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.store import MailTokens, Users, Workspaces
from velocitypost.accounts.tokens import digest
from velocitypost.core.clock import Clock
from velocitypost.core.database import AlreadyThere
from velocitypost.core.ids import new_id


@dataclass(frozen=True)
class Registration:
    """What somebody fills in to come to us."""

    name: str
    email: str
    password: str
    plan: PlanKey
    terms_accepted: bool
    time_zone: str = "UTC"


@dataclass(frozen=True)
class Stores:
    """Where accounts are kept."""

    users: Users
    workspaces: Workspaces
    mail_tokens: MailTokens


class Accounts:
    """The verbs of accounts. Changing what one signs in with is `Credentials`."""

    def __init__(
        self,
        stores: Stores,
        sessions: Sessions,
        passwords: Passwords,
        credentials: Credentials,
        clock: Clock,
        *,
        ask_for_mail: AskForMail,
        sandbox: bool,
    ) -> None:
        self._users = stores.users
        self._workspaces = stores.workspaces
        self._mail_tokens = stores.mail_tokens
        self._sessions = sessions
        self._passwords = passwords
        self._credentials = credentials
        self._clock = clock
        self._ask_for_mail = ask_for_mail
        self._sandbox = sandbox

    def register(self, form: Registration, *, user_agent: str) -> SignedIn:
        """A person with a workspace of their own, signed in. Raises `Invalid` or `EmailTaken`."""
        form = _checked(form)
        email_key = rules.email_key(form.email)
        if self._users.find_by_email(email_key):
            raise EmailTaken(form.email)
        password_hash = self._passwords.hash(form.password)
        user, workspace = self._new_user(form), self._new_workspace(form)
        member = Member(workspace.id, user.id, "owner")
        self._workspaces.insert(workspace, member, member_id=new_id("member"))
        try:
            self._users.insert(user, email_key=email_key, password_hash=password_hash)
        except AlreadyThere:
            self._workspaces.delete(workspace.id)
            raise EmailTaken(form.email) from None
        self._ask_for_mail("welcome", email_key)
        return SignedIn(Profile(user, workspace), self._sessions.open(member, user_agent=user_agent))

    def sign_in(self, email: str, password: str, *, user_agent: str) -> SignedIn:
        """Raises `WrongCredentials`, after the same work whether or not the address is known."""
        known = self._users.find_by_email(rules.email_key(email.strip()))
        password = rules.password_key(password)
        matched = self._passwords.matches(password, known[1] if known else None)
        if known is None or not matched:
            raise WrongCredentials
        user, password_hash = known
        if not self._passwords.is_current(password_hash):
            self._users.renew_hash(user.id, self._passwords.hash(password), old=password_hash)
        member = self._workspaces.find_member(user.id)
        if member is None:
            raise WrongCredentials
        profile = Profile(user, self._workspace(member.workspace_id))
        return SignedIn(profile, self._sessions.open(member, user_agent=user_agent))

    def refresh(self, refresh_token: str) -> SignedIn:
        """Raises `NotSignedIn`."""
        keys = self._sessions.refresh(refresh_token)
        return SignedIn(self.profile(keys.session.viewer), keys)

    def profile(self, viewer: Viewer) -> Profile:
        """The viewer and their workspace. Raises `NotSignedIn` if the account is gone."""
        user = self._users.find(viewer.user_id)
        if user is None:
            raise NotSignedIn("This account no longer exists.")
        return Profile(user, self._workspace(viewer.workspace_id))

    def change_profile(
        self,
        viewer: Viewer,
        *,
        name: str | None = None,
        time_zone: str | None = None,
        onboarding_step: OnboardingStep | None = None,
    ) -> Profile:
        """Changes what is given; the zone is the owner's and the workspace's. Raises `Invalid`."""
        faults: dict[str, str] = {}
        if name is not None:
            name = rules.check(faults, "name", rules.name, name)
        if time_zone is not None:
            time_zone = rules.check(faults, "time_zone", rules.time_zone, time_zone)
        if faults:
            raise Invalid(faults)
        if user := _given(name=name, time_zone=time_zone):
            self._users.change(viewer.user_id, user)
        if workspace := _given(time_zone=time_zone, onboarding_step=onboarding_step):
            self._workspaces.change(viewer.workspace_id, workspace)
        return self.profile(viewer)

    def resend_verification(self, viewer: Viewer) -> None:
        """Sends the link again, unless the address is verified already."""
        user = self.profile(viewer).user
        if not user.email_verified:
            self._ask_for_mail("verify", rules.email_key(user.email))

    def forgot_password(self, email: str) -> None:
        """Asks for a link to a new password. Does the same work whether or not there is such an account."""
        self._ask_for_mail("reset_password", rules.email_key(email.strip()))

    def reset_password(self, token: str, password: str) -> None:
        """Sets a new password and ends every session. Raises `TokenInvalid` or `Invalid`."""
        _, user = self._credentials.owner_of(token, ("reset_password",))
        faults: dict[str, str] = {}
        password = rules.check(faults, "password", rules.password, password)
        if faults:
            raise Invalid(faults)
        password_hash = self._passwords.hash(password)
        if not self._mail_tokens.use(digest(token)):
            raise TokenInvalid
        self._users.set_password(user.id, password_hash)
        self._users.set_verified(user.id)  # the link came to the address, as a verification's would
        self._sessions.end_all(user.id)
        self._mail_tokens.delete_all(user.id, "reset_password")
        self._ask_for_mail("password_changed", rules.email_key(user.email))

    def find_by_email(self, email_key: str) -> User | None:
        """The person with this address, if there is one."""
        known = self._users.find_by_email(email_key)
        return known[0] if known else None

    def forget_expired(self) -> int:
        """Removes links and sessions that have run out: once a day is enough. Tells how many rows went."""
        return self._mail_tokens.delete_expired(now=self._clock.now()) + self._sessions.forget_expired()

    def _workspace(self, workspace_id: str) -> Workspace:
        workspace = self._workspaces.find(workspace_id)
        if workspace is None:
            raise NotSignedIn("This workspace no longer exists.")
        return workspace

    def _new_user(self, form: Registration) -> User:
        return User(new_id("user"), form.name, form.email, False, form.time_zone, self._clock.now())

    def _new_workspace(self, form: Registration) -> Workspace:
        now = self._clock.now()
        return Workspace(
            id=new_id("workspace"),
            name=form.name,
            time_zone=form.time_zone,
            publishing=Publishing("running", now),
            late_limit_hours=LATE_LIMIT_HOURS,
            plan=form.plan if self._sandbox else "free",  # what costs money is not given away before it is paid
            wanted_plan=form.plan,
            onboarding_step="welcome",
            created_at=now,
        )


def _checked(form: Registration) -> Registration:
    faults: dict[str, str] = {}
    checked = replace(
        form,
        name=rules.check(faults, "name", rules.name, form.name),
        email=rules.check(faults, "email", rules.email, form.email),
        password=rules.check(faults, "password", rules.password, form.password),
        time_zone=rules.check(faults, "time_zone", rules.time_zone, form.time_zone),
    )
    if not form.terms_accepted:
        faults["terms_accepted"] = "Please accept the terms to register."
    if faults:
        raise Invalid(faults)
    return checked


def _given(**changes: str | None) -> dict[str, str]:
    return {name: value for name, value in changes.items() if value is not None}
