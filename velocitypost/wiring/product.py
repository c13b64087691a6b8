"""What the object graph gives: everything that the web process, the workers and the command line call."""

from __future__ import annotations

from dataclasses import dataclass

from velocitypost.accounts.attempts import Attempts
from velocitypost.accounts.closing import ClosingService
from velocitypost.accounts.credentials import Credentials
from velocitypost.accounts.service import Accounts
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.tokens import ForgeryProof
from velocitypost.accounts.workspaces import Workspaces
from velocitypost.analytics.campaigns import CampaignResults
from velocitypost.analytics.dashboard import Dashboard
from velocitypost.automation.feeds.parts import FeedRoom
from velocitypost.automation.parts import Autopilot
from velocitypost.automation.queue_parts import QueueRoom
from velocitypost.billing.plans import Plans
from velocitypost.billing.rooms import PostRoom
from velocitypost.billing.usage import Usage
from velocitypost.connections.apps import Apps
from velocitypost.connections.checks import Checks
from velocitypost.connections.connecting import Connecting
from velocitypost.connections.service import ConnectionService
from velocitypost.content.campaigns import Campaigns
from velocitypost.content.clicks import Clicks
from velocitypost.content.labels import Labels
from velocitypost.content.notes import CalendarNotes
from velocitypost.content.post_links import PostLinks
from velocitypost.content.service import ContentService
from velocitypost.content.short_links import ShortLinks
from velocitypost.content.templates import Templates
from velocitypost.contract.registry import Registry
from velocitypost.core.cache import Cache, Errands
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.core.http import Outbound
from velocitypost.generation.cards.service import Cards
from velocitypost.generation.parts import Generation
from velocitypost.media.links import Links
from velocitypost.media.renditions import Renditions
from velocitypost.media.service import MediaService
from velocitypost.notifications.live import Live
from velocitypost.notifications.notices import Notices
from velocitypost.notifications.service import Notifications
from velocitypost.publishing.audit import Audit
from velocitypost.publishing.deciding import Deciding
from velocitypost.publishing.delivery import Delivery
from velocitypost.publishing.dispatch import Bell, Hints
from velocitypost.publishing.engagement import Engagement
from velocitypost.publishing.punctuality import Punctuality
from velocitypost.publishing.rezone import Rezone
from velocitypost.publishing.series_service import SeriesService
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.spreadsheets.parts import SpreadsheetRoom
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import Switch
from velocitypost.publishing.tally import Tally
from velocitypost.settings import Settings
from velocitypost.sources.reading import Reader
from velocitypost.sources.service import SourceService


@dataclass(frozen=True)
class Product:
    """One field for each part; `wiring.build` connects them."""

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
    credentials: Credentials
    closing: ClosingService
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
    deciding: Deciding
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
