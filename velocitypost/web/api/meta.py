"""What the interface must know before anybody signs in."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from velocitypost import __version__
from velocitypost.accounts.model import PlanKey
from velocitypost.accounts.rules import PASSWORD_MIN
from velocitypost.billing.plans import Plan
from velocitypost.generation.experts import experts
from velocitypost.web.context import product
from velocitypost.web.description import api_blueprint

routes = api_blueprint("meta", prefix="/api", about="What this installation is")


class PlanShown(BaseModel):
    """A plan, with every limit that holds. -1 means without limit.

    `domains` are the ready-made content domains that it includes; `without_platforms` the platforms that it does not.
    `white_label` is reserved: nothing does it yet.
    """

    model_config = ConfigDict(title="Plan")

    key: PlanKey
    name: str
    price_usd_month: int
    max_platforms: int
    max_posts_per_day: int
    max_domains: int
    domains: list[str]
    without_platforms: list[str]
    file_upload: bool
    advanced_ai: bool
    white_label: bool
    summary: list[str]

    @classmethod
    def of(cls, plan: Plan) -> PlanShown:
        return cls(
            key=plan.key,
            name=plan.name,
            price_usd_month=plan.price_usd_month,
            max_platforms=plan.max_platforms,
            max_posts_per_day=plan.max_posts_per_day,
            max_domains=plan.max_domains,
            domains=[one.name for one in experts() if plan.everything or not one.pro_required],
            without_platforms=[] if plan.everything else _pro_platforms(),
            file_upload=plan.file_upload,
            advanced_ai=plan.advanced_ai,
            white_label=plan.white_label,
            summary=list(plan.summary),
        )


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
        plans=[PlanShown.of(plan) for plan in product().plans.all()],
        min_password=PASSWORD_MIN,
    ).model_dump(mode="json")


def _pro_platforms() -> list[str]:
    """By their families' names: who connects one does not think of the several ways to."""
    registry = product().registry
    needing = registry.families(one.spec.key for one in registry if one.spec.pro_required)
    return sorted(registry.get(family).spec.name for family in needing)
