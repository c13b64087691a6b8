"""What one signs in with, changed by its owner: the password, and the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from velocitypost.accounts import rules
from velocitypost.accounts.errors import EmailTaken, Invalid, NotSignedIn, TokenInvalid
from velocitypost.accounts.model import Addressee, AskForMail, User, Viewer
from velocitypost.accounts.passwords import Passwords
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.store import MailToken, MailTokens, Users
from velocitypost.accounts.tokens import digest
from velocitypost.core.clock import Clock
from velocitypost.core.database import AlreadyThere
from velocitypost.core.ids import new_secret

Purpose = Literal["verify", "reset_password", "change_email"]
LINK_LIFE: dict[Purpose, timedelta] = {
    "verify": timedelta(days=7),
    "reset_password": timedelta(hours=1),
    "change_email": timedelta(days=1),
}
_NOT_YOURS = "This is not your password."


class Credentials:
    """Every change that a stranger at an open browser could make asks for the password."""

    def __init__(
        self,
        users: Users,
        mail_tokens: MailTokens,
        sessions: Sessions,
        passwords: Passwords,
        clock: Clock,
        *,
        ask_for_mail: AskForMail,
    ) -> None:
        self._users = users
        self._mail_tokens = mail_tokens
        self._sessions = sessions
        self._passwords = passwords
        self._clock = clock
        self._ask_for_mail = ask_for_mail

    def require(self, user_id: str, password: str, *, field: str = "password") -> str:
        """The hash that the password fits. Raises `Invalid` on `field` where it is not theirs."""
        password_hash = self._users.password_hash(user_id)
        matched = self._passwords.matches(rules.password_key(password), password_hash)
        if password_hash is None or not matched:
            raise Invalid({field: _NOT_YOURS})
        return password_hash

    def change_password(self, viewer: Viewer, *, current: str, wanted: str) -> None:
        """Sets another password, ends every other session and tells it by mail. Raises `Invalid`.

        An address that waits to be confirmed is forgotten: whoever changes the password may do it because of that.
        """
        faults: dict[str, str] = {}
        wanted = rules.check(faults, "password", rules.password, wanted)
        if faults:
            raise Invalid(faults)
        old = self.require(viewer.user_id, current, field="current_password")
        if not self._users.replace_password(viewer.user_id, self._passwords.hash(wanted), old=old):
            raise Invalid({"current_password": "The password was changed a moment ago, from elsewhere."})
        self._sessions.end_others(viewer)
        self._mail_tokens.delete_all(viewer.user_id, "reset_password")
        self._ask_for_mail("password_changed", rules.email_key(self._user(viewer.user_id).email))

    def ask_for_email(self, viewer: Viewer, email: str, password: str) -> User:
        """Notes the address that is wanted and writes to it; until it is confirmed the old one holds. Raises `Invalid`.

        Nothing here tells whether somebody else has the address: only what is written to it differs.
        """
        user, faults = self._user(viewer.user_id), dict[str, str]()
        email = rules.check(faults, "email", rules.email, email)
        if not faults and rules.email_key(email) == rules.email_key(user.email):
            faults["email"] = "This is the address of your account already."
        if faults:
            raise Invalid(faults)
        self.require(user.id, password)
        self._users.set_pending_email(user.id, email)
        key = rules.email_key(user.email)
        self._ask_for_mail("change_email", key, email)
        self._ask_for_mail("email_change_asked", key, email)
        return replace(user, pending_email=email)

    def keep_email(self, viewer: Viewer) -> User:
        """The address that waits to be confirmed is not wanted any more; its link stops working."""
        self._users.set_pending_email(viewer.user_id, None)
        return self._user(viewer.user_id)

    def confirm(self, token: str) -> User:
        """Whoever holds a link reads the mail of the address that it went to. Opened again, it says the same again.

        Raises `TokenInvalid`, or `EmailTaken` where somebody else has taken the address in the meantime.
        """
        link, user = self.owner_of(token, ("verify", "change_email"))
        if rules.email_key(link.email or user.email) == rules.email_key(user.email):
            self._users.set_verified(user.id)
            return replace(user, email_verified=True)
        if link.purpose != "change_email":
            raise TokenInvalid
        return self._move(user, link.email)

    def new_link_token(self, purpose: Purpose, user: User, *, email: str = "") -> str:
        """The secret part of a link for one e-mail, to `email` or the account's own address. Only its digest is kept.

        It works for `LINK_LIFE`.
        """
        token = new_secret()
        expires_at = self._clock.now() + LINK_LIFE[purpose]
        self._mail_tokens.insert(digest(token), purpose, user.id, email=email or user.email, expires_at=expires_at)
        return token

    def owner_of(self, token: str, purposes: Iterable[Purpose]) -> tuple[MailToken, User]:
        """A link that works, and the person it is of. Raises `TokenInvalid`."""
        link = self._mail_tokens.find(digest(token), purposes, now=self._clock.now())
        user = self._users.find(link.user_id) if link else None
        if link is None or user is None:
            raise TokenInvalid
        return link, user

    def _move(self, user: User, email: str) -> User:
        key = rules.email_key(email)
        try:
            if not self._users.take_pending_email(user.id, email, email_key=key):
                raise TokenInvalid
        except AlreadyThere:
            raise EmailTaken(email) from None
        self._mail_tokens.delete_all(user.id, "reset_password")  # they went to an address that is not theirs any more
        self._ask_for_mail("email_changed", key, email, to=Addressee(user.name, user.email))
        return replace(user, email=email, email_verified=True, pending_email=None)

    def _user(self, user_id: str) -> User:
        user = self._users.find(user_id)
        if user is None:
            raise NotSignedIn("This account no longer exists.")
        return user
