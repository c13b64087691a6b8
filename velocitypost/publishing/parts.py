"""How publishing is put together, for whoever calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.billing.rooms import PostRoom
from velocitypost.connections.service import ConnectionService
from velocitypost.content.labels import TagReplaced
from velocitypost.content.parts import ContentRoom
from velocitypost.core.cache import Cache, Errands
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.media.parts import MediaRoom
from velocitypost.publishing.audit import Audit
from velocitypost.publishing.changing import Changing
from velocitypost.publishing.deciding import Deciding
from velocitypost.publishing.delivery import Delivery
from velocitypost.publishing.dispatch import Bell, Hints
from velocitypost.publishing.engagement import Engagement
from velocitypost.publishing.files import DraftFiles
from velocitypost.publishing.history import History
from velocitypost.publishing.punctuality import Punctuality
from velocitypost.publishing.rezone import Rezone
from velocitypost.publishing.series_dates import SeriesDates
from velocitypost.publishing.series_posts import SeriesPosts
from velocitypost.publishing.series_service import SeriesService
from velocitypost.publishing.series_store import MakingStore, SeriesStore
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.store import PublicationStore, StretchStore
from velocitypost.publishing.switch import Switch
from velocitypost.publishing.tally import Tally
from velocitypost.settings import Settings


@dataclass(frozen=True)
class PublishingRoom:
    """Everything that the web process, the workers and higher rooms call of it."""

    publications: PublicationStore
    publishing: PublishingService
    deciding: Deciding
    switch: Switch
    delivery: Delivery
    engagement: Engagement
    punctuality: Punctuality
    tally: Tally
    audit: Audit
    series: SeriesService
    rezone: Rezone
    history: History
    hints: Hints
    bell: Bell


def put_together(
    settings: Settings,
    clock: Clock,
    database: Database,
    cache: Cache,
    errands: Errands,
    events: Events,
    *,
    publications: PublicationStore,
    series_rows: SeriesStore,
    workspaces: Workspaces,
    room: PostRoom,
    connections: ConnectionService,
    material: ContentRoom,
    files: MediaRoom,
    checkpoint: Callable[[str], None],
) -> PublishingRoom:
    """`room` says how many posts a day a workspace may plan."""
    bell, changing = Bell(cache), Changing(publications, clock, events)
    switch = Switch(publications, workspaces, clock, events)
    draft_files = DraftFiles(files.media, files.renditions, files.links)
    publishing = PublishingService(
        publications,
        material.content,
        connections,
        files.media,
        draft_files,
        workspaces,
        clock,
        changing,
        room,
        material.post_links,
        ring=bell.ring,
    )
    delivery = Delivery(
        publications,
        connections,
        switch,
        draft_files,
        clock,
        events,
        lease=timedelta(seconds=settings.publish_lease_seconds),
        checkpoint=checkpoint,
    )
    makings = MakingStore(database)
    series_posts = SeriesPosts(
        series_rows, makings, publishing, material.content, material.labels, clock, events, checkpoint=checkpoint
    )
    events.subscribe(TagReplaced, lambda event: series_rows.replace_tag(event.workspace_id, event.old, event.new))
    return PublishingRoom(
        publications=publications,
        publishing=publishing,
        deciding=Deciding(publications, changing, connections, clock, ring=bell.ring),
        switch=switch,
        delivery=delivery,
        engagement=Engagement(publications, connections, clock, events),
        punctuality=Punctuality(publications, StretchStore(database), clock),
        tally=Tally(cache, errands),
        audit=Audit(material.posts, publications),
        series=SeriesService(
            series_rows,
            makings,
            series_posts,
            SeriesDates(makings, material.content, clock),
            publishing,
            material.content,
            clock,
            events,
        ),
        rezone=Rezone(publications, material.content, clock, events),
        history=History(publications, workspaces, clock),
        hints=Hints(cache, errands),
        bell=bell,
    )
