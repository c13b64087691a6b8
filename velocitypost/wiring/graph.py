"""The object graph, on one screen: each room puts itself together, and here they meet."""

from __future__ import annotations

from collections.abc import Callable

from velocitypost.accounts.closing import Elsewhere
from velocitypost.accounts.parts import put_together as put_accounts_together
from velocitypost.analytics.audience import AudienceStore
from velocitypost.analytics.campaigns import CampaignResults
from velocitypost.analytics.counts import LiveCounts
from velocitypost.analytics.dashboard import Dashboard
from velocitypost.automation.evergreen_store import EvergreenStore
from velocitypost.automation.feeds.parts import put_together as put_feeds_together
from velocitypost.automation.parts import put_together as put_autopilot_together
from velocitypost.automation.queue_parts import put_together as put_queues_together
from velocitypost.billing.allowance import Allowances
from velocitypost.billing.plans import Plan, Plans
from velocitypost.billing.rooms import PlatformRoom, PostRoom
from velocitypost.billing.store import AllowanceStore
from velocitypost.billing.usage import Counts, Usage
from velocitypost.connections.parts import put_together as put_connections_together
from velocitypost.content.parts import put_together as put_content_together
from velocitypost.contract import registry as platforms
from velocitypost.contract.registry import Registry
from velocitypost.core import cache as redis
from velocitypost.core import crash
from velocitypost.core import database as mongodb
from velocitypost.core.blobs import Blobs
from velocitypost.core.cache import AtOnce, Behind, Errands
from velocitypost.core.clock import Clock, SystemClock
from velocitypost.core.events import Events
from velocitypost.core.fetching import Fetcher
from velocitypost.core.http import Outbound
from velocitypost.core.mail import SmtpMailer
from velocitypost.core.vault import Vault
from velocitypost.generation.cards.automatic import AutomaticCards, draws
from velocitypost.generation.cards.service import Cards
from velocitypost.generation.cards.store import BrandStore
from velocitypost.generation.link_pictures import LinkPictures
from velocitypost.generation.parts import put_together as put_generation_together
from velocitypost.media.parts import put_together as put_media_together
from velocitypost.notifications.letters import Writer
from velocitypost.notifications.live import Live
from velocitypost.notifications.notices import Notices, NoticeStore, OwnerMail
from velocitypost.notifications.service import Notifications
from velocitypost.notifications.store import Outbox
from velocitypost.publishing.coming import NextOut
from velocitypost.publishing.parts import put_together as put_publishing_together
from velocitypost.publishing.series_store import SeriesStore
from velocitypost.publishing.spreadsheets.parts import put_together as put_spreadsheets_together
from velocitypost.publishing.store import PublicationStore
from velocitypost.settings import Settings
from velocitypost.sources.parts import put_together as put_sources_together
from velocitypost.wiring import hearing
from velocitypost.wiring.belongings import BELONGINGS
from velocitypost.wiring.product import Product


def build(
    settings: Settings,
    clock: Clock | None = None,
    *,
    registry: Registry | None = None,
    outbound: Outbound | None = None,
    checkpoint: Callable[[str], None] | None = None,
    errands_behind: bool = False,
) -> Product:
    """Connects everything. Opens no connection until the first use, but that it ensures the indexes.

    Tests put a clock of their own here, a `registry` with more platforms, an `outbound` that looks at what leaves, or a
    `checkpoint` that dies.
    `errands_behind` is for workers: what Redis is told then leaves a few milliseconds later, many things together.
    """
    clock = clock or SystemClock()
    database = mongodb.connect(settings.mongodb_uri)
    cache = redis.connect(settings.redis_url)
    errands: Errands = Behind(cache) if errands_behind else AtOnce(cache)
    events = Events()
    vault = Vault(settings.keys)
    registry = registry or platforms.load()
    blobs = Blobs(settings.files_dir / "blobs")
    outbound = outbound or Outbound(timeout=settings.http_timeout_seconds, allowed=[settings.sandbox_url])
    checkpoint = checkpoint or (crash.killer(settings.crash_at) if settings.crash_at else crash.nowhere)
    fetcher = Fetcher(outbound)

    outbox, notice_rows = Outbox(database, clock), NoticeStore(database)
    people = put_accounts_together(settings, clock, database, cache, events, ask_for_mail=outbox.ask)
    workspaces = people.workspaces
    notices = Notices(notice_rows, clock, events, owner_mail=OwnerMail(outbox.ask, workspaces.owner_mail))

    plans, allowances = Plans(), Allowances(AllowanceStore(database), clock)
    post_room = PostRoom(allowances, plans, workspaces.get)

    def plan_of(workspace_id: str) -> Plan:
        return plans.of(workspaces.get(workspace_id).plan)

    networks = put_connections_together(
        settings,
        clock,
        database,
        cache,
        errands,
        events,
        vault,
        outbound,
        blobs,
        registry=registry,
        room=PlatformRoom(allowances, plans, workspaces.get),
        plan_of=plan_of,
    )
    publications, series_rows, evergreens = PublicationStore(database), SeriesStore(database), EvergreenStore(database)
    files = put_media_together(
        settings,
        clock,
        database,
        blobs,
        is_in_use=lambda *ids: any(rows.uses_media(*ids) for rows in (publications, series_rows, evergreens)),
    )
    documents = put_sources_together(
        settings, clock, database, blobs, events, plans=plans, plan_of=plan_of, checkpoint=checkpoint
    )
    material = put_content_together(settings, clock, database, cache, errands, events, registry=registry)
    outgoing = put_publishing_together(
        settings,
        clock,
        database,
        cache,
        errands,
        events,
        publications=publications,
        series_rows=series_rows,
        workspaces=workspaces,
        room=post_room,
        connections=networks.connections,
        material=material,
        files=files,
        checkpoint=checkpoint,
    )
    generation = put_generation_together(
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
        content=material.content,
        media=files.media,
        accounts_of=networks.connections.list,
        documents=documents.sources,
        history_of=outgoing.history.of,
        checkpoint=checkpoint,
    )
    cards = Cards(BrandStore(database), files.media, documents.sources, LinkPictures(fetcher))
    autopilot = put_autopilot_together(
        database,
        clock,
        events,
        plans=plans,
        workspaces=workspaces,
        connections=networks.connections,
        registry=registry,
        checks=networks.checks,
        publications=publications,
        publishing=outgoing.publishing,
        switch=outgoing.switch,
        generation=generation.service,
        labels=material.labels,
        notices=notices,
        draw=AutomaticCards(cards, workspaces.owner_of).draw,
        draws=draws,
    )
    queue_room = put_queues_together(
        database,
        clock,
        events,
        evergreens=evergreens,
        workspaces=workspaces,
        connections=networks.connections,
        content=material.content,
        labels=material.labels,
        publications=publications,
        publishing=outgoing.publishing,
        room=post_room,
        switch=outgoing.switch,
        curve_of=autopilot.filler.curve,
        checkpoint=checkpoint,
    )
    feed_room = put_feeds_together(
        database,
        clock,
        events,
        connections=networks.connections,
        content=material.content,
        labels=material.labels,
        publishing=outgoing.publishing,
        generation=generation.service,
        notices=notices,
        fetcher=fetcher,
        folder=settings.files_dir / "incoming",
        checkpoint=checkpoint,
    )
    spreadsheets = put_spreadsheets_together(
        database,
        clock,
        events,
        registry=registry,
        workspaces=workspaces,
        connections=networks.connections,
        content=material.content,
        labels=material.labels,
        campaigns=material.campaigns,
        media=files.media,
        publishing=outgoing.publishing,
        room=post_room,
        fetcher=fetcher,
        base_url=settings.base_url,
        checkpoint=checkpoint,
    )
    audience, live_counts = AudienceStore(database), LiveCounts(cache, errands, count=publications.count_out)
    usage = Usage(
        plans,
        post_room,
        clock,
        Counts(
            platforms=networks.connections.count_platforms,
            posts=publications.count_posts,
            uploads=documents.sources.count,
        ),
        workspace_of=workspaces.get,
    )
    product = Product(
        settings=settings,
        clock=clock,
        database=database,
        cache=cache,
        errands=errands,
        events=events,
        outbound=outbound,
        registry=registry,
        live=Live(cache, errands),
        notices=notices,
        notifications=Notifications(
            outbox,
            people.accounts,
            Writer(
                people.credentials,
                notice_rows,
                base_url=settings.base_url,
                find_by_email=people.accounts.find_by_email,
            ),
            _mailer(settings),
            clock,
        ),
        accounts=people.accounts,
        credentials=people.credentials,
        closing=people.closing(
            belongings=BELONGINGS,
            elsewhere=Elsewhere(
                cancel_posts=outgoing.switch.stop,
                is_sending=lambda workspace_id: publications.is_sending(workspace_id, clock.now()),
                disconnect_all=networks.connections.disconnect_all,
                forget_file={
                    **dict.fromkeys(("media", "renditions", "sources"), blobs.delete_all_of),
                    "uploads": files.media.uploads.forget_file,
                },
            ),
        ),
        sessions=people.sessions,
        attempts=people.attempts,
        forgery_proof=people.forgery_proof,
        workspaces=workspaces,
        plans=plans,
        post_room=post_room,
        usage=usage,
        apps=networks.apps,
        connecting=networks.connecting,
        connections=networks.connections,
        checks=networks.checks,
        media=files.media,
        renditions=files.renditions,
        links=files.links,
        sources=documents.sources,
        reader=documents.reader,
        content=material.content,
        labels=material.labels,
        campaigns=material.campaigns,
        campaign_results=CampaignResults(
            posts_of=material.posts.ids_of_campaign,
            publications_of=publications.numbers_of,
            clicks_of=material.click_rows.of_posts,
        ),
        templates=material.templates,
        calendar_notes=material.calendar_notes,
        post_links=material.post_links,
        short_links=material.short_links,
        clicks=material.clicks,
        publications=publications,
        publishing=outgoing.publishing,
        deciding=outgoing.deciding,
        switch=outgoing.switch,
        delivery=outgoing.delivery,
        engagement=outgoing.engagement,
        punctuality=outgoing.punctuality,
        tally=outgoing.tally,
        audit=outgoing.audit,
        series=outgoing.series,
        rezone=outgoing.rezone,
        hints=outgoing.hints,
        bell=outgoing.bell,
        generation=generation,
        cards=cards,
        autopilot=autopilot,
        queue_room=queue_room,
        spreadsheets=spreadsheets,
        feed_room=feed_room,
        dashboard=Dashboard(
            publications,
            audience,
            live_counts,
            autopilot.automations,
            generation.batches,
            cache,
            errands,
            clock,
            next_out=NextOut(publications, workspaces),
            workspace_of=workspaces.get,
            posts_this_month=usage.posts_this_month,
        ),
    )
    hearing.connect(product, audience, live_counts)
    return product


def _mailer(settings: Settings) -> SmtpMailer:
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value(),
    )
