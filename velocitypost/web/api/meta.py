"""What the interface must know before anybody signs in."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from velocitypost import __version__
from velocitypost.accounts.model import PlanKey
from velocitypost.accounts.rules import PASSWORD_MIN
from velocitypost.web.context import product
from velocitypost.web.description import api_blueprint

routes = api_blueprint("meta", prefix="/api", about="What this installation is")


class PlanShown(BaseModel):
    """A plan. -1 means without limit."""

    model_config = ConfigDict(title="Plan", from_attributes=True)

    key: PlanKey
    name: str
    price_usd_month: int
    max_platforms: int
    max_posts_per_day: int
    file_upload: bool
    advanced_ai: bool
    white_label: bool
    summary: list[str]


class Meta(BaseModel):
    """This installation."""

    name: str
    version: str
    mode: Literal["sandbox", "live"] = Field(description="In the sandbox nothing leaves and nothing is charged.")
    sandbox_url: str | None
    mailbox_url: str | None = Field(description="Where the sandbox shows the e-mails it caught")
    docs_url: str
    plans: list[PlanShown]
    min_password: int


@routes.get("/meta", operation_id="readMeta", summary="What this installation is and offers", responses={200: Meta})
def read_meta() -> dict[str, Any]:
    sandbox_url = product().settings.sandbox_url or None
    return Meta(
        name="VelocityPost",
        version=__version__,
        mode="sandbox" if sandbox_url else "live",
        sandbox_url=sandbox_url,
        mailbox_url=f"{sandbox_url}/mailbox" if sandbox_url else None,
        docs_url="/api/docs",
        plans=[PlanShown.model_validate(plan) for plan in product().plans.all()],
        min_password=PASSWORD_MIN,
    ).model_dump(mode="json")
