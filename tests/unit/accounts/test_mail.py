"""What leaves for the mail server, and what is made of its answers."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest

from velocitypost.core.mail import Mail, MailRefused, MailUnavailable, SmtpMailer, _by_code
from velocitypost.notifications.service import wait_before_next

MAIL = Mail(to="ada@example.com", subject="Hello", text="plain", html="<p>rich</p>")


def test_a_message_has_both_forms_and_says_that_a_machine_wrote_it() -> None:
    message = SmtpMailer("127.0.0.1", 25, "VelocityPost <hello@example.org>")._compose(MAIL)
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_a_line_break_in_an_address_or_subject_cannot_add_a_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        SmtpMailer("127.0.0.1", 25, "a@example.org")._compose(Mail("a@example.com\nBcc: b@example.com", "x", "x", "x"))


def test_no_server_means_later() -> None:
    with pytest.raises(MailUnavailable):
        SmtpMailer("127.0.0.1", 1, "a@example.org", timeout_seconds=2).send(MAIL)


@pytest.mark.parametrize(
    ("code", "kind"), [(450, MailUnavailable), (421, MailUnavailable), (550, MailRefused), (0, MailUnavailable)]
)
def test_the_servers_code_says_whether_another_try_makes_sense(code: int, kind: type[Exception]) -> None:
    assert type(_by_code(code)) is kind


class _OpenServer(smtplib.SMTP):
    """A server that offers no encryption."""

    def ehlo(self, name: str = "") -> tuple[int, bytes]:
        return (250, b"")

    def has_extn(self, opt: str) -> bool:
        return False

    def login(self, *_: object, **__: object) -> tuple[int, bytes]:
        raise AssertionError("the password was sent over an open line")


@pytest.mark.parametrize("security", ["auto", "starttls"])
def test_a_password_is_never_sent_over_an_open_line(security: str) -> None:
    mailer = SmtpMailer("mail.example.com", 587, "a@example.org", security, "user", "secret")  # type: ignore[arg-type]
    with pytest.raises(MailUnavailable):
        mailer._secure_and_sign_in(_OpenServer(), None, tls=False)  # type: ignore[arg-type]


def test_waits_double_up_to_an_hour() -> None:
    waits = [wait_before_next(tries) for tries in (1, 2, 3, 12, 500)]
    assert waits == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)] + [timedelta(hours=1)] * 2
