"""The numbers of the page that people open every morning."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from velocitypost.accounts.model import PublishingState
from velocitypost.automation.model import AutomationState, AutomationStatus
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
    """The numbers of the morning. Those that nobody knows are null."""

    total_posts: int = Field(description="What is live, counted for each account that it went to")
    published_this_month: int = Field(
        description="What went out in this month of the workspace's own calendar, counted for each account"
    )
    posts_this_month: int = Field(
        description="Posts that went out or are planned in this month of the workspace's own calendar, "
        "each counted once: the same figure as in the usage of the plan"
    )
    engagement_rate: float | None = Field(
        description="Answers by impressions of the last 30 days, in percent, of posts whose platform tells both"
    )
    followers: int | None = Field(description="Of all accounts together")
    follower_growth: str | None = Field(examples=["+127 this week"], description="In words")
    follower_growth_week: int | None = Field(description="The same as a number: how many more than a week before")
    next_post: str | None = Field(
        examples=["in 2 hours", "held: publishing is stopped"], description="When the next post goes out, in words"
    )
    next_post_at: datetime | None = Field(description="The time for which the next post is planned")
    next_post_held: bool = Field(description="It would not go out then: publishing or its account is paused")
    automation_status: AutomationStatus = Field(
        description="What the automation really does: it is active only while publishing runs, too"
    )
    automation_state: AutomationState = Field(description="How the automation itself is switched")
    publishing: PublishingState = Field(description="Whether anything of the workspace goes out")
    recent_activity: list[ActivityShown]


@routes.get("", operation_id="readDashboard", summary="What was, and what is next", responses={200: DashboardAnswer})
def read_dashboard() -> dict[str, Any]:
    numbers = product().dashboard.of(viewer().workspace_id)
    return DashboardAnswer.model_validate(numbers).model_dump(mode="json")
