"""The calendar, and the switch that runs, pauses and stops a workspace's publishing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field

from velocitypost.accounts.model import PublishingState
from velocitypost.publishing.model import HoldCode, State
from velocitypost.publishing.switch import Switched
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

calendar_routes = api_blueprint("calendar", prefix="/api/calendar", about="What goes out when")
routes = api_blueprint("publishing", prefix="/api/publishing", about="Run, pause and stop publishing")

_RANGE_MOST = timedelta(days=62)


class RangeQuery(BaseModel):
    """From (inclusive) until (exclusive), at most 62 days."""

    since: AwareDatetime = Field(alias="from")
    until: AwareDatetime = Field(alias="to")
    tag: str | None = Field(None, max_length=200, description="Only of posts with this tag")
    campaign_id: str | None = Field(None, max_length=60, description="Only of posts of this campaign")


class CalendarItemShown(BaseModel):
    """One publication as the calendar shows it. `text` is its beginning.

    `held`: publishing, its account or the automation is paused, so it would not go out at its time.
    """

    publication_id: str
    post_id: str
    connection_id: str
    platform: str
    username: str
    position: int
    state: State
    at: datetime
    planned_local: str
    zone: str
    text: str
    thumbnail_url: str | None
    url: str | None
    late: bool
    hold: HoldCode | None
    held: bool
    series_id: str | None


class CalendarAnswer(BaseModel):
    """All of the range, in order."""

    items: list[CalendarItemShown]


class SwitchedAnswer(BaseModel):
    """The new state. `batch` names what was cancelled, for undoing."""

    publishing: PublishingState
    cancelled: int
    batch: str | None


class UndoBody(Body):
    """Which stop to undo."""

    batch: str = Field(max_length=60)


@calendar_routes.get("", operation_id="getCalendar", summary="What is due in a range", responses={200: CalendarAnswer})
def get_calendar(query: RangeQuery) -> dict[str, Any]:
    if not timedelta(0) < query.until - query.since <= _RANGE_MOST:
        raise Problem(
            "validation_failed",
            "The end must lie after the beginning, at most 62 days.",
            errors={"to": "At most 62 days after the beginning."},
        )
    # Already of the answer's shape; to validate 500 items anew would cost more than to read them.
    items = product().publishing.calendar(
        viewer().workspace_id,
        query.since,
        query.until,
        tag=query.tag or None,
        campaign_id=query.campaign_id or None,
    )
    return {"items": items}


@routes.post(
    "/pause",
    operation_id="pausePublishing",
    summary="Nothing leaves; all keeps its place",
    responses={200: SwitchedAnswer},
)
def pause() -> dict[str, Any]:
    return _shown(product().switch.pause(viewer().workspace_id))


@routes.post("/resume", operation_id="resumePublishing", summary="Posts leave again", responses={200: SwitchedAnswer})
def resume() -> dict[str, Any]:
    return _shown(product().switch.resume(viewer().workspace_id))


@routes.post(
    "/stop",
    operation_id="stopPublishing",
    summary="Nothing leaves, and what was waiting is cancelled (undoable)",
    responses={200: SwitchedAnswer},
)
def stop() -> dict[str, Any]:
    return _shown(product().switch.stop(viewer().workspace_id))


@routes.post(
    "/undo-stop",
    operation_id="undoStopPublishing",
    summary="Schedule again what one stop cancelled, and run",
    responses={200: SwitchedAnswer, **problems("not_found")},
)
def undo_stop(body: UndoBody) -> dict[str, Any]:
    return _shown(product().switch.undo_stop(viewer().workspace_id, body.batch))


@routes.post(
    "/emergency-stop",
    operation_id="emergencyStopPublishing",
    summary="Halt at once, also what is on its way to be sent; nothing is cancelled",
    responses={200: SwitchedAnswer},
)
def emergency_stop() -> dict[str, Any]:
    return _shown(product().switch.emergency_stop(viewer().workspace_id))


def _shown(switched: Switched) -> dict[str, Any]:
    return SwitchedAnswer(publishing=switched.state, cancelled=switched.cancelled, batch=switched.batch).model_dump(
        mode="json"
    )
