"""The numbers of the page that people open every morning."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from velocitypost.automation.model import AutomationState
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint

routes = api_blueprint("dashboard", prefix="/api/dashboard", about="The numbers of the morning")


class EngagementShown(BaseModel):
    """What a post had so far; null where the platform does not tell."""

    likes: int | None
    comments: int | None


class ActivityShown(BaseModel):
    """Something that happened lately."""

    type: Literal["post_published", "content_generated"]
    at: datetime
    platform: str | None
    content: str | None
    publication_id: str | None
    engagement: EngagementShown | None
    domain: str | None
    count: int | None


class DashboardAnswer(BaseModel):
    """`engagement_rate` is answers by impressions of the last 30 days, in percent, of posts whose platform tells both.

    Numbers that nobody knows are null.
    """

    total_posts: int
    posts_this_month: int
    engagement_rate: float | None
    followers: int | None
    follower_growth_week: int | None
    next_post_at: datetime | None
    automation_status: AutomationState
    recent_activity: list[ActivityShown]


@routes.get("", operation_id="readDashboard", summary="What was, and what is next", responses={200: DashboardAnswer})
def read_dashboard() -> dict[str, Any]:
    numbers = product().dashboard.of(viewer().workspace_id)
    return DashboardAnswer.model_validate(numbers).model_dump(mode="json")
