"""What the plan allows, what of it is used, and changing the plan."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, model_validator

from velocitypost.accounts.model import PlanKey
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint
from velocitypost.web.requests import Body

routes = api_blueprint("billing", prefix="/api/billing", about="The plan, and what of it is used")


class PlanUsageShown(BaseModel):
    """What is used of the plan. A limit of -1 is none."""

    platforms_connected: int
    platforms_limit: int
    posts_today: int
    posts_limit: int
    posts_this_month: int
    file_uploads_used: int
    file_uploads_limit: int


class PlanUsageAnswer(BaseModel):
    """The plan and what of it is used. `resets_at` is when the day of the workspace ends."""

    current_plan: PlanKey
    wanted_plan: PlanKey
    billing_cycle: str
    usage: PlanUsageShown
    resets_at: str
    next_billing_date: str | None
    upgrade_recommendations: list[str]


class PlanBody(Body):
    """The plan that is wanted, as `plan` or as `plan_type`."""

    plan: PlanKey | None = None
    plan_type: PlanKey | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> PlanBody:
        if (self.plan is None) == (self.plan_type is None):
            raise ValueError("Name the plan once, as plan or as plan_type.")
        return self

    @property
    def wanted(self) -> PlanKey:
        wanted = self.plan or self.plan_type
        assert wanted is not None  # noqa: S101  one of them is given
        return wanted


class PlanAnswer(BaseModel):
    """The plan that holds, and the one that is wanted. `message` says what has yet to happen."""

    current_plan: PlanKey
    wanted_plan: PlanKey
    message: str


@routes.get("/usage", operation_id="readUsage", summary="What of the plan is used", responses={200: PlanUsageAnswer})
def read_usage() -> dict[str, Any]:
    return PlanUsageAnswer.model_validate(product().usage.of(viewer().workspace_id)).model_dump(mode="json")


@routes.put("/plan", operation_id="changePlan", summary="Choose another plan", responses={200: PlanAnswer})
def change_plan(body: PlanBody) -> dict[str, Any]:
    """In the sandbox it holds at once. Elsewhere what costs money holds when it is paid."""
    workspace = product().workspaces.choose_plan(viewer().workspace_id, body.wanted)
    name = product().plans.of(body.wanted).name
    if workspace.plan == body.wanted:
        message = f"You are on the {name} plan now."
    else:
        message = f"You asked for {name}. It holds as soon as whoever runs this installation has confirmed the payment."
    return PlanAnswer(current_plan=workspace.plan, wanted_plan=workspace.wanted_plan, message=message).model_dump(
        mode="json"
    )
