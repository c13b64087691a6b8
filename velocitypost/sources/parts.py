"""How uploaded documents are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from velocitypost.billing.plans import Plan, Plans
from velocitypost.core.blobs import Blobs
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.settings import Settings
from velocitypost.sources.isolation import Isolation
from velocitypost.sources.pictures import Pictures
from velocitypost.sources.reading import Reader
from velocitypost.sources.service import SourceService
from velocitypost.sources.store import PassageStore, SourceStore


@dataclass(frozen=True)
class SourceRoom:
    """Everything that the web process, the workers and higher rooms call of it."""

    sources: SourceService
    reader: Reader


def put_together(
    settings: Settings,
    clock: Clock,
    database: Database,
    blobs: Blobs,
    events: Events,
    *,
    plans: Plans,
    plan_of: Callable[[str], Plan],
    checkpoint: Callable[[str], None],
) -> SourceRoom:
    """What strangers send is read in processes of their own, under limits."""
    rows, passages = SourceStore(database), PassageStore(database)
    isolation = Isolation(settings.data_dir / "reading")
    sources = SourceService(
        rows,
        passages,
        blobs,
        Pictures(rows, blobs, isolation),
        clock,
        events,
        plans,
        plan_of=plan_of,
        max_bytes=settings.max_file_size,
        extensions=settings.allowed_extensions,
    )
    reader = Reader(rows, passages, blobs, isolation, clock, events, purge=sources.purge, checkpoint=checkpoint)
    return SourceRoom(sources, reader)
