"""How punctual this workspace's publishing is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from velocitypost.publishing.punctuality import BOUNDS, DAYS_MOST, Depth, Lateness, Report
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint

routes = api_blueprint("punctuality", prefix="/api/publishing/punctuality", about="How late posts went out")

_EDGES = (timedelta(0), *BOUNDS, None)


class PunctualityQuery(BaseModel):
    """How far back to look: whole days of the workspace's time zone, today included."""

    days: int = Field(30, ge=1, le=DAYS_MOST)


class IntervalShown(BaseModel):
    """How many went out with a lateness above `above_seconds` (the first: from it) up to and with `until_seconds`."""

    above_seconds: float
    until_seconds: float | None
    count: int


class LatenessShown(BaseModel):
    """How late some publications were. Shares are 0 to 1; shares and seconds are null where nothing went out."""

    count: int
    within_1_second: float | None
    within_10_seconds: float | None
    within_60_seconds: float | None
    median_seconds: float | None
    p95_seconds: float | None
    worst_seconds: float | None
    histogram: list[IntervalShown]

    @classmethod
    def of(cls, lateness: Lateness) -> LatenessShown:
        second, ten, minute = lateness.within
        return cls(
            count=lateness.count,
            within_1_second=second,
            within_10_seconds=ten,
            within_60_seconds=minute,
            median_seconds=_seconds(lateness.median),
            p95_seconds=_seconds(lateness.p95),
            worst_seconds=_seconds(lateness.worst),
            histogram=[
                IntervalShown(above_seconds=_seconds(_EDGES[i]) or 0, until_seconds=_seconds(_EDGES[i + 1]), count=n)
                for i, n in enumerate(lateness.counts)
            ],
        )


class PlatformLatenessShown(LatenessShown):
    """One platform's."""

    platform: str


class DayShown(LatenessShown):
    """One day's."""

    date: date


class QueueShown(BaseModel):
    """What waits now: due and not begun, under way, for a decision of a person, for publishing to be resumed."""

    due: int
    under_way: int
    waiting_for_a_person: int
    paused: int

    @classmethod
    def of(cls, depth: Depth) -> QueueShown:
        return cls(
            due=depth.due, under_way=depth.under_way, waiting_for_a_person=depth.for_a_person, paused=depth.paused
        )


class PunctualityAnswer(BaseModel):
    """Lateness runs from the time that was promised (for what was sent now: the click) to the live post.

    A thread counts by its first part.
    """

    days: int
    zone: str
    total: LatenessShown
    platforms: list[PlatformLatenessShown]
    per_day: list[DayShown]
    queue: QueueShown


@routes.get(
    "",
    operation_id="getPunctuality",
    summary="How late posts went out, and what waits now",
    responses={200: PunctualityAnswer},
)
def get_punctuality(query: PunctualityQuery) -> dict[str, Any]:
    workspace = product().workspaces.get(viewer().workspace_id)
    report = product().punctuality.report(workspace.id, ZoneInfo(workspace.time_zone), days=query.days)
    return _shown(report, workspace.time_zone, product().punctuality.depth(workspace.id))


def _shown(report: Report, zone: str, depth: Depth) -> dict[str, Any]:
    return PunctualityAnswer(
        days=report.days,
        zone=zone,
        total=LatenessShown.of(report.total),
        platforms=[
            PlatformLatenessShown(platform=name, **LatenessShown.of(lateness).model_dump())
            for name, lateness in report.platforms.items()
        ],
        per_day=[DayShown(date=day.date, **LatenessShown.of(day.lateness).model_dump()) for day in report.per_day],
        queue=QueueShown.of(depth),
    ).model_dump(mode="json")


def _seconds(span: timedelta | None) -> float | None:
    return span.total_seconds() if span is not None else None
