"""Every mail that the product sends while it is being tried out: kept here, delivered nowhere."""

import re
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from velocitypost.sandbox.store import Row, Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS mails (
    id INTEGER PRIMARY KEY AUTOINCREMENT, received_ms INTEGER NOT NULL, sender TEXT NOT NULL,
    recipients TEXT NOT NULL, subject TEXT NOT NULL, raw BLOB NOT NULL
);
"""
KEPT = 1_000
LINK = re.compile(r"https?://[^\s<>\"'\])]+[^\s<>\"'\]).,;:!?]")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as its reader sees it. `to` are the addresses that it was handed over for."""

    id: int
    received_ms: int
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str

    @property
    def links(self) -> list[str]:
        """The addresses in it, in order, each once; the text part first."""
        found = LINK.findall(self.text) + re.findall(r"href=\"(https?://[^\"]+)\"", self.html)
        return list(dict.fromkeys(link.replace("&amp;", "&") for link in found))

    def shown(self) -> dict[str, Any]:
        """As the control API answers it."""
        return {
            "id": self.id,
            "received_ms": self.received_ms,
            "from": self.sender,
            "to": list(self.to),
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "links": self.links,
        }


class Mailbox:
    """Mails, newest first; the oldest are dropped past a thousand."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, sender: str, recipients: list[str], raw: bytes) -> None:
        """Store a mail as it came over SMTP."""
        subject = str(_parsed(raw)["subject"] or "")
        with self._store.write() as rows:
            rows.execute(
                "INSERT INTO mails (received_ms, sender, recipients, subject, raw) VALUES (?,?,?,?,?)",
                (int(time.time() * 1000), sender, "\n".join(recipients), subject, raw),
            )
            rows.execute("DELETE FROM mails WHERE id <= (SELECT MAX(id) FROM mails) - ?", (KEPT,))

    def listed(self, to: str | None = None, limit: int = 100) -> list[Mail]:
        """Newest first, for one address or for all."""
        sql = "SELECT * FROM mails WHERE ? IS NULL OR instr(lower(recipients), lower(?)) ORDER BY id DESC LIMIT ?"
        mails = [_mail(row) for row in self._store.all(sql, to, to, limit)]
        return [mail for mail in mails if to is None or to.lower() in map(str.lower, mail.to)]

    def find(self, mail_id: int) -> Mail | None:
        """One mail, or None."""
        row = self._store.first("SELECT * FROM mails WHERE id=?", mail_id)
        return _mail(row) if row else None


def _parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _mail(row: Row) -> Mail:
    message = _parsed(row["raw"])
    text, html = _part(message, "plain"), _part(message, "html")
    to = tuple(row["recipients"].split("\n"))
    return Mail(row["id"], row["received_ms"], row["sender"], to, row["subject"], text, html)
