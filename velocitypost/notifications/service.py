"""Writes and delivers the e-mails that the product was asked to send."""

from __future__ import annotations

from datetime import timedelta

from velocitypost.accounts.service import Accounts
from velocitypost.core.clock import Clock
from velocitypost.core.log import get_logger
from velocitypost.core.mail import Mailer, MailRefused, MailUnavailable
from velocitypost.notifications.letters import Writer
from velocitypost.notifications.store import Letter, Outbox

log = get_logger(__name__)

LEASE = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(hours=24)
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=1)


def wait_before_next(tries: int) -> timedelta:
    """How long to wait after this many tries: 5 s, doubling up to an hour."""
    return min(_FIRST_WAIT * (1 << min(tries - 1, 20)), _LONGEST_WAIT)


class Notifications:
    """The worker calls `deliver_due` again and again; any number of workers may."""

    def __init__(self, outbox: Outbox, accounts: Accounts, writer: Writer, mailer: Mailer, clock: Clock) -> None:
        self._outbox = outbox
        self._accounts = accounts
        self._writer = writer
        self._mailer = mailer
        self._clock = clock

    def deliver_due(self, limit: int = 20) -> int:
        """Delivers what is due, at most `limit`, and tells how many went out. A mail server's fault never raises.

        An e-mail goes out at least once: a crash between the server's yes and our note of it repeats it.
        """
        return sum(
            self._deliver(letter) for letter in self._outbox.list_due(limit) if self._outbox.claim(letter, LEASE)
        )

    def _deliver(self, letter: Letter) -> bool:
        mail = self._writer.write(letter, self._accounts.find_by_email(letter.email_key))
        if mail is None:
            self._outbox.remove(letter.id)
            return False
        try:
            self._mailer.send(mail)
        except MailRefused as error:
            self._give_up(letter, str(error))
            return False
        except MailUnavailable as error:
            self._try_later(letter, str(error))
            return False
        self._outbox.remove(letter.id)
        log.info("mail_sent", mail_id=letter.id, kind=letter.kind)
        return True

    def _try_later(self, letter: Letter, reason: str) -> None:
        tries = letter.tries + 1
        next_try = self._clock.now() + wait_before_next(tries)
        if next_try - letter.asked_at > GIVE_UP_AFTER:
            self._give_up(letter, reason)
            return
        self._outbox.postpone(letter.id, next_try)
        log.warning("mail_postponed", mail_id=letter.id, kind=letter.kind, tries=tries, reason=reason)

    def _give_up(self, letter: Letter, reason: str) -> None:
        self._outbox.remove(letter.id)
        log.error("mail_given_up", mail_id=letter.id, kind=letter.kind, tries=letter.tries + 1, reason=reason)
