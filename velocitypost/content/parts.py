"""How posts, their labels and their links are put together, for whoever calls them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from velocitypost.content.campaigns import Campaigns
from velocitypost.content.campaigns_store import CampaignStore
from velocitypost.content.clicks import Clicks
from velocitypost.content.labels import Labels
from velocitypost.content.notes import CalendarNotes
from velocitypost.content.notes_store import NoteStore
from velocitypost.content.post_links import PostLinks
from velocitypost.content.post_links_store import LinkSettingsStore
from velocitypost.content.service import ContentService
from velocitypost.content.short_links import ShortLinks
from velocitypost.content.short_links_store import ClickStore, ShortLinkStore
from velocitypost.content.store import PostStore
from velocitypost.content.templates import Templates
from velocitypost.content.templates_store import TemplateStore
from velocitypost.contract.registry import Registry
from velocitypost.core.cache import Cache, Errands
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.settings import Settings


@dataclass(frozen=True)
class ContentRoom:
    """Everything that the web process, the workers and higher rooms call of it."""

    posts: PostStore
    content: ContentService
    labels: Labels
    campaigns: Campaigns
    templates: Templates
    calendar_notes: CalendarNotes
    post_links: PostLinks
    short_links: ShortLinks
    click_rows: ClickStore
    clicks: Clicks


def put_together(
    settings: Settings,
    clock: Clock,
    database: Database,
    cache: Cache,
    errands: Errands,
    events: Events,
    *,
    registry: Registry,
) -> ContentRoom:
    """The links of posts to a platform's own pages are left as they are: `registry` names these."""
    posts = PostStore(database)
    campaigns = Campaigns(CampaignStore(database), posts, clock)
    link_rows, click_rows = ShortLinkStore(database), ClickStore(database)
    short_links = ShortLinks(
        link_rows, clock, secret=settings.secret_key.get_secret_value(), base_url=settings.base_url
    )
    return ContentRoom(
        posts=posts,
        content=ContentService(posts, clock),
        labels=Labels(posts, events, is_campaign=lambda *ids: campaigns.find(*ids) is not None),
        campaigns=campaigns,
        templates=Templates(TemplateStore(database), clock),
        calendar_notes=CalendarNotes(NoteStore(database), clock, events),
        post_links=PostLinks(
            LinkSettingsStore(database), short_links, campaign_of=campaigns.find, sites=_sites(registry)
        ),
        short_links=short_links,
        click_rows=click_rows,
        clicks=Clicks(click_rows, link_rows, cache, errands),
    )


def _sites(registry: Registry) -> frozenset[str]:
    """The hosts of the platforms."""
    hosts = (urlsplit(platform.spec.site_url).hostname or "" for platform in registry)
    return frozenset(host.removeprefix("www.") for host in hosts if host)
