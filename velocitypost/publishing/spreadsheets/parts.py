"""How files of posts are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.billing.rooms import PostRoom
from velocitypost.connections.service import ConnectionService
from velocitypost.content.campaigns import Campaigns
from velocitypost.content.labels import Labels
from velocitypost.content.service import ContentService
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.core.fetching import Fetcher
from velocitypost.media.service import MediaService
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.spreadsheets.checking import Checker
from velocitypost.publishing.spreadsheets.export import Export
from velocitypost.publishing.spreadsheets.running import Importer
from velocitypost.publishing.spreadsheets.service import Spreadsheets
from velocitypost.publishing.spreadsheets.store import ImportRowStore, ImportStore, MarkStore


@dataclass(frozen=True)
class SpreadsheetRoom:
    """Everything that the web process and the worker call of it."""

    imports: Spreadsheets
    importer: Importer
    export: Export


def put_together(
    database: Database,
    clock: Clock,
    events: Events,
    *,
    registry: Registry,
    workspaces: Workspaces,
    connections: ConnectionService,
    content: ContentService,
    labels: Labels,
    campaigns: Campaigns,
    media: MediaService,
    publishing: PublishingService,
    room: PostRoom,
    fetcher: Fetcher,
    base_url: str,
    checkpoint: Callable[[str], None],
) -> SpreadsheetRoom:
    """`base_url` is our own: files of the library are named by it."""
    imports, rows, marks = ImportStore(database), ImportRowStore(database), MarkStore(database)
    checker = Checker(connections, media, registry, room, clock, base_url=base_url)
    service = Spreadsheets(imports, rows, marks, checker, content, connections, workspaces, campaigns, clock, events)
    importer = Importer(
        imports,
        rows,
        marks,
        service,
        checker,
        publishing,
        content,
        media,
        labels,
        campaigns,
        registry,
        fetcher,
        clock,
        events,
        checkpoint=checkpoint,
    )
    return SpreadsheetRoom(service, importer, Export(content, publishing, connections, campaigns, base_url=base_url))
