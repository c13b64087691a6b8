"""Campaigns: posts that belong together, and how their links are tagged."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id

NAME_MOST = 80
VALUE_MOST = 100
CAMPAIGNS_MOST = 500
COLOURS = ("slate", "red", "orange", "amber", "green", "teal", "blue", "violet", "pink")
_TRIES_FOR_A_SLUG = 20


@dataclass(frozen=True)
class Utm:
    """What a campaign's links say. What is empty is as usual: the platform, `social`, the campaign's slug, nothing."""

    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""


@dataclass(frozen=True)
class CampaignForm:
    """What a person says of a campaign. `tags_links` is None where the workspace's setting holds.

    `starts_on` and `ends_on` are days of the workspace's calendar and bind nothing.
    """

    name: str
    colour: str = "blue"
    starts_on: date | None = None
    ends_on: date | None = None
    tags_links: bool | None = None
    utm: Utm = field(default_factory=Utm)
    archived: bool = False


@dataclass(frozen=True)
class Campaign:
    """`slug` is its name as links have it; it stays when the name changes, so that counts stay together."""

    id: str
    workspace_id: str
    slug: str
    name: str
    colour: str
    starts_on: str | None
    ends_on: str | None
    tags_links: bool | None
    utm: Utm
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int = 1


class NoSuchCampaign(Exception):
    """This workspace has no such campaign."""


class CampaignChanged(Exception):
    """Somebody else changed it meanwhile, or it cannot be kept beside what is there; nothing was overwritten."""


class BadCampaign(Exception):
    """What was given cannot be kept. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class CampaignRows(Protocol):
    """Where campaigns are kept. `insert` and `save` say whether they could be."""

    def insert(self, campaign: Campaign) -> bool: ...

    def find(self, campaign_id: str) -> Campaign | None: ...

    def all(self, workspace_id: str) -> list[Campaign]: ...

    def save(self, campaign: Campaign) -> Campaign | None: ...

    def delete(self, campaign_id: str) -> None: ...


class PostRows(Protocol):
    """The posts, as far as campaigns know of them."""

    def leave_campaign(self, workspace_id: str, campaign_id: str) -> int: ...


class Campaigns:
    """The verbs of campaigns. All are scoped by workspace."""

    def __init__(self, rows: CampaignRows, posts: PostRows, clock: Clock) -> None:
        self._rows = rows
        self._posts = posts
        self._clock = clock

    def create(self, workspace_id: str, form: CampaignForm) -> Campaign:
        """Raises `BadCampaign`."""
        form = _clean(form)
        if len(self._rows.all(workspace_id)) >= CAMPAIGNS_MOST:
            raise BadCampaign("name", f"There are {CAMPAIGNS_MOST} campaigns already. Delete one that is over first.")
        now = self._clock.now()
        for number in range(1, _TRIES_FOR_A_SLUG):
            slug = slug_of(form.name) + ("" if number == 1 else f"-{number}")
            made = Campaign(new_id("campaign"), workspace_id, slug, created_at=now, updated_at=now, **_parts(form))
            if self._rows.insert(made):
                return made
        raise BadCampaign("name", "There are many campaigns of this name. Give this one another name.")

    def get(self, workspace_id: str, campaign_id: str) -> Campaign:
        """Raises `NoSuchCampaign`."""
        campaign = self._rows.find(campaign_id)
        if campaign is None or campaign.workspace_id != workspace_id:
            raise NoSuchCampaign("There is no such campaign in this workspace.")
        return campaign

    def find(self, workspace_id: str, campaign_id: str) -> Campaign | None:
        """None where this workspace has no such campaign."""
        campaign = self._rows.find(campaign_id)
        return campaign if campaign is not None and campaign.workspace_id == workspace_id else None

    def all(self, workspace_id: str) -> list[Campaign]:
        """Every one, those that are under way first, each group newest first."""
        return sorted(self._rows.all(workspace_id), key=lambda one: (not one.archived, one.id), reverse=True)

    def change(self, workspace_id: str, campaign_id: str, form: CampaignForm, *, version: int) -> Campaign:
        """Raises `NoSuchCampaign`, `BadCampaign`, or `CampaignChanged`. What is scheduled keeps its links."""
        before, form = self.get(workspace_id, campaign_id), _clean(form)
        after = replace(before, updated_at=self._clock.now(), version=version, **_parts(form))
        saved = self._rows.save(after)
        if saved is None:
            raise CampaignChanged("This campaign was changed elsewhere meanwhile. Nothing was overwritten.")
        return saved

    def delete(self, workspace_id: str, campaign_id: str) -> int:
        """Forgets it; its posts stay, without a campaign. How many there were. Raises `NoSuchCampaign`."""
        campaign = self.get(workspace_id, campaign_id)
        # The posts first: were the process to die between the two, it is still there to be deleted again.
        left = self._posts.leave_campaign(workspace_id, campaign.id)
        self._rows.delete(campaign.id)
        return left


def slug_of(name: str) -> str:
    """A name as a link can hold it; letters of other scripts stay."""
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))
    return re.sub(r"[^\w]+|_+", "-", plain).strip("-")[:60].strip("-") or "campaign"


def _clean(form: CampaignForm) -> CampaignForm:
    name = " ".join(form.name.split())
    if not name:
        raise BadCampaign("name", "Give the campaign a name.")
    if len(name) > NAME_MOST:
        raise BadCampaign("name", f"A name has at most {NAME_MOST} characters; this has {len(name)}.")
    if form.colour not in COLOURS:
        raise BadCampaign("colour", f"The colours are {', '.join(COLOURS)}.")
    if form.starts_on and form.ends_on and form.ends_on < form.starts_on:
        raise BadCampaign("ends_on", "It ends before it begins.")
    return replace(form, name=name, utm=Utm(**{name: clean_value(name, value) for name, value in _values(form.utm)}))


def _values(utm: Utm) -> list[tuple[str, str]]:
    return [(name, getattr(utm, name)) for name in ("source", "medium", "campaign", "content", "term")]


def clean_value(name: str, value: str) -> str:
    """A value as links hold it. Raises `BadCampaign`."""
    words = " ".join(value.split())
    if len(words) > VALUE_MOST:
        raise BadCampaign(f"utm.{name}", f"At most {VALUE_MOST} characters; these are {len(words)}.")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in words):
        raise BadCampaign(f"utm.{name}", "This holds invisible control characters. Type it anew.")
    return words


def _parts(form: CampaignForm) -> dict[str, Any]:
    return {
        "name": form.name,
        "colour": form.colour,
        "starts_on": form.starts_on.isoformat() if form.starts_on else None,
        "ends_on": form.ends_on.isoformat() if form.ends_on else None,
        "tags_links": form.tags_links,
        "utm": form.utm,
        "archived": form.archived,
    }
