"""Who hears of what: lower rooms tell what happened, and here stands what follows from it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from velocitypost.accounts.model import PlanChanged
from velocitypost.analytics.audience import AudienceStore
from velocitypost.analytics.counts import LiveCounts
from velocitypost.analytics.dashboard import Dashboard
from velocitypost.automation.feeds.model import FeedChanged
from velocitypost.automation.model import AutomationChanged
from velocitypost.automation.queues import QueueChanged
from velocitypost.connections.checks import ConnectionWarned, FollowersCounted
from velocitypost.connections.model import ConnectionChanged
from velocitypost.connections.service import ConnectionService
from velocitypost.content.notes import NotesChanged
from velocitypost.core.clock import Clock
from velocitypost.core.events import Event, Events
from velocitypost.generation.batch import BatchChanged
from velocitypost.notifications.live import Live
from velocitypost.notifications.notices import Notices, NoticeTold
from velocitypost.publishing.deciding import Deciding
from velocitypost.publishing.engagement import MetricsChanged
from velocitypost.publishing.model import PublicationChanged, WentLive
from velocitypost.publishing.series import SeriesTold
from velocitypost.publishing.spreadsheets.model import ImportChanged
from velocitypost.publishing.switch import PublishingSwitched
from velocitypost.sources.model import SourceChanged
from velocitypost.wiring.product import Product

Change = Mapping[str, Any]

# What open pages are told: which thing changed, and what they can show without asking.
ANNOUNCED: Mapping[type[Event], Callable[[Any], Change]] = {
    PublicationChanged: lambda event: {
        "type": "publication.changed",
        "id": event.publication_id,
        "post_id": event.post_id,
        "state": event.state,
    },
    MetricsChanged: lambda event: {
        "type": "metrics.changed",
        "id": event.publication_id,
        "post_id": event.post_id,
    },
    ConnectionChanged: lambda event: {"type": "connection.changed", "id": event.connection_id, "state": event.status},
    SourceChanged: lambda event: {
        "type": "source.changed",
        "id": event.source_id,
        "state": event.state,
        "pages_done": event.done,
        "pages_total": event.total,
    },
    PublishingSwitched: lambda event: {"type": "workspace.changed", "id": event.workspace_id, "state": event.state},
    BatchChanged: lambda event: {
        "type": "batch.changed",
        "id": event.batch_id,
        "state": event.state,
        "done": event.done,
        "total": event.total,
    },
    ImportChanged: lambda event: {
        "type": "import.changed",
        "id": event.import_id,
        "state": event.state,
        "done": event.done,
        "total": event.total,
    },
    FeedChanged: lambda event: {"type": "feed.changed", "id": event.feed_id},
    NoticeTold: lambda event: {"type": "notice.told", "id": event.notice_id},
    AutomationChanged: lambda event: {"type": "automation.changed", "id": event.entry_id},
    QueueChanged: lambda event: {"type": "queue.changed", "id": event.queue_id},
    SeriesTold: lambda event: {"type": "series.changed", "id": event.series_id},
    NotesChanged: lambda event: {"type": "note.changed", "id": event.note_id},
}


def connect(product: Product, audience: AudienceStore, live_counts: LiveCounts) -> None:
    """Subscribes all that concerns several rooms.

    Open pages are told last: what they then read is true already.
    """
    events, filler = product.events, product.autopilot.filler
    events.subscribe(PublicationChanged, product.tally.note)
    events.subscribe(PublicationChanged, product.autopilot.taking_back.hear)
    events.subscribe(PublicationChanged, product.autopilot.following.hear)
    events.subscribe(PlanChanged, lambda event: filler.refit(event.workspace_id))
    events.subscribe(WentLive, lambda event: live_counts.one_more(event.workspace_id))
    _release_when_reconnected(events, product.deciding)
    _tell_people(events, product.notices, product.connections)
    _keep_dashboard_true(events, product.dashboard, audience, product.clock)
    for kind, change in ANNOUNCED.items():
        events.subscribe(kind, _announcing(product.live, change))


def _announcing(live: Live, change: Callable[[Any], Change]) -> Callable[[Event], None]:
    return lambda event: live.announce(event.workspace_id, change(event))


def _release_when_reconnected(events: Events, deciding: Deciding) -> None:
    def connection(event: ConnectionChanged) -> None:
        if event.status == "connected":
            deciding.release(event.workspace_id, event.connection_id)

    events.subscribe(ConnectionChanged, connection)


def _tell_people(events: Events, notices: Notices, connections: ConnectionService) -> None:
    """What needs a person stands on the page, and where posts would not go out it is in the mail, too."""

    def lost(event: ConnectionChanged) -> None:
        if event.status != "reconnect_needed":
            return
        connection = connections.get(event.workspace_id, event.connection_id)
        name = connections.platform_of(connection).spec.name
        text = f"{name} disconnected {connection.name or connection.username}. {connection.status_reason or ''}".strip()
        key = f"{connection.id}/lost/{connection.version}"
        text = f"{text} Posts to it wait until you connect it again."
        notices.tell(event.workspace_id, key, text, kind="connection", link="/platforms", mail=True)

    def warned(event: ConnectionWarned) -> None:
        notices.tell(event.workspace_id, event.key, event.message, kind="connection", link="/platforms", mail=True)

    def publication(event: PublicationChanged) -> None:
        words = {
            "failed": "A post did not go out. See why, change it, and send it again.",
            "unconfirmed": "A post may or may not have arrived. Look, and say what is so.",
        }
        if (text := words.get(event.state)) is not None:
            key = f"{event.publication_id}/{event.state}"
            notices.tell(event.workspace_id, key, text, kind="post", link=f"/publications/{event.publication_id}")

    def stopped(event: SeriesTold) -> None:
        if not event.stopped:
            return
        key, link = f"{event.series_id}/stopped/{event.version}", f"/recurring/{event.series_id}"
        text = f"A recurring post has stopped. {event.stopped}"
        notices.tell(event.workspace_id, key, text, kind="post", link=link, mail=True)

    events.subscribe(SeriesTold, stopped)
    events.subscribe(ConnectionChanged, lost)
    events.subscribe(ConnectionWarned, warned)
    events.subscribe(PublicationChanged, publication)


def _keep_dashboard_true(events: Events, dashboard: Dashboard, audience: AudienceStore, clock: Clock) -> None:
    def counted(event: FollowersCounted) -> None:
        audience.note(event.workspace_id, event.connection_id, clock.now().date(), event.followers)

    def changed(event: Event) -> None:
        dashboard.forget(event.workspace_id)

    events.subscribe(FollowersCounted, counted)
    for kind in (PublicationChanged, WentLive, AutomationChanged, ConnectionChanged, PublishingSwitched):
        events.subscribe(kind, changed)
