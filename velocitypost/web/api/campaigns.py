"""Campaigns: posts that belong together, how their links are tagged, and what came of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from velocitypost.content.campaigns import Campaign, CampaignForm, Utm
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("campaigns", prefix="/api/campaigns", about="Posts that belong together")

Colour = Literal["slate", "red", "orange", "amber", "green", "teal", "blue", "violet", "pink"]
_VALUE = Field("", max_length=200)


class UtmBody(Body):
    """What links say. Empty is as usual: the platform, `social`, the campaign's slug, nothing, nothing."""

    source: str = _VALUE
    medium: str = _VALUE
    campaign: str = _VALUE
    content: str = _VALUE
    term: str = _VALUE


class CampaignBody(Body):
    """A campaign. `tags_links` is null where the workspace's setting holds."""

    name: str = Field(max_length=200)
    colour: Colour = "blue"
    starts_on: date | None = None
    ends_on: date | None = None
    tags_links: bool | None = None
    utm: UtmBody = Field(default_factory=UtmBody)
    archived: bool = False

    def form(self) -> CampaignForm:
        return CampaignForm(
            name=self.name,
            colour=self.colour,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            tags_links=self.tags_links,
            utm=Utm(**self.utm.model_dump()),
            archived=self.archived,
        )


class ChangeCampaignBody(CampaignBody):
    """The whole campaign anew; `version` is the one that was read."""

    version: int


class CampaignPath(BaseModel):
    """Which campaign."""

    campaign_id: str = Field(max_length=60)


class UtmShown(BaseModel):
    """What links say, as it was chosen."""

    source: str
    medium: str
    campaign: str
    content: str
    term: str


class CampaignShown(BaseModel):
    """A campaign. `slug` is its name in links."""

    id: str
    name: str
    slug: str
    colour: Colour
    starts_on: date | None
    ends_on: date | None
    tags_links: bool | None
    utm: UtmShown
    archived: bool
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, campaign: Campaign) -> CampaignShown:
        known = {key: value for key, value in asdict(campaign).items() if key in cls.model_fields}
        return cls.model_validate(known)


class CampaignNumbersShown(BaseModel):
    """Sums over what is live, as they were last read. What no platform told is null; `read` of `live` have numbers."""

    posts: int
    live: int
    waiting: int
    read: int
    likes: int | None
    replies: int | None
    reposts: int | None
    impressions: int | None
    clicks: int | None


class CampaignAnswer(BaseModel):
    """One campaign."""

    campaign: CampaignShown


class CampaignPageAnswer(CampaignAnswer):
    """One campaign, and what came of it."""

    numbers: CampaignNumbersShown


class CampaignsAnswer(BaseModel):
    """Every campaign: those under way first, the newest first."""

    campaigns: list[CampaignShown]


class DeletedCampaignAnswer(BaseModel):
    """How many posts it had; they are still there."""

    posts: int


@routes.get("", operation_id="listCampaigns", summary="Every campaign", responses={200: CampaignsAnswer})
def list_campaigns() -> dict[str, Any]:
    found = [CampaignShown.of(one) for one in product().campaigns.all(viewer().workspace_id)]
    return CampaignsAnswer(campaigns=found).model_dump(mode="json")


@routes.post("", operation_id="createCampaign", summary="A new campaign", responses={201: CampaignAnswer})
def create_campaign(body: CampaignBody) -> tuple[dict[str, Any], int]:
    return _one(product().campaigns.create(viewer().workspace_id, body.form())), 201


@routes.get(
    "/<campaign_id>",
    operation_id="getCampaign",
    summary="One campaign, with the numbers of its posts",
    responses={200: CampaignPageAnswer},
)
def get_campaign(path: CampaignPath) -> dict[str, Any]:
    campaign = product().campaigns.get(viewer().workspace_id, path.campaign_id)
    numbers = product().campaign_results.of(campaign.workspace_id, campaign.id)
    shown = CampaignNumbersShown(**vars(numbers))
    return CampaignPageAnswer(campaign=CampaignShown.of(campaign), numbers=shown).model_dump(mode="json")


@routes.patch(
    "/<campaign_id>",
    operation_id="changeCampaign",
    summary="Change a campaign; the links of what is scheduled stay as they are",
    responses={200: CampaignAnswer, **problems("conflict")},
)
def change_campaign(path: CampaignPath, body: ChangeCampaignBody) -> dict[str, Any]:
    return _one(product().campaigns.change(viewer().workspace_id, path.campaign_id, body.form(), version=body.version))


@routes.delete(
    "/<campaign_id>",
    operation_id="deleteCampaign",
    summary="Forget a campaign; its posts stay",
    responses={200: DeletedCampaignAnswer},
)
def delete_campaign(path: CampaignPath) -> dict[str, Any]:
    return {"posts": product().campaigns.delete(viewer().workspace_id, path.campaign_id)}


def _one(campaign: Campaign) -> dict[str, Any]:
    return CampaignAnswer(campaign=CampaignShown.of(campaign)).model_dump(mode="json")
