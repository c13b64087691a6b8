"""How feeds are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from velocitypost.automation.feeds.fetching import FeedReader
from velocitypost.automation.feeds.polling import Poller
from velocitypost.automation.feeds.service import Feeds
from velocitypost.automation.feeds.store import FeedStore, ItemStore
from velocitypost.automation.feeds.writing import ItemWriter
from velocitypost.connections.service import ConnectionService
from velocitypost.content.labels import Labels, TagReplaced
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.core.fetching import Fetcher
from velocitypost.generation.service import GenerationService
from velocitypost.notifications.notices import Notices
from velocitypost.publishing.service import PublishingService


@dataclass(frozen=True)
class FeedRoom:
    """Everything that the web process and the worker call of it."""

    feeds: Feeds
    poller: Poller


def put_together(
    database: Database,
    clock: Clock,
    events: Events,
    *,
    connections: ConnectionService,
    content: ContentService,
    labels: Labels,
    publishing: PublishingService,
    generation: GenerationService,
    notices: Notices,
    fetcher: Fetcher,
    folder: Path,
    checkpoint: Callable[[str], None],
) -> FeedRoom:
    """`folder` is for what is being read."""
    store, items, reader = FeedStore(database), ItemStore(database), FeedReader(fetcher, folder)
    writer = ItemWriter(generation, platform_of=connections.platform_of)
    poller = Poller(
        store,
        items,
        reader,
        writer,
        publishing,
        content,
        labels,
        connections,
        notices,
        clock,
        events,
        checkpoint=checkpoint,
    )
    events.subscribe(TagReplaced, lambda event: store.replace_tag(event.workspace_id, event.old, event.new))
    feeds = Feeds(
        store,
        items,
        reader,
        poller,
        connections,
        clock,
        events,
        require_domains=lambda workspace_id, domains: generation.require_allowed(
            workspace_id, domains, with_document=False
        ),
    )
    return FeedRoom(feeds, poller)
