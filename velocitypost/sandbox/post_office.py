"""The SMTP door of the mailbox."""

import asyncio
import logging
import socket
import threading
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from velocitypost.sandbox.mailbox import Mailbox

LARGEST_MAIL = 20 * 1024 * 1024


class _Handler:
    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        await asyncio.to_thread(self._mailbox.keep, envelope.mail_from or "", envelope.rcpt_tos, raw)
        return "250 2.0.0 Kept in the sandbox's mailbox"


def _anybody(*_: Any) -> AuthResult:
    """Every name and password is right: nothing here is worth guarding, and the product must log in."""
    return AuthResult(success=True)


def open_post_office(mailbox: Mailbox, door: socket.socket) -> None:
    """Accept mail on a bound socket, in a thread of its own that ends with the process."""

    # Its library announces a deprecation of its own to the log at every log-in.
    logging.getLogger("mail.log").setLevel(logging.ERROR)

    def session() -> SMTP:
        return SMTP(
            _Handler(mailbox),
            hostname="sandbox",
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            authenticator=_anybody,
            auth_require_tls=False,
            loop=loop,
        )

    loop = asyncio.new_event_loop()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(loop.create_server(session, sock=door))
        loop.run_forever()

    threading.Thread(target=run, name="post-office", daemon=True).start()
