"""How queues and evergreen posts are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.automation.best_times import Curve
from velocitypost.automation.evergreen_labels import EvergreenLabels
from velocitypost.automation.evergreen_service import Evergreens
from velocitypost.automation.evergreen_store import CategoryStore, EvergreenStore, FillingStore
from velocitypost.automation.queue_board import Board
from velocitypost.automation.queues_service import HORIZON, Queues
from velocitypost.automation.queues_store import QueueStore, TakingStore
from velocitypost.automation.recycling import Recycling
from velocitypost.billing.rooms import PostRoom
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.labels import Labels, TagReplaced
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import Switch


@dataclass(frozen=True)
class QueueRoom:
    """Everything that the web process and the workers call of it."""

    queues: Queues
    evergreens: Evergreens
    evergreen_labels: EvergreenLabels
    recycling: Recycling


def put_together(
    database: Database,
    clock: Clock,
    events: Events,
    *,
    evergreens: EvergreenStore,
    workspaces: Workspaces,
    connections: ConnectionService,
    content: ContentService,
    labels: Labels,
    publications: PublicationStore,
    publishing: PublishingService,
    room: PostRoom,
    switch: Switch,
    curve_of: Callable[[str, Connection, str], Curve],
    checkpoint: Callable[[str], None] = lambda _name: None,
    horizon: timedelta = HORIZON,
) -> QueueRoom:
    """`curve_of` tells when an account's followers answer best; `horizon` is how far ahead posts line up."""
    queues, takings, categories = QueueStore(database), TakingStore(database), CategoryStore(database)
    board = Board(takings, publications, clock, horizon=horizon)
    evergreen_labels = EvergreenLabels(content, labels)
    events.subscribe(TagReplaced, lambda event: evergreens.replace_tag(event.workspace_id, event.old, event.new))
    recycling = Recycling(
        queues,
        takings,
        board,
        categories,
        evergreens,
        FillingStore(database),
        publications,
        publishing,
        evergreen_labels,
        connections,
        switch,
        clock,
        events,
        checkpoint=checkpoint,
    )
    return QueueRoom(
        queues=Queues(
            queues,
            takings,
            board,
            publishing,
            content,
            connections,
            workspaces,
            room,
            clock,
            events,
            categories_of=lambda workspace_id: [category.id for category in categories.list(workspace_id)],
            curve_of=curve_of,
            wake=recycling.wake,
            give_back=recycling.give_back,
        ),
        evergreens=Evergreens(categories, evergreens, queues, publishing, content, clock, events, wake=recycling.wake),
        evergreen_labels=evergreen_labels,
        recycling=recycling,
    )
