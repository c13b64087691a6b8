"""What becomes of a post's links on their way out: a workspace's settings, and those of the post's campaign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit

from velocitypost.content.campaigns import Campaign, Utm, clean_value
from velocitypost.content.links import Tags, is_link, tagged
from velocitypost.content.short_links import ShortLinks

_MEDIUM = "social"
# Stands for the post in a preview, as long as it is not kept.
_NO_POST_YET = "post_not_kept_yet"


@dataclass(frozen=True)
class LinkSettings:
    """`id` is the workspace's. What is empty of `source` and `medium` is as usual: the platform, and `social`."""

    id: str
    tags: bool = False
    shortens: bool = False
    source: str = ""
    medium: str = ""
    version: int = 0


class LinkSettingsChanged(Exception):
    """Somebody else changed them meanwhile; nothing was overwritten."""


@dataclass(frozen=True)
class SentLink:
    """A link as it was typed, as it leaves, and the page that it leads to."""

    typed: str
    sent: str
    target: str


@dataclass(frozen=True)
class LinkRules:
    """What holds for the links of one post. The same link of the same post always becomes the same."""

    workspace_id: str
    post_id: str
    tags: bool
    utm: Utm
    shorten: Callable[[str, str, str, str], str] | None
    untouched: Callable[[str], bool]

    def sent(self, link: str, *, platform: str, connection_id: str) -> SentLink:
        """What becomes of it at this account of this platform."""
        if not is_link(link) or self.untouched(link):
            return SentLink(link, link, link)
        target = tagged(link, self._tags(platform)) if self.tags else link
        if self.shorten is None:
            return SentLink(link, target, target)
        return SentLink(link, self.shorten(self.workspace_id, self.post_id, connection_id, target), target)

    def _tags(self, platform: str) -> Tags:
        utm = self.utm
        return Tags(utm.source or platform, utm.medium or _MEDIUM, utm.campaign, utm.content, utm.term)


class LinkSettingsRows(Protocol):
    """Where the settings are kept."""

    def of(self, workspace_id: str) -> LinkSettings: ...

    def save(self, settings: LinkSettings) -> LinkSettings | None: ...


class PostLinks:
    """Knows the rules of every post's links."""

    def __init__(
        self,
        rows: LinkSettingsRows,
        short_links: ShortLinks,
        *,
        campaign_of: Callable[[str, str], Campaign | None],
        sites: frozenset[str],
    ) -> None:
        """`sites` are the hosts of the platforms: their own pages are shown there as cards, by their address."""
        self._rows = rows
        self._short = short_links
        self._campaign_of = campaign_of
        self._sites = sites

    def settings(self, workspace_id: str) -> LinkSettings:
        """As they stand; everything is off where nothing was chosen."""
        return self._rows.of(workspace_id)

    def change(self, settings: LinkSettings) -> LinkSettings:
        """Raises `BadCampaign` for a value that no link can hold, or `LinkSettingsChanged`."""
        clean = replace(
            settings,
            source=clean_value("source", settings.source),
            medium=clean_value("medium", settings.medium),
        )
        saved = self._rows.save(clean)
        if saved is None:
            raise LinkSettingsChanged("These settings were changed elsewhere meanwhile. Nothing was overwritten.")
        return saved

    def rules(self, workspace_id: str, *, post_id: str | None, campaign_id: str | None) -> LinkRules:
        """What holds for the links of this post now."""
        settings = self._rows.of(workspace_id)
        campaign = self._campaign_of(workspace_id, campaign_id) if campaign_id else None
        utm = Utm(source=settings.source, medium=settings.medium)
        tags = settings.tags
        if campaign is not None:
            own = campaign.utm
            tags = settings.tags if campaign.tags_links is None else campaign.tags_links
            utm = Utm(
                own.source or utm.source,
                own.medium or utm.medium,
                own.campaign or campaign.slug,
                own.content,
                own.term,
            )
        shorten = self._short.address if settings.shortens else None
        return LinkRules(workspace_id, post_id or _NO_POST_YET, tags, utm, shorten, self._untouched)

    def keep(self, workspace_id: str, post_id: str, connection_id: str, link: SentLink) -> None:
        """Makes a short link lead to its page; nothing for another one. To repeat it is safe. Raises `CodeTaken`."""
        if link.sent != link.target:
            self._short.keep(workspace_id, post_id, connection_id, address=link.sent, target=link.target)

    def _untouched(self, link: str) -> bool:
        host = (urlsplit(link).hostname or "").lower()
        of_a_platform = any(host == site or host.endswith(f".{site}") for site in self._sites)
        return of_a_platform or link.startswith(self._short.begins)
