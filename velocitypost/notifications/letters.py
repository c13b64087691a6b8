"""What our e-mails say. The words are in `templates/`, as text and as HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from velocitypost.accounts.credentials import Credentials, Purpose
from velocitypost.accounts.model import Addressee, MailKind, User
from velocitypost.accounts.rules import email_key
from velocitypost.core.mail import Mail
from velocitypost.notifications.notices import NoticeStore
from velocitypost.notifications.store import Letter


@dataclass(frozen=True)
class Kind:
    """One kind of e-mail: its subject, and the page and purpose of the link in it, if it has one."""

    subject: str
    page: str
    purpose: Purpose | None = None


KINDS: dict[MailKind, Kind] = {
    "welcome": Kind("Welcome to VelocityPost: please confirm your address", "/verify-email", "verify"),
    "verify": Kind("Please confirm your e-mail address", "/verify-email", "verify"),
    "reset_password": Kind("Choose a new password for VelocityPost", "/reset-password", "reset_password"),
    "password_changed": Kind("Your VelocityPost password was changed", "/forgot-password"),
    "change_email": Kind("Please confirm your new e-mail address", "/verify-email", "change_email"),
    "email_change_asked": Kind("Your VelocityPost account is to get another e-mail address", "/settings"),
    "email_changed": Kind("The e-mail address of your VelocityPost account was changed", "/login"),
    "goodbye": Kind("Your VelocityPost account is deleted", "/register"),
    "notice": Kind("VelocityPost: something needs you", "/dashboard"),
}
_EMAIL_IN_USE = Kind("You have a VelocityPost account with this address already", "/login")


class Writer:
    """Writes an e-mail to one person. A link's secret is made here and is nowhere else in clear."""

    def __init__(
        self,
        credentials: Credentials,
        notices: NoticeStore,
        *,
        base_url: str,
        find_by_email: Callable[[str], User | None],
    ) -> None:
        self._credentials = credentials
        self._notices = notices
        self._base_url = base_url
        self._find_by_email = find_by_email
        self._templates = Environment(
            loader=PackageLoader("velocitypost.notifications"),
            autoescape=select_autoescape(("html",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(self, letter: Letter, user: User | None) -> Mail | None:
        """The finished e-mail; None where there is nothing to say any more, or nobody to say it to.

        `user` is whose account it concerns; None where nobody here has the address that it was asked for with.
        """
        if letter.to is not None:
            return self._render(letter.kind, KINDS[letter.kind], letter.to, about=letter.about)
        if user is None:
            return None
        if letter.kind == "change_email":
            return self._to_new_address(user, letter.about)
        if letter.kind == "notice":
            return self._notice(user, letter.about)
        facts = KINDS[letter.kind]
        link = self._link(facts, user)
        return self._render(letter.kind, facts, Addressee(user.name, user.email), about=letter.about, link=link)

    def _notice(self, user: User, notice_id: str) -> Mail:
        facts, notice = KINDS["notice"], self._notices.find(notice_id)
        link, text = (self._base_url + notice.link, notice.text) if notice else (self._base_url + facts.page, "")
        return self._render("notice", facts, Addressee(user.name, user.email), about=text, link=link)

    def _to_new_address(self, user: User, email: str) -> Mail | None:
        """Whether somebody has the address already is told to nobody but whoever reads its mail."""
        if user.pending_email != email:
            return None
        if (known := self._find_by_email(email_key(email))) is not None:
            return self._render("email_in_use", _EMAIL_IN_USE, Addressee(known.name, known.email))
        facts = KINDS["change_email"]
        link = self._link(facts, user, email=email)
        return self._render("change_email", facts, Addressee(user.name, email), about=user.email, link=link)

    def _render(self, template: str, facts: Kind, to: Addressee, *, about: str = "", link: str = "") -> Mail:
        values = {
            "name": to.name,
            "email": to.email,
            "subject": facts.subject,
            "base_url": self._base_url,
            "link": link or self._base_url + facts.page,
            "about": about,
        }
        text = self._templates.get_template(f"{template}.txt").render(values)
        html = self._templates.get_template(f"{template}.html").render(values)
        return Mail(to=to.email, subject=facts.subject, text=text, html=html)

    def _link(self, facts: Kind, user: User, *, email: str = "") -> str:
        url = self._base_url + facts.page
        if facts.purpose is None:
            return url
        token = self._credentials.new_link_token(facts.purpose, user, email=email)
        return f"{url}?{urlencode({'token': token})}"
