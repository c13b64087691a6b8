"""What becomes of links on their way out, and how often short ones are followed."""

from __future__ import annotations

import ipaddress
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from velocitypost.content.post_links import LinkSettings
from velocitypost.core.addresses import is_public
from velocitypost.web.api.posts import PostPath
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("links", prefix="/api", about="Tagged and shortened links")


class LinkSettingsBody(Body):
    """Whether links are tagged and shortened. Empty values are as usual: the platform, and `social`."""

    tags: bool
    shortens: bool
    source: str = Field("", max_length=200)
    medium: str = Field("", max_length=200)
    version: int


class LinkSettingsShown(BaseModel):
    """As they stand. `short_address` is what short links begin with; only if it is `public` can others follow them."""

    tags: bool
    shortens: bool
    source: str
    medium: str
    short_address: str
    public: bool
    version: int


class LinkSettingsAnswer(BaseModel):
    """What a workspace wants of its links."""

    settings: LinkSettingsShown


class LinkDayShown(BaseModel):
    """A day of UTC."""

    day: date
    clicks: int


class ShortLinkShown(BaseModel):
    """A short link of a post at one account, and how often people followed it."""

    address: str
    target: str
    connection_id: str
    clicks: int
    days: list[LinkDayShown]


class ClicksAnswer(BaseModel):
    """The short links of a post, the most followed first. Counts are some seconds old."""

    clicks: int
    links: list[ShortLinkShown]


@routes.get(
    "/links/settings",
    operation_id="getLinkSettings",
    summary="What a workspace wants of its links",
    responses={200: LinkSettingsAnswer},
)
def get_link_settings() -> dict[str, Any]:
    return _shown(product().post_links.settings(viewer().workspace_id))


@routes.put(
    "/links/settings",
    operation_id="putLinkSettings",
    summary="Tag and shorten links, or not; what is scheduled stays as it is",
    responses={200: LinkSettingsAnswer, **problems("conflict")},
)
def put_link_settings(body: LinkSettingsBody) -> dict[str, Any]:
    return _shown(product().post_links.change(LinkSettings(viewer().workspace_id, **body.model_dump())))


@routes.get(
    "/posts/<post_id>/clicks",
    operation_id="listClicks",
    summary="How often the short links of a post were followed",
    responses={200: ClicksAnswer},
)
def list_clicks(path: PostPath) -> dict[str, Any]:
    post = product().content.get(viewer().workspace_id, path.post_id)
    days = product().clicks.of_post(post.id)
    total: Counter[str] = Counter()
    for one in days:
        total[one.code] += one.count
    links = [
        ShortLinkShown(
            address=f"{product().short_links.begins}{link.id}",
            target=link.target,
            connection_id=link.connection_id,
            clicks=total[link.id],
            days=[LinkDayShown(day=date.fromisoformat(d.day), clicks=d.count) for d in days if d.code == link.id],
        )
        for link in product().short_links.of_post(post.id)
    ]
    links.sort(key=lambda link: (-link.clicks, link.address))
    return ClicksAnswer(clicks=total.total(), links=links).model_dump(mode="json")


def _shown(settings: LinkSettings) -> dict[str, Any]:
    begins = product().short_links.begins
    shown = LinkSettingsShown(
        tags=settings.tags,
        shortens=settings.shortens,
        source=settings.source,
        medium=settings.medium,
        short_address=begins,
        public=_reached_by_others(urlsplit(begins).hostname or ""),
        version=settings.version,
    )
    return LinkSettingsAnswer(settings=shown).model_dump(mode="json")


def _reached_by_others(host: str) -> bool:
    """Whether this looks like a host of the internet, by its name alone."""
    try:
        return is_public(ipaddress.ip_address(host))
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal", ".test"))
