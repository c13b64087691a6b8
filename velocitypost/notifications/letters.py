"""What our e-mails say. The words are in `templates/`, as text and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from velocitypost.accounts.model import MailKind, User
from velocitypost.accounts.service import Accounts, Purpose
from velocitypost.core.mail import Mail
from velocitypost.notifications.notices import NoticeStore


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
    "notice": Kind("VelocityPost: something needs you", "/dashboard"),
}


class Writer:
    """Writes an e-mail to one person. A link's secret is made here and is nowhere else in clear."""

    def __init__(self, accounts: Accounts, notices: NoticeStore, *, base_url: str) -> None:
        self._accounts = accounts
        self._notices = notices
        self._base_url = base_url
        self._templates = Environment(
            loader=PackageLoader("velocitypost.notifications"),
            autoescape=select_autoescape(("html",)),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(self, kind: MailKind, user: User, *, about: str = "") -> Mail:
        """The finished e-mail. `about` is the id of the notice that it tells."""
        facts = KINDS[kind]
        notice = self._notices.find(about) if about else None
        values = {
            "name": user.name,
            "email": user.email,
            "subject": facts.subject,
            "base_url": self._base_url,
            "link": self._base_url + notice.link if notice else self._link(facts, user),
            "notice": notice.text if notice else "",
        }
        text = self._templates.get_template(f"{kind}.txt").render(values)
        html = self._templates.get_template(f"{kind}.html").render(values)
        return Mail(to=user.email, subject=facts.subject, text=text, html=html)

    def _link(self, facts: Kind, user: User) -> str:
        url = self._base_url + facts.page
        if facts.purpose is None:
            return url
        return f"{url}?{urlencode({'token': self._accounts.new_link_token(facts.purpose, user.id)})}"
