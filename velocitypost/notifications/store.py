"""The outbox: e-mails that are to be written and delivered.

It keeps what is to be written to whom, never a text: the secret in a link is made when the e-mail goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from velocitypost.accounts.model import Addressee, MailKind
from velocitypost.core.clock import Clock
from velocitypost.core.database import Collection, Database, Document, Index, collection
from velocitypost.core.ids import new_id


@dataclass(frozen=True)
class Letter:
    """An e-mail to be written: `tries` counts the claims so far, `about` is what it tells of.

    It goes to the account of `email_key`, or to `to` where that is another address.
    """

    id: str
    kind: MailKind
    email_key: str
    asked_at: datetime
    due_at: datetime
    tries: int
    about: str = ""
    to: Addressee | None = None


class Outbox:
    """Durable: what was asked for survives every restart until it is delivered or given up."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._rows: Collection = collection(database, "mails", [Index(("due_at",))])
        self._clock = clock

    def ask(self, kind: MailKind, email_key: str, about: str = "", *, to: Addressee | None = None) -> None:
        """Asks for an e-mail; it is on disk when this returns."""
        now = self._clock.now()
        self._rows.insert_one(
            {
                "_id": new_id("mail"),
                "kind": kind,
                "email_key": email_key,
                "asked_at": now,
                "due_at": now,
                "tries": 0,
                "about": about,
                "to": {"name": to.name, "email": to.email} if to else None,
            }
        )

    def list_due(self, limit: int) -> list[Letter]:
        """What is due, the longest waiting first."""
        rows = self._rows.find({"due_at": {"$lte": self._clock.now()}}).sort([("due_at", 1)]).limit(limit)
        return [_letter(row) for row in rows]

    def claim(self, letter: Letter, lease: timedelta) -> bool:
        """Whether this caller has it now. An unfinished one comes back when the lease runs out."""
        claimed = self._rows.update_one(
            {"_id": letter.id, "tries": letter.tries, "due_at": letter.due_at},
            {"$set": {"due_at": self._clock.now() + lease}, "$inc": {"tries": 1}},
        )
        return claimed.matched_count == 1

    def postpone(self, letter_id: str, until: datetime) -> None:
        self._rows.update_one({"_id": letter_id}, {"$set": {"due_at": until}})

    def remove(self, letter_id: str) -> None:
        self._rows.delete_one({"_id": letter_id})


def _letter(row: Document) -> Letter:
    to = row.get("to")
    return Letter(
        row["_id"],
        row["kind"],
        row["email_key"],
        row["asked_at"],
        row["due_at"],
        row["tries"],
        row.get("about", ""),
        Addressee(to["name"], to["email"]) if to else None,
    )
