"""Posts that recur: written once, sent by a rule."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from velocitypost.publishing.recurrence import LENGTH_MOST, Occurrence
from velocitypost.publishing.series import PREVIEW_MOST, TEXTS_MOST, Preview, Series, in_turn
from velocitypost.web.api.posts import FollowUpShown, LabellingBody, WritingBody
from velocitypost.web.api.publications import AttachedShown, media_of
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("series", prefix="/api/series", about="Posts that recur by a rule")

_UPCOMING = 5
_RULE = Field(max_length=LENGTH_MOST, examples=["FREQ=WEEKLY;BYDAY=MO,TH"])
_LOCAL = Field(max_length=40, examples=["2026-11-24T09:30"])
_ZONE = Field(max_length=60, examples=["Europe/Berlin"])


class SeriesBody(WritingBody, LabellingBody):
    """What recurs, and when: a rule by RFC 5545 that begins at a time of the clock in a zone.

    `texts` are further texts; they and `text` take turns. Each post begins with the tags and the campaign.
    """

    texts: list[str] = Field(default_factory=list, max_length=TEXTS_MOST)
    rule: str = _RULE
    local: str = _LOCAL
    zone: str = _ZONE


class PreviewBody(Body):
    """A rule to try; the texts only to tell whether the platforms would take them so often."""

    rule: str = _RULE
    local: str = _LOCAL
    zone: str = _ZONE
    text: str = Field("", max_length=100_000)
    texts: list[str] = Field(default_factory=list, max_length=TEXTS_MOST)
    count: int = Field(10, ge=1, le=PREVIEW_MOST)


class SeriesPath(BaseModel):
    """Which series."""

    series_id: str = Field(max_length=60)


class SeriesPageQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(30, ge=1, le=100)


class OccurrenceShown(BaseModel):
    """One time of the rule. `local` is what the rule says, `shown` what the clock will show at `at`."""

    local: str
    shown: str
    at: datetime
    text: str
    notices: list[str]

    @classmethod
    def of(cls, occurrence: Occurrence, zone: str, texts: tuple[str, ...]) -> OccurrenceShown:
        shown = occurrence.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return cls(
            local=occurrence.local.isoformat(timespec="minutes"),
            shown=shown.isoformat(timespec="minutes"),
            at=occurrence.at,
            text=in_turn(texts, occurrence.number),
            notices=list(occurrence.notices),
        )


class SeriesShown(BaseModel):
    """A series. `next_local` is the next time that no post was made for yet; posts are made seven days ahead.

    `problem` says why it was paused by itself.
    """

    id: str
    text: str
    texts: list[str]
    media: list[AttachedShown]
    connection_ids: list[str]
    follow_ups: list[FollowUpShown]
    options: dict[str, Any]
    rule: str
    local: str
    zone: str
    state: str
    next_local: str | None
    problem: str
    tags: list[str]
    campaign_id: str | None
    created_at: datetime
    version: int

    @classmethod
    def of(cls, series: Series) -> SeriesShown:
        writing, labels = series.writing, product().labels.still(series.workspace_id, series.labels)
        return cls(
            id=series.id,
            text=writing.text,
            texts=list(series.texts),
            media=media_of(writing.media),
            connection_ids=list(writing.connection_ids),
            follow_ups=[FollowUpShown(text=part.text, media=media_of(part.media)) for part in writing.follow_ups],
            options=dict(writing.options),
            rule=series.rule,
            local=series.start,
            zone=series.zone,
            state=series.state.value,
            next_local=series.next_local,
            problem=series.problem,
            tags=list(labels.tags),
            campaign_id=labels.campaign_id,
            created_at=series.created_at,
            version=series.version,
        )


class PreviewAnswer(BaseModel):
    """The next times of a rule. `notices` and `warnings` are what its author should know."""

    occurrences: list[OccurrenceShown]
    notices: list[str]
    warnings: list[str]

    @classmethod
    def of(cls, preview: Preview, zone: str, texts: tuple[str, ...]) -> PreviewAnswer:
        return cls(
            occurrences=[OccurrenceShown.of(one, zone, texts) for one in preview.occurrences],
            notices=list(preview.notices),
            warnings=list(preview.warnings),
        )


class SeriesAnswer(BaseModel):
    """One series, with its next times."""

    series: SeriesShown
    upcoming: PreviewAnswer


class HaltedAnswer(BaseModel):
    """The series, and how many of its posts were taken off the calendar: they are drafts now."""

    series: SeriesShown
    taken_back: int


class SeriesListAnswer(BaseModel):
    """A page of series."""

    series: list[SeriesShown]
    next_cursor: str | None


@routes.post(
    "",
    operation_id="createSeries",
    summary="Let a post recur",
    responses={201: SeriesAnswer, **problems("cannot_schedule", "conflict", "not_found")},
)
def create_series(body: SeriesBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    series = product().series.create(
        who.workspace_id,
        who.user_id,
        body.writing(),
        tuple(body.texts),
        rule=body.rule,
        local=body.local,
        zone=body.zone,
        labels=body.labelled(),
    )
    return _one(series), 201


@routes.get("", operation_id="listSeries", summary="Series, newest first", responses={200: SeriesListAnswer})
def list_series(query: SeriesPageQuery) -> dict[str, Any]:
    found, cursor = product().series.page(viewer().workspace_id, before=query.cursor, most=query.limit)
    shown = [SeriesShown.of(series) for series in found]
    return SeriesListAnswer(series=shown, next_cursor=cursor).model_dump(mode="json")


@routes.post(
    "/preview",
    operation_id="previewSeries",
    summary="The next times of a rule, before it runs",
    responses={200: PreviewAnswer},
)
def preview_series(body: PreviewBody) -> dict[str, Any]:
    texts = (body.text, *body.texts)
    told = product().series.preview(texts, rule=body.rule, local=body.local, zone=body.zone, most=body.count)
    return PreviewAnswer.of(told, body.zone, texts).model_dump(mode="json")


@routes.get("/<series_id>", operation_id="getSeries", summary="One series", responses={200: SeriesAnswer})
def get_series(path: SeriesPath) -> dict[str, Any]:
    return _one(product().series.get(viewer().workspace_id, path.series_id))


@routes.post(
    "/<series_id>/pause",
    operation_id="pauseSeries",
    summary="Make no more posts; those to come are drafts until it is resumed",
    responses={200: HaltedAnswer, **problems("conflict")},
)
def pause_series(path: SeriesPath) -> dict[str, Any]:
    return _halted(*product().series.pause(viewer().workspace_id, path.series_id))


@routes.post(
    "/<series_id>/resume",
    operation_id="resumeSeries",
    summary="Go on from now",
    responses={200: SeriesAnswer, **problems("conflict")},
)
def resume_series(path: SeriesPath) -> dict[str, Any]:
    return _one(product().series.resume(viewer().workspace_id, path.series_id))


@routes.post(
    "/<series_id>/end",
    operation_id="endSeries",
    summary="Make no more posts, for good; those to come are drafts",
    responses={200: HaltedAnswer, **problems("conflict")},
)
def end_series(path: SeriesPath) -> dict[str, Any]:
    return _halted(*product().series.end(viewer().workspace_id, path.series_id))


def _one(series: Series) -> dict[str, Any]:
    texts = (series.writing.text, *series.texts)
    upcoming = PreviewAnswer.of(product().series.upcoming(series, most=_UPCOMING), series.zone, texts)
    return SeriesAnswer(series=SeriesShown.of(series), upcoming=upcoming).model_dump(mode="json")


def _halted(series: Series, taken_back: int) -> dict[str, Any]:
    return HaltedAnswer(series=SeriesShown.of(series), taken_back=taken_back).model_dump(mode="json")
