"""Looking at feeds, in a worker: what is new becomes drafts, each entry one, and never a flood of them.

A feed is claimed with a lease. The row of an entry is there before its draft and names the draft's id; the feed and the
entry's own name for itself are unique in it, so that two that look at once make no draft twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from velocitypost.automation.feeds.fetching import CannotRead, FeedReader, Read
from velocitypost.automation.feeds.model import (
    A_DAY_MOST,
    AT_ONCE_MOST,
    FIRST_MOST,
    Entry,
    Feed,
    FeedChanged,
    FeedConflict,
    Item,
)
from velocitypost.automation.feeds.store import FeedStore, ItemStore
from velocitypost.automation.feeds.writing import ItemWriter
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.labels import Labels
from velocitypost.content.model import BadWriting
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.database import DatabaseError
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.notifications.notices import Notices
from velocitypost.publishing.service import PublishingService

log = get_logger(__name__)
EVERY = timedelta(minutes=30)
_LEASE = timedelta(minutes=4)
_CLAIM = timedelta(minutes=5)
_AT_ONCE = 20
_LATEST = 200
_TRIES_MOST = 4
_WAIT_MOST = timedelta(hours=24)
_TELLS_AFTER = 3


class Poller:
    """`checkpoint` is called at named places, for tests of crashes."""

    def __init__(
        self,
        store: FeedStore,
        items: ItemStore,
        reader: FeedReader,
        writer: ItemWriter,
        publishing: PublishingService,
        content: ContentService,
        labels: Labels,
        connections: ConnectionService,
        notices: Notices,
        clock: Clock,
        events: Events,
        *,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._store = store
        self._items = items
        self._reader = reader
        self._writer = writer
        self._publishing = publishing
        self._content = content
        self._labels = labels
        self._connections = connections
        self._notices = notices
        self._clock = clock
        self._events = events
        self._checkpoint = checkpoint

    def work(self) -> bool:
        """Looks at the feed that waits longest. Whether there was one."""
        for feed in self._store.due(self._clock.now(), most=_AT_ONCE):
            claimed = self._store.claim(feed, new_id("claim"), until=self._clock.now() + _LEASE)
            if claimed is not None:
                self._look(claimed)
                self._events.publish(FeedChanged(claimed.workspace_id, claimed.id))
                return True
        return False

    def make(self, feed: Feed, item: Item) -> Item:
        """A draft of this entry, whatever was decided of it before. Raises `FeedConflict` while it is being made."""
        if item.state == "made":
            return item
        now = self._clock.now()
        if item.state == "making" and item.claimed_until > now:
            raise FeedConflict("A draft of it is being made right now.")
        # A new id, because posts are listed by theirs: what is made now stands with the latest.
        post_id = new_id("post") if item.state == "passed" else item.post_id
        claimed = replace(item, state="making", post_id=post_id, claimed_until=now + _CLAIM, tries=0, problem="")
        if not self._items.change(item, claimed):
            raise FeedConflict("A draft of it is being made right now.")
        self._draft(feed, claimed)
        return self._items.find(item.id) or claimed

    # ---- a look

    def _look(self, feed: Feed) -> None:
        now = self._clock.now()
        for item in self._items.unfinished(feed.id, now, most=_LATEST):
            if self._items.change(item, taken := replace(item, claimed_until=now + _CLAIM)):
                self._draft(feed, taken)
        try:
            found = self._reader.read(feed.url, etag=feed.etag, modified=feed.modified)
            notice = self._take(feed, found)
        except CannotRead as error:
            self._fail(feed, error)
            return
        self._store.settle(
            feed,
            begun=True,
            title=(found.document.title if found.document else "") or feed.title,
            etag=found.etag,
            modified=found.modified,
            checked_at=now,
            failures=0,
            failing_since=None,
            problem="",
            notice=notice or ("" if found.document else feed.notice),
            wake_at=now + EVERY,
        )

    def _take(self, feed: Feed, found: Read) -> str:
        """Makes drafts of what is new; what its owner should know of that."""
        if found.document is None:
            return ""
        if found.document.alternate:
            raise CannotRead("There is a web page at this address now, and no feed.")
        entries = list({guid_of(entry): entry for entry in reversed(found.document.entries)}.items())
        known = self._items.known(feed.id, [guid for guid, _ in entries])
        fresh = [(guid, entry) for guid, entry in entries if guid not in known]
        room = self._room(feed)
        chosen = {guid for guid, _ in fresh[len(fresh) - min(room, len(fresh)) :]}
        notices: list[str] = []
        for guid, entry in fresh:
            item = self._item(feed, guid, entry, taken=guid in chosen)
            if self._items.insert(item) and item.state == "making":
                self._checkpoint("feed_item_claimed")
                notices.append(self._draft(feed, item))
        passed = len(fresh) - len(chosen)
        if feed.begun and passed:
            words = "1 entry was" if passed == 1 else f"{passed} entries were"
            notices.append(f"Much came at once: {words} passed over. You find them among its entries.")
        return next((notice for notice in reversed(notices) if notice), "")

    def _room(self, feed: Feed) -> int:
        """How many drafts it may bring now."""
        if not feed.begun:
            return FIRST_MOST
        today = self._items.count_made(feed.id, self._clock.now() - timedelta(days=1), most=_LATEST)
        return max(0, min(AT_ONCE_MOST, A_DAY_MOST - today))

    def _item(self, feed: Feed, guid: str, entry: Entry, *, taken: bool) -> Item:
        now = self._clock.now()
        return Item(
            id=new_id("item"),
            feed_id=feed.id,
            workspace_id=feed.workspace_id,
            guid=guid,
            state="making" if taken else "passed",
            post_id=new_id("post"),
            title=entry.title,
            link=entry.link,
            summary=entry.summary,
            published_at=entry.published_at,
            seen_at=now,
            claimed_until=now + _CLAIM,
        )

    def _draft(self, feed: Feed, item: Item) -> str:
        """Writes it and keeps it; what its owner should know."""
        try:
            if self._content.was_deleted(item.post_id):
                item, fresh = replace(item, post_id=new_id("post")), item
                self._items.change(fresh, item)
            written = self._writer.write(feed, item, self._accounts(feed))
            self._publishing.write(
                feed.workspace_id,
                feed.author_id,
                written.writing,
                post_id=item.post_id,
                origin="feed",
                labels=self._labels.still(feed.workspace_id, feed.labels),
            )
        except DatabaseError:
            raise
        except BadWriting as error:
            self._items.change(item, replace(item, state="failed", problem=str(error)))
            return ""
        except Exception as error:
            # One that cannot be written must not hold up the others; it is tried again with the next looks.
            log.exception("feed_item_not_written", item=item.id)
            given_up = item.tries + 1 >= _TRIES_MOST
            words = f"It could not be written ({type(error).__name__})." if given_up else ""
            after = replace(item, tries=item.tries + 1, claimed_until=self._clock.now(), problem=words)
            self._items.change(item, replace(after, state="failed") if given_up else after)
            return ""
        self._checkpoint("feed_item_written")
        if self._items.change(item, replace(item, state="made", problem="")):
            self._store.count_draft(feed.id)
        return written.notice

    def _accounts(self, feed: Feed) -> Sequence[Connection]:
        """Those that are still there."""
        there = {one.id: one for one in self._connections.list(feed.workspace_id)}
        return [there[connection_id] for connection_id in feed.connection_ids if connection_id in there]

    # ---- failing

    def _fail(self, feed: Feed, error: CannotRead) -> None:
        now, failures = self._clock.now(), feed.failures + 1
        since = feed.failing_since or now
        settled = self._store.settle(
            feed,
            checked_at=now,
            failures=failures,
            failing_since=since,
            problem=str(error),
            active=not error.gone,
            wake_at=None if error.gone else now + _wait(failures, error.retry_after),
        )
        if settled and (error.gone or failures == _TELLS_AFTER):
            self._tell(feed, error, since)

    def _tell(self, feed: Feed, error: CannotRead, since: datetime) -> None:
        then = "It was turned off." if error.gone else "It is tried again, ever more rarely."
        self._notices.tell(
            feed.workspace_id,
            f"{feed.id}/failing/{since.isoformat()}",
            f"The feed “{feed.title}” cannot be read: {error} {then}",
            kind="automation",
            link="/feeds",
        )


def guid_of(entry: Entry) -> str:
    """A fingerprint of what the feed knows the entry by."""
    return hashlib.sha256(entry.guid.encode()).hexdigest()


def _wait(failures: int, retry_after: int | None) -> timedelta:
    """Twice as long with each failure, and at least as long as the server asks."""
    wait = min(EVERY * (1 << min(failures - 1, 10)), _WAIT_MOST)
    return max(wait, min(timedelta(seconds=retry_after or 0), _WAIT_MOST))
