"""How a person, their workspace and their sessions are shown."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from velocitypost.accounts.model import OnboardingStep, PlanKey, Profile, PublishingState


class WorkspaceShown(BaseModel):
    """What everything belongs to."""

    model_config = ConfigDict(title="Workspace")

    id: str
    name: str
    publishing: PublishingState
    late_limit_hours: int = Field(description="What is late by more than this is asked about, not sent")
    onboarding_step: OnboardingStep


class UserShown(BaseModel):
    """A person. `plan_type` is what is in force; `wanted_plan` what was chosen.

    `pending_email` is an address that was asked for and has yet to be confirmed.
    """

    model_config = ConfigDict(title="User")

    id: str
    name: str
    email: str
    plan_type: PlanKey
    wanted_plan: PlanKey
    email_verified: bool
    pending_email: str | None
    time_zone: str
    created_at: datetime
    workspace: WorkspaceShown


def shown_user(profile: Profile) -> dict[str, Any]:
    """The JSON of a person."""
    user, workspace = profile.user, profile.workspace
    return UserShown(
        id=user.id,
        name=user.name,
        email=user.email,
        plan_type=workspace.plan,
        wanted_plan=workspace.wanted_plan,
        email_verified=user.email_verified,
        pending_email=user.pending_email,
        time_zone=user.time_zone,
        created_at=user.created_at,
        workspace=WorkspaceShown(
            id=workspace.id,
            name=workspace.name,
            publishing=workspace.publishing.state,
            late_limit_hours=workspace.late_limit_hours,
            onboarding_step=workspace.onboarding_step,
        ),
    ).model_dump(mode="json")
