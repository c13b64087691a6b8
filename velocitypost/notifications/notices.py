"""What people should see when they open the product: told once, kept until it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from velocitypost.accounts.model import MailKind
from velocitypost.core.clock import Clock
from velocitypost.core.database import AlreadyThere, Database, Index, Shape, collection
from velocitypost.core.events import Event, Events
from velocitypost.core.ids import new_id

NoticeKind = Literal["connection", "post", "automation", "billing"]
_SHOWN_MOST = 100


@dataclass(frozen=True)
class Notice:
    """Something that somebody in the workspace should know. `key` is the same for the same thing; `link` is a page."""

    id: str
    workspace_id: str
    key: str
    kind: NoticeKind
    text: str
    link: str
    created_at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True)
class NoticeTold(Event):
    """A new notice stands on the page, or notices were read."""

    notice_id: str


class NoSuchNotice(Exception):
    """This workspace has no such notice."""


_SHAPE = Shape(Notice)


class NoticeStore:
    """Rows by workspace; a key stands once in it."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(
            database, "notices", [Index(("workspace_id", "key"), unique=True), Index(("workspace_id", "-_id"))]
        )

    def insert(self, notice: Notice) -> bool:
        """False where the same was told before."""
        try:
            self._rows.insert_one(_SHAPE.to_row(notice))
        except AlreadyThere:
            return False
        return True

    def find(self, notice_id: str) -> Notice | None:
        row = self._rows.find_one({"_id": notice_id})
        return _SHAPE.from_row(row) if row else None

    def list(self, workspace_id: str, *, before: str | None, most: int) -> list[Notice]:
        """Newest first."""
        where = {"workspace_id": workspace_id, **({"_id": {"$lt": before}} if before else {})}
        return [_SHAPE.from_row(row) for row in self._rows.find(where).sort("_id", -1).limit(most)]

    def unread(self, workspace_id: str) -> int:
        return self._rows.count_documents({"workspace_id": workspace_id, "read_at": None}, limit=_SHOWN_MOST)

    def mark_read(self, workspace_id: str, notice_id: str | None, at: datetime) -> int:
        """One, or all where None is given. How many had not been read."""
        where = {"workspace_id": workspace_id, "read_at": None, **({"_id": notice_id} if notice_id else {})}
        return self._rows.update_many(where, {"$set": {"read_at": at}}).modified_count


class Notices:
    """Tells, lists and forgets them."""

    def __init__(self, store: NoticeStore, clock: Clock, events: Events, *, owner_mail: OwnerMail) -> None:
        self._store = store
        self._clock = clock
        self._events = events
        self._owner_mail = owner_mail

    def tell(
        self, workspace_id: str, key: str, text: str, *, kind: NoticeKind, link: str, mail: bool = False
    ) -> Notice | None:
        """Puts it before the workspace's people, and into its owner's mail where `mail` says so.

        None where it was told before.
        """
        notice = Notice(new_id("notice"), workspace_id, key, kind, text, link, self._clock.now())
        if not self._store.insert(notice):
            return None
        if mail:
            self._owner_mail.ask(workspace_id, "notice", about=notice.id)
        self._events.publish(NoticeTold(workspace_id, notice.id))
        return notice

    def page(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Notice], str | None]:
        """A page, newest first, and the cursor of the next one."""
        found = self._store.list(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def unread(self, workspace_id: str) -> int:
        """How many nobody has read, counted up to a hundred."""
        return self._store.unread(workspace_id)

    def read(self, workspace_id: str, notice_id: str | None = None) -> int:
        """Somebody has read it, or all of them. Raises `NoSuchNotice`."""
        if notice_id is not None:
            notice = self._store.find(notice_id)
            if notice is None or notice.workspace_id != workspace_id:
                raise NoSuchNotice("There is no such notice in this workspace.")
        count = self._store.mark_read(workspace_id, notice_id, self._clock.now())
        if count:
            self._events.publish(NoticeTold(workspace_id, notice_id or ""))
        return count


class OwnerMail:
    """Asks for an e-mail to a workspace's owner."""

    def __init__(self, ask: Callable[[MailKind, str, str], None], owner_of: Callable[[str], str | None]) -> None:
        self._ask = ask
        self._owner_of = owner_of

    def ask(self, workspace_id: str, kind: MailKind, *, about: str) -> None:
        """Nothing is asked for where there is no owner."""
        if (address := self._owner_of(workspace_id)) is not None:
            self._ask(kind, address, about)
