"""The object graph, on one screen. Services get what they need by constructor; nobody asks this room for anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from velocitypost.accounts import store as accounts_store
from velocitypost.accounts.attempts import Attempts
from velocitypost.accounts.model import PlanChanged
from velocitypost.accounts.passwords import CHEAP, Passwords
from velocitypost.accounts.service import Accounts, Stores
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.tokens import AccessTokens, ForgeryProof
from velocitypost.accounts.workspaces import Workspaces
from velocitypost.analytics.audience import AudienceStore
from velocitypost.analytics.campaigns import CampaignResults
from velocitypost.analytics.counts import LiveCounts
from velocitypost.analytics.dashboard import Dashboard
from velocitypost.automation.evergreen_store import EvergreenStore
from velocitypost.automation.feeds.model import FeedChanged
from velocitypost.automation.feeds.parts import FeedRoom
from velocitypost.automation.feeds.parts import put_together as put_feeds_together
from velocitypost.automation.model import AutomationChanged
from velocitypost.automation.parts import Autopilot
from velocitypost.automation.parts import put_together as put_autopilot_together
from velocitypost.automation.queue_parts import QueueRoom
from velocitypost.automation.queue_parts import put_together as put_queues_together
from velocitypost.automation.queues import QueueChanged
from velocitypost.billing.allowance import Allowances
from velocitypost.billing.plans import Plans
from velocitypost.billing.rooms import PlatformRoom, PostRoom
from velocitypost.billing.store import AllowanceStore
from velocitypost.billing.usage import Counts, Usage
from velocitypost.connections.apps import Apps
from velocitypost.connections.checks import Checks, ConnectionWarned, FollowersCounted
from velocitypost.connections.client import bucket
from velocitypost.connections.connecting import Connecting
from velocitypost.connections.instances import Instances
from velocitypost.connections.model import ConnectionChanged
from velocitypost.connections.pictures import Pictures
from velocitypost.connections.service import ConnectionService
from velocitypost.connections.sessions import Sessions as AuthorisedSessions
from velocitypost.connections.store import ConnectionStore
from velocitypost.connections.tokens import Tokens
from velocitypost.content.campaigns import Campaigns
from velocitypost.content.campaigns_store import CampaignStore
from velocitypost.content.clicks import Clicks
from velocitypost.content.labels import Labels, TagReplaced
from velocitypost.content.notes import CalendarNotes, NotesChanged
from velocitypost.content.notes_store import NoteStore
from velocitypost.content.post_links import PostLinks
from velocitypost.content.post_links_store import LinkSettingsStore
from velocitypost.content.service import ContentService
from velocitypost.content.short_links import ShortLinks
from velocitypost.content.short_links_store import ClickStore, ShortLinkStore
from velocitypost.content.store import PostStore
from velocitypost.content.templates import Templates
from velocitypost.content.templates_store import TemplateStore
from velocitypost.contract import registry as platforms
from velocitypost.contract.registry import Registry
from velocitypost.core import cache as redis
from velocitypost.core import crash
from velocitypost.core import database as mongodb
from velocitypost.core.blobs import Blobs
from velocitypost.core.cache import AtOnce, Behind, Cache, Errands
from velocitypost.core.clock import Clock, SystemClock
from velocitypost.core.database import Database
from velocitypost.core.events import Event, Events
from velocitypost.core.fetching import Fetcher
from velocitypost.core.http import Outbound
from velocitypost.core.mail import SmtpMailer
from velocitypost.core.ratelimit import RateLimiter
from velocitypost.core.vault import Vault
from velocitypost.generation.batch import BatchChanged
from velocitypost.generation.cards.automatic import AutomaticCards, draws
from velocitypost.generation.cards.service import Cards
from velocitypost.generation.cards.store import BrandStore
from velocitypost.generation.link_pictures import LinkPictures
from velocitypost.generation.parts import Generation, put_together
from velocitypost.media.links import Links
from velocitypost.media.renditions import Renditions
from velocitypost.media.service import MediaService
from velocitypost.media.store import MediaStore, RenditionStore, UploadStore
from velocitypost.media.uploads import Uploads
from velocitypost.notifications.letters import Writer
from velocitypost.notifications.live import Live
from velocitypost.notifications.notices import Notices, NoticeStore, NoticeTold, OwnerMail
from velocitypost.notifications.service import Notifications
from velocitypost.notifications.store import Outbox
from velocitypost.publishing.audit import Audit
from velocitypost.publishing.delivery import Delivery
from velocitypost.publishing.dispatch import Bell, Hints
from velocitypost.publishing.engagement import Engagement, MetricsChanged
from velocitypost.publishing.files import DraftFiles
from velocitypost.publishing.history import History
from velocitypost.publishing.model import PublicationChanged, WentLive
from velocitypost.publishing.punctuality import Punctuality
from velocitypost.publishing.rezone import Rezone
from velocitypost.publishing.series_service import SeriesService
from velocitypost.publishing.series_store import MakingStore, SeriesStore
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.spreadsheets.model import ImportChanged
from velocitypost.publishing.spreadsheets.parts import SpreadsheetRoom
from velocitypost.publishing.spreadsheets.parts import put_together as put_spreadsheets_together
from velocitypost.publishing.store import PublicationStore, StretchStore
from velocitypost.publishing.switch import PublishingSwitched, Switch
from velocitypost.publishing.tally import Tally
from velocitypost.settings import Settings
from velocitypost.sources.isolation import Isolation
from velocitypost.sources.model import SourceChanged
from velocitypost.sources.pictures import Pictures as PagePictures
from velocitypost.sources.reading import Reader
from velocitypost.sources.service import SourceService
from velocitypost.sources.store import PassageStore, SourceStore


@dataclass(frozen=True)
class Product:
    """Everything that the web process, the worker and the command line call."""

    settings: Settings
    clock: Clock
    database: Database
    cache: Cache
    errands: Errands
    events: Events
    live: Live
    attempts: Attempts
    forgery_proof: ForgeryProof
    sessions: Sessions
    accounts: Accounts
    workspaces: Workspaces
    plans: Plans
    post_room: PostRoom
    usage: Usage
    media: MediaService
    sources: SourceService
    reader: Reader
    renditions: Renditions
    links: Links
    notifications: Notifications
    registry: Registry
    apps: Apps
    connecting: Connecting
    checks: Checks
    notices: Notices
    connections: ConnectionService
    content: ContentService
    calendar_notes: CalendarNotes
    labels: Labels
    campaigns: Campaigns
    campaign_results: CampaignResults
    templates: Templates
    post_links: PostLinks
    short_links: ShortLinks
    clicks: Clicks
    publications: PublicationStore
    publishing: PublishingService
    switch: Switch
    delivery: Delivery
    engagement: Engagement
    punctuality: Punctuality
    tally: Tally
    audit: Audit
    series: SeriesService
    rezone: Rezone
    hints: Hints
    bell: Bell
    outbound: Outbound
    generation: Generation
    cards: Cards
    autopilot: Autopilot
    queue_room: QueueRoom
    spreadsheets: SpreadsheetRoom
    feed_room: FeedRoom
    dashboard: Dashboard


def build(
    settings: Settings,
    clock: Clock | None = None,
    *,
    outbound: Outbound | None = None,
    checkpoint: Callable[[str], None] | None = None,
    errands_behind: bool = False,
) -> Product:
    """Connects everything. Opens no connection until the first use, but that it ensures the indexes.

    Tests put a clock of their own here, an `outbound` that looks at what leaves, or a `checkpoint` that dies.
    `errands_behind` is for workers: what Redis is told then leaves a few milliseconds later, many things together.
    """
    clock = clock or SystemClock()
    sandbox = bool(settings.sandbox_url)
    database = mongodb.connect(settings.mongodb_uri)
    cache = redis.connect(settings.redis_url)
    jwt_key = settings.jwt_secret_key.get_secret_value()
    events = Events()
    errands: Errands = Behind(cache) if errands_behind else AtOnce(cache)
    live = Live(cache, errands)
    vault = Vault(settings.keys)
    registry = platforms.load()
    blobs = Blobs(settings.data_dir / "blobs")
    outbound = outbound or Outbound(timeout=settings.http_timeout_seconds, allowed=[settings.sandbox_url])

    users = accounts_store.Users(database)
    workspace_rows = accounts_store.Workspaces(database)
    outbox = Outbox(database, clock)
    notice_rows = NoticeStore(database)
    sessions = Sessions(accounts_store.Sessions(database), AccessTokens(jwt_key), clock)
    accounts = Accounts(
        Stores(users, workspace_rows, accounts_store.MailTokens(database)),
        sessions,
        Passwords(CHEAP if settings.flask_env == "testing" else None),
        clock,
        ask_for_mail=outbox.ask,
        sandbox=sandbox,
    )
    workspaces = Workspaces(workspace_rows, users, clock, events, sandbox=sandbox)
    notices = Notices(notice_rows, clock, events, owner_mail=OwnerMail(outbox.ask, workspaces.owner_mail))
    plans = Plans()
    apps = Apps(settings, clock)
    connection_rows = ConnectionStore(database)
    allowances = Allowances(AllowanceStore(database), clock)
    platform_room = PlatformRoom(allowances, plans, workspaces.get)
    post_room = PostRoom(allowances, plans, workspaces.get)
    instances = Instances(connection_rows, apps, outbound, vault)
    authorised = AuthorisedSessions(apps, outbound, RateLimiter(cache, errands), clock)
    tokens = Tokens(connection_rows, registry, instances, authorised, vault, clock, events)
    pictures = Pictures(outbound, blobs)
    connections = ConnectionService(
        connection_rows, registry, instances, tokens, authorised, pictures, clock, events, platform_room
    )
    checks = Checks(
        connection_rows,
        connections,
        RateLimiter(cache),
        clock,
        events,
        quota_key=lambda connection: bucket(connection.platform, connection.id, "POST"),
    )
    connecting = Connecting(
        connection_rows,
        registry,
        instances,
        tokens,
        authorised,
        vault,
        pictures,
        clock,
        events,
        plan_of=lambda workspace_id: plans.of(workspaces.get(workspace_id).plan),
        room=platform_room,
    )
    publications = PublicationStore(database)
    series_rows = SeriesStore(database)
    media_rows = MediaStore(database)
    evergreen_rows = EvergreenStore(database)
    renditions = Renditions(
        RenditionStore(database),
        blobs,
        clock,
        folder=settings.data_dir / "incoming",
        find=lambda workspace_id, media_id: media.get(workspace_id, media_id),
    )
    links = Links(settings.secret_key.get_secret_value(), base_url=settings.base_url)
    media = MediaService(
        media_rows,
        blobs,
        clock,
        max_bytes=settings.media_max_file_size,
        folder=settings.data_dir / "incoming",
        renditions=renditions,
        uploads=Uploads(
            UploadStore(database), settings.data_dir / "incoming", clock, max_bytes=settings.media_max_file_size
        ),
        is_in_use=lambda workspace_id, media_id: (
            publications.uses_media(workspace_id, media_id)
            or series_rows.uses_media(workspace_id, media_id)
            or evergreen_rows.uses_media(workspace_id, media_id)
        ),
    )
    posts = PostStore(database)
    content = ContentService(posts, clock)
    campaigns = Campaigns(CampaignStore(database), posts, clock)
    labels = Labels(posts, events, is_campaign=lambda *ids: campaigns.find(*ids) is not None)
    short_link_rows, click_rows = ShortLinkStore(database), ClickStore(database)
    short_links = ShortLinks(
        short_link_rows, clock, secret=settings.secret_key.get_secret_value(), base_url=settings.base_url
    )
    post_links = PostLinks(LinkSettingsStore(database), short_links, campaign_of=campaigns.find, sites=_sites(registry))
    switch = Switch(publications, workspaces, clock, events)
    bell = Bell(cache)
    checkpoint = checkpoint or (crash.killer(settings.crash_at) if settings.crash_at else crash.nowhere)
    source_rows, passage_rows = SourceStore(database), PassageStore(database)
    isolation = Isolation(settings.data_dir / "reading")
    sources = SourceService(
        source_rows,
        passage_rows,
        blobs,
        PagePictures(source_rows, blobs, isolation),
        clock,
        events,
        plans,
        plan_of=lambda workspace_id: plans.of(workspaces.get(workspace_id).plan),
        max_bytes=settings.max_file_size,
        extensions=settings.allowed_extensions,
    )
    draft_files = DraftFiles(media, renditions, links)
    publishing = PublishingService(
        publications,
        content,
        connections,
        media,
        draft_files,
        workspaces,
        clock,
        events,
        post_room,
        post_links,
        ring=bell.ring,
    )
    tally = Tally(cache, errands)
    events.subscribe(PublicationChanged, tally.note)
    _release_when_reconnected(events, publishing)
    _tell_people(events, notices, connections)
    generation = put_together(
        settings,
        clock,
        database,
        cache,
        vault,
        outbound,
        events,
        registry=registry,
        plans=plans,
        workspaces=workspaces,
        content=content,
        media=media,
        accounts_of=connections.list,
        documents=sources,
        history_of=History(publications, workspaces, clock).of,
        checkpoint=checkpoint,
    )
    fetcher = Fetcher(outbound)
    cards = Cards(BrandStore(database), media, sources, LinkPictures(fetcher))
    autopilot = put_autopilot_together(
        database,
        clock,
        events,
        plans=plans,
        workspaces=workspaces,
        connections=connections,
        checks=checks,
        publications=publications,
        publishing=publishing,
        switch=switch,
        generation=generation.service,
        labels=labels,
        notices=notices,
        draw=AutomaticCards(cards, workspaces.owner_of).draw,
        draws=draws,
    )
    queue_room = put_queues_together(
        database,
        clock,
        events,
        evergreens=evergreen_rows,
        workspaces=workspaces,
        connections=connections,
        content=content,
        labels=labels,
        publications=publications,
        publishing=publishing,
        room=post_room,
        switch=switch,
        curve_of=autopilot.filler.curve,
        checkpoint=checkpoint,
    )
    feed_room = put_feeds_together(
        database,
        clock,
        events,
        connections=connections,
        content=content,
        labels=labels,
        publishing=publishing,
        generation=generation.service,
        notices=notices,
        fetcher=fetcher,
        folder=settings.data_dir / "incoming",
        checkpoint=checkpoint,
    )
    spreadsheets = put_spreadsheets_together(
        database,
        clock,
        events,
        registry=registry,
        workspaces=workspaces,
        connections=connections,
        content=content,
        labels=labels,
        campaigns=campaigns,
        media=media,
        publishing=publishing,
        room=post_room,
        fetcher=fetcher,
        base_url=settings.base_url,
        checkpoint=checkpoint,
    )
    events.subscribe(PublicationChanged, autopilot.taking_back.hear)
    events.subscribe(PublicationChanged, autopilot.following.hear)
    events.subscribe(TagReplaced, lambda event: series_rows.replace_tag(event.workspace_id, event.old, event.new))
    events.subscribe(PlanChanged, lambda event: autopilot.filler.refit(event.workspace_id))
    audience = AudienceStore(database)
    live_counts = LiveCounts(cache, errands, count=publications.count_out)
    dashboard = Dashboard(
        publications,
        audience,
        live_counts,
        autopilot.automations,
        generation.batches,
        cache,
        errands,
        clock,
        next_at=publications.next_due,
    )
    events.subscribe(WentLive, lambda event: live_counts.one_more(event.workspace_id))
    _keep_dashboard_true(events, dashboard, audience, clock)
    _announce_changes(events, live)  # after what makes the numbers true that an open page then reads
    return Product(
        settings=settings,
        clock=clock,
        database=database,
        cache=cache,
        errands=errands,
        events=events,
        live=live,
        attempts=Attempts(cache),
        forgery_proof=ForgeryProof(settings.secret_key.get_secret_value()),
        sessions=sessions,
        accounts=accounts,
        workspaces=workspaces,
        plans=plans,
        post_room=post_room,
        usage=Usage(
            plans,
            post_room,
            clock,
            Counts(
                platforms=lambda workspace_id: len(
                    {registry.get(one.platform).spec.belongs_to for one in connections.list(workspace_id)}
                ),
                posts=publications.count_posts,
                uploads=sources.count,
            ),
            workspace_of=workspaces.get,
        ),
        media=media,
        sources=sources,
        reader=Reader(
            source_rows, passage_rows, blobs, isolation, clock, events, purge=sources.purge, checkpoint=checkpoint
        ),
        renditions=renditions,
        links=links,
        notifications=Notifications(
            outbox, accounts, Writer(accounts, notice_rows, base_url=settings.base_url), _mailer(settings), clock
        ),
        registry=registry,
        apps=apps,
        connecting=connecting,
        checks=checks,
        notices=notices,
        connections=connections,
        content=content,
        calendar_notes=CalendarNotes(NoteStore(database), clock, events),
        labels=labels,
        campaigns=campaigns,
        campaign_results=CampaignResults(
            posts_of=posts.ids_of_campaign, publications_of=publications.numbers_of, clicks_of=click_rows.of_posts
        ),
        templates=Templates(TemplateStore(database), clock),
        post_links=post_links,
        short_links=short_links,
        clicks=Clicks(click_rows, short_link_rows, cache, errands),
        publications=publications,
        publishing=publishing,
        switch=switch,
        delivery=Delivery(
            publications,
            connections,
            switch,
            draft_files,
            clock,
            events,
            lease=timedelta(seconds=settings.publish_lease_seconds),
            checkpoint=checkpoint,
        ),
        engagement=Engagement(publications, connections, clock, events),
        punctuality=Punctuality(publications, StretchStore(database), clock),
        tally=tally,
        audit=Audit(posts, publications),
        series=SeriesService(
            series_rows, MakingStore(database), publishing, content, labels, clock, checkpoint=checkpoint
        ),
        rezone=Rezone(publications, content, clock, events),
        hints=Hints(cache, errands),
        bell=bell,
        outbound=outbound,
        generation=generation,
        cards=cards,
        autopilot=autopilot,
        queue_room=queue_room,
        spreadsheets=spreadsheets,
        feed_room=feed_room,
        dashboard=dashboard,
    )


def _mailer(settings: Settings) -> SmtpMailer:
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value(),
    )


def _sites(registry: Registry) -> frozenset[str]:
    """The hosts of the platforms."""
    hosts = (urlsplit(platform.spec.site_url).hostname or "" for platform in registry)
    return frozenset(host.removeprefix("www.") for host in hosts if host)


def _release_when_reconnected(events: Events, publishing: PublishingService) -> None:
    def connection(event: ConnectionChanged) -> None:
        if event.status == "connected":
            publishing.release(event.workspace_id, event.connection_id)

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


def _announce_changes(events: Events, live: Live) -> None:
    """What changes shows in open browsers without reloading."""

    def publication(event: PublicationChanged) -> None:
        live.announce(
            event.workspace_id,
            {
                "type": "publication.changed",
                "id": event.publication_id,
                "post_id": event.post_id,
                "state": event.state,
            },
        )

    def metrics(event: MetricsChanged) -> None:
        live.announce(
            event.workspace_id,
            {"type": "metrics.changed", "id": event.publication_id, "post_id": event.post_id},
        )

    def connection(event: ConnectionChanged) -> None:
        live.announce(
            event.workspace_id, {"type": "connection.changed", "id": event.connection_id, "state": event.status}
        )

    def source(event: SourceChanged) -> None:
        live.announce(
            event.workspace_id,
            {
                "type": "source.changed",
                "id": event.source_id,
                "state": event.state,
                "pages_done": event.done,
                "pages_total": event.total,
            },
        )

    def workspace(event: PublishingSwitched) -> None:
        live.announce(event.workspace_id, {"type": "workspace.changed", "id": event.workspace_id, "state": event.state})

    def batch(event: BatchChanged) -> None:
        live.announce(
            event.workspace_id,
            {
                "type": "batch.changed",
                "id": event.batch_id,
                "state": event.state,
                "done": event.done,
                "total": event.total,
            },
        )

    events.subscribe(BatchChanged, batch)

    def imported(event: ImportChanged) -> None:
        live.announce(
            event.workspace_id,
            {
                "type": "import.changed",
                "id": event.import_id,
                "state": event.state,
                "done": event.done,
                "total": event.total,
            },
        )

    events.subscribe(ImportChanged, imported)

    def feed(event: FeedChanged) -> None:
        live.announce(event.workspace_id, {"type": "feed.changed", "id": event.feed_id})

    events.subscribe(FeedChanged, feed)

    def notice(event: NoticeTold) -> None:
        live.announce(event.workspace_id, {"type": "notice.told", "id": event.notice_id})

    def automation(event: AutomationChanged) -> None:
        live.announce(event.workspace_id, {"type": "automation.changed", "id": event.entry_id})

    def queue(event: QueueChanged) -> None:
        live.announce(event.workspace_id, {"type": "queue.changed", "id": event.queue_id})

    events.subscribe(QueueChanged, queue)
    events.subscribe(AutomationChanged, automation)

    def note(event: NotesChanged) -> None:
        live.announce(event.workspace_id, {"type": "note.changed", "id": event.note_id})

    events.subscribe(NotesChanged, note)
    events.subscribe(NoticeTold, notice)
    events.subscribe(PublicationChanged, publication)
    events.subscribe(MetricsChanged, metrics)
    events.subscribe(ConnectionChanged, connection)
    events.subscribe(SourceChanged, source)
    events.subscribe(PublishingSwitched, workspace)
