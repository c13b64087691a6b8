"""Sending one e-mail over SMTP, and a plain word for how it failed."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Literal, Protocol

Security = Literal["auto", "none", "starttls", "tls"]
_TLS_PORT = 465
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class MailRefused(Exception):
    """The mail server will never take this e-mail: there is no use in repeating it. Nothing was sent."""


class MailUnavailable(Exception):
    """The mail server could not be reached or did not take the e-mail now. Try again later."""


@dataclass(frozen=True)
class Mail:
    """One e-mail to one person, as text and as HTML."""

    to: str
    subject: str
    text: str
    html: str


class Mailer(Protocol):
    """Hands an e-mail over. Raises `MailRefused` or `MailUnavailable`."""

    def send(self, mail: Mail) -> None: ...


@dataclass(frozen=True)
class SmtpMailer:
    """One connection for each e-mail.

    `auto` security means TLS on port 465, else STARTTLS where the server offers it. A password is never sent
    over an open line, except to this machine.
    """

    host: str
    port: int
    sender: str
    security: Security = "auto"
    username: str = ""
    password: str = ""
    timeout_seconds: float = 15.0

    def send(self, mail: Mail) -> None:
        """Raises `MailRefused` or `MailUnavailable`."""
        message = self._compose(mail)
        try:
            with self._connect() as server:
                server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _by_code(_code_of(error)) from error
        except smtplib.SMTPException as error:
            raise MailUnavailable(f"the mail server did not take it ({type(error).__name__})") from error
        except OSError as error:
            raise MailUnavailable(f"no connection to the mail server ({type(error).__name__})") from error

    def _compose(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2].rstrip("> ") or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message

    def _connect(self) -> smtplib.SMTP:
        tls = self.security == "tls" or (self.security == "auto" and self.port == _TLS_PORT)
        context = ssl.create_default_context()
        if tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_seconds, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
        try:
            self._secure_and_sign_in(server, context, tls=tls)
        except BaseException:
            server.close()
            raise
        return server

    def _secure_and_sign_in(self, server: smtplib.SMTP, context: ssl.SSLContext, *, tls: bool) -> None:
        if not tls and self.security in ("auto", "starttls"):
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                tls = True
            elif self.security == "starttls":
                raise MailUnavailable("the mail server offers no STARTTLS, which SMTP_SECURITY asks for")
        if self.username:
            if not tls and self.host not in _LOOPBACK:
                raise MailUnavailable("the mail server offers no encryption, so the password was not sent")
            server.login(self.username, self.password)


def _code_of(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _by_code(code: int) -> MailRefused | MailUnavailable:
    if code >= 500:  # RFC 5321, 4.2.1: 5yz is permanent, 4yz is worth another try
        return MailRefused(f"the mail server refuses this e-mail for good (code {code})")
    return MailUnavailable(f"the mail server asks to try again later (code {code})")
