"""What people do with feeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from velocitypost.automation.feeds.fetching import CannotRead, FeedReader, Read
from velocitypost.automation.feeds.model import (
    ACCOUNTS_MOST,
    FEEDS_MOST,
    BadFeed,
    Feed,
    FeedChanged,
    FeedConflict,
    Item,
    NoSuchFeed,
    Way,
)
from velocitypost.automation.feeds.polling import Poller
from velocitypost.automation.feeds.store import FeedStore, ItemStore
from velocitypost.connections.service import ConnectionService
from velocitypost.content.model import UNLABELLED, Labelled
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id


class Feeds:
    """The verbs of feeds. All are scoped by workspace. `Poller` looks at them, in a worker."""

    def __init__(
        self,
        store: FeedStore,
        items: ItemStore,
        reader: FeedReader,
        poller: Poller,
        connections: ConnectionService,
        clock: Clock,
        events: Events,
        *,
        require_domains: Callable[[str, Sequence[str]], None],
    ) -> None:
        """`require_domains` raises for a domain that this workspace may not write with."""
        self._store = store
        self._items = items
        self._reader = reader
        self._poller = poller
        self._connections = connections
        self._clock = clock
        self._events = events
        self._require_domains = require_domains

    def look(self, url: str) -> Read:
        """What a feed says now; nothing is kept. The address of a web page leads to its feed. Raises `BadFeed`."""
        try:
            return self._reader.find(url)
        except CannotRead as error:
            raise BadFeed("url", str(error)) from error

    def follow(
        self,
        workspace_id: str,
        author_id: str,
        url: str,
        *,
        connection_ids: Sequence[str],
        way: Way,
        domain: str,
        labels: Labelled = UNLABELLED,
    ) -> Feed:
        """Begins to follow a feed; its latest entries become drafts in a moment. `labels` are as `Labels` gave them.

        Raises `BadFeed`, `FeedConflict`, `NoSuchConnection`, or what the writing room says of the domain.
        """
        self._require(workspace_id, connection_ids, way, domain)
        if len(self._store.all(workspace_id)) >= FEEDS_MOST:
            raise FeedConflict(f"At most {FEEDS_MOST} feeds can be followed. Remove one first.")
        found = self.look(url)
        now = self._clock.now()
        feed = Feed(
            id=new_id("feed"),
            workspace_id=workspace_id,
            author_id=author_id,
            url=found.url,
            title=found.document.title if found.document else "",
            connection_ids=tuple(dict.fromkeys(connection_ids)),
            way=way,
            domain=domain if way == "written" else "",
            active=True,
            created_at=now,
            updated_at=now,
            wake_at=now,
            labels=labels,
        )
        if not self._store.insert(feed):
            raise FeedConflict("This feed is followed already. Nothing was changed.")
        return feed

    def get(self, workspace_id: str, feed_id: str) -> Feed:
        """Raises `NoSuchFeed`."""
        feed = self._store.find(feed_id)
        if feed is None or feed.workspace_id != workspace_id:
            raise NoSuchFeed("There is no such feed in this workspace.")
        return feed

    def all(self, workspace_id: str) -> list[Feed]:
        """Newest first; there are few."""
        return self._store.all(workspace_id)

    def change(
        self,
        workspace_id: str,
        feed_id: str,
        *,
        version: int,
        active: bool | None = None,
        connection_ids: Sequence[str] | None = None,
        way: Way | None = None,
        domain: str | None = None,
        labels: Labelled | None = None,
    ) -> Feed:
        """What is None stays. One that is turned on is looked at at once. Raises as `follow`."""
        feed = self.get(workspace_id, feed_id)
        wanted = tuple(dict.fromkeys(feed.connection_ids if connection_ids is None else connection_ids))
        its_way, its_domain = way or feed.way, feed.domain if domain is None else domain
        if connection_ids is not None or way is not None or domain is not None:
            self._require(workspace_id, wanted if connection_ids is not None else (), its_way, its_domain)
        on = feed.active if active is None else active
        changes: dict[str, Any] = {
            "connection_ids": wanted,
            "way": its_way,
            "domain": its_domain if its_way == "written" else "",
            "active": on,
            "labels": feed.labels if labels is None else labels,
            "notice": "",
            "updated_at": self._clock.now(),
            "wake_at": feed.wake_at if on else None,
        }
        if on and not feed.active:
            changes |= {"wake_at": self._clock.now(), "problem": "", "failures": 0, "failing_since": None}
        return self._changed(feed, version, **changes)

    def poll_soon(self, workspace_id: str, feed_id: str) -> Feed:
        """Lets it be looked at now. Raises `NoSuchFeed`, or `FeedConflict` where it is off."""
        feed = self.get(workspace_id, feed_id)
        if not feed.active:
            raise FeedConflict("This feed is off. Turn it on, and it is looked at at once.")
        return self._changed(feed, feed.version, wake_at=self._clock.now())

    def remove(self, workspace_id: str, feed_id: str) -> None:
        """Follows it no more; its drafts stay. Raises `NoSuchFeed`."""
        feed = self.get(workspace_id, feed_id)
        self._store.delete(feed)
        self._items.delete_all(feed.id)

    def items(self, workspace_id: str, feed_id: str, *, before: str | None, most: int) -> tuple[list[Item], str | None]:
        """A page of its entries, newest first, and the cursor of the next one. Raises `NoSuchFeed`."""
        feed = self.get(workspace_id, feed_id)
        found = self._items.page(feed.id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def draft(self, workspace_id: str, feed_id: str, item_id: str) -> Item:
        """Makes a draft of an entry that became none. One that is made already is given as it is."""
        feed = self.get(workspace_id, feed_id)
        item = self._items.find(item_id)
        if item is None or item.feed_id != feed.id:
            raise NoSuchFeed("There is no such entry in this feed.")
        return self._poller.make(feed, item)

    # ---- inside

    def _changed(self, feed: Feed, version: int, **changes: Any) -> Feed:
        changed = self._store.change(feed, **changes) if feed.version == version else None
        if changed is None:
            raise FeedConflict("This feed was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        self._events.publish(FeedChanged(feed.workspace_id, feed.id))
        return changed

    def _require(self, workspace_id: str, connection_ids: Sequence[str], way: Way, domain: str) -> None:
        if len(connection_ids) > ACCOUNTS_MOST:
            raise BadFeed("connection_ids", f"At most {ACCOUNTS_MOST} accounts.")
        for connection_id in connection_ids:
            self._connections.get(workspace_id, connection_id)
        if way == "written":
            if not domain:
                raise BadFeed("domain", "Choose the expert who writes.")
            self._require_domains(workspace_id, [domain])
