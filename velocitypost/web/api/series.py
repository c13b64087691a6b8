"""Posts that recur: written once, sent by a rule."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.publishing.recurrence import LENGTH_MOST, Occurrence
from velocitypost.publishing.series import PREVIEW_MOST, TEXTS_MOST, Date, DateStanding, Preview, Series, in_turn
from velocitypost.publishing.series import SeriesState as State
from velocitypost.publishing.series_service import Wanted
from velocitypost.web.api.posts import FollowUpShown, LabellingBody, TailoredShown, WritingBody, tailored_of
from velocitypost.web.api.publications import AttachedShown, media_of
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("series", prefix="/api/series", about="Posts that recur by a rule")

_UPCOMING = 12
_RULE = Field(max_length=LENGTH_MOST, examples=["FREQ=WEEKLY;BYDAY=MO,TH"])
_LOCAL = Field(max_length=40, examples=["2026-11-24T09:30"])
_ZONE = Field(max_length=60, examples=["Europe/Berlin"])


class SeriesBody(WritingBody, LabellingBody):
    """What recurs, and when: a rule by RFC 5545 that begins at a time of the clock in a zone.

    With `BYMONTHDAY=-1` it comes on the last day of each month; with `BYMONTHDAY=31` only in months that have one.
    `texts` are further texts; they and `text` take turns. Each post begins with the tags and the campaign. `draft_id`
    is the draft that this comes of: it is deleted, so that it does not go out beside the series.
    """

    texts: list[str] = Field(default_factory=list, max_length=TEXTS_MOST)
    rule: str = _RULE
    local: str = _LOCAL
    zone: str = _ZONE
    draft_id: str | None = Field(None, max_length=60)

    def wanted(self) -> Wanted:
        """Raises `BadWriting` or `NoSuchCampaign`."""
        texts, labels = tuple(self.texts), self.labelled()
        return Wanted(self.writing(), texts, self.rule, self.local, self.zone, labels)


class SeriesCreateBody(SeriesBody):
    """A new series. With an `id` of its own, `series_` and a ULID in lower case, it is safe to send it again."""

    id: str | None = Field(None, pattern=r"^series_[0-9a-hjkmnp-tv-z]{26}$", max_length=60)


class SeriesChangeBody(SeriesBody):
    """The whole series anew; `version` is the one that was read."""

    version: int


class PreviewBody(Body):
    """A rule to try; the texts only to tell whether the platforms would take them so often.

    `own_text`: an account says its own text each time. `series_id`: the series that is to have it, whose beginning
    may be past.
    """

    rule: str = _RULE
    local: str = _LOCAL
    zone: str = _ZONE
    text: str = Field("", max_length=100_000)
    texts: list[str] = Field(default_factory=list, max_length=TEXTS_MOST)
    own_text: bool = False
    series_id: str | None = Field(None, max_length=60)
    count: int = Field(10, ge=1, le=PREVIEW_MOST)


class SeriesPath(BaseModel):
    """Which series."""

    series_id: str = Field(max_length=60)


class SeriesPageQuery(BaseModel):
    """A page, newest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(30, ge=1, le=100)
    state: State | None = Field(None, description="Only those in this state")


class OccurrenceShown(BaseModel):
    """One time of the rule. `local` is what the rule says, `shown` what the clock will show at `at`.

    `standing`: no post was made for it yet (`open`); its post is on the calendar (`planned`); somebody changed or moved
    that post (`own`: `text` and `planned_at` are what it has now), or took it off the calendar (`out`).
    """

    local: str
    shown: str
    at: datetime
    text: str
    notices: list[str]
    standing: DateStanding
    post_id: str | None
    planned_at: datetime | None

    @classmethod
    def of(cls, occurrence: Occurrence, zone: str, texts: tuple[str, ...], date: Date | None = None) -> OccurrenceShown:
        shown = occurrence.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        post = date.post if date else None
        return cls(
            local=occurrence.local.isoformat(timespec="minutes"),
            shown=shown.isoformat(timespec="minutes"),
            at=occurrence.at,
            text=post.text if post else in_turn(texts, occurrence.number),
            notices=list(occurrence.notices),
            standing=date.standing if date else "open",
            post_id=post.id if post else None,
            planned_at=post.planned.at if post and post.planned else None,
        )


class SeriesShown(BaseModel):
    """A series. `next_local` is the next time that no post was made for yet; posts are made seven days ahead.

    `next_at` is when its next post goes out. `problem` says why it was paused by itself. `version` counts what people
    changed of it.
    """

    id: str
    text: str
    texts: list[str]
    media: list[AttachedShown]
    connection_ids: list[str]
    follow_ups: list[FollowUpShown]
    options: dict[str, Any]
    tailored: dict[str, TailoredShown]
    rule: str
    local: str
    zone: str
    state: State
    next_local: str | None
    next_at: datetime | None
    problem: str
    tags: list[str]
    campaign_id: str | None
    created_at: datetime
    version: int

    @classmethod
    def of(cls, series: Series, next_at: datetime | None) -> SeriesShown:
        writing, labels = series.writing, product().labels.still(series.workspace_id, series.labels)
        return cls(
            id=series.id,
            text=writing.text,
            texts=list(series.texts),
            media=media_of(writing.media),
            connection_ids=list(writing.connection_ids),
            follow_ups=[FollowUpShown(text=part.text, media=media_of(part.media)) for part in writing.follow_ups],
            options=dict(writing.options),
            tailored=tailored_of(writing.tailored),
            rule=series.rule,
            local=series.start,
            zone=series.zone,
            state=series.state,
            next_local=series.next_local,
            next_at=next_at,
            problem=series.problem,
            tags=list(labels.tags),
            campaign_id=labels.campaign_id,
            created_at=series.created_at,
            version=series.edition,
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
    """One series, with its next times. `told` is what became of the posts that were made ahead, where it matters."""

    series: SeriesShown
    upcoming: PreviewAnswer
    told: list[str]


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
def create_series(body: SeriesCreateBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    series = product().series.create(
        who.workspace_id, who.user_id, body.wanted(), series_id=body.id, draft_id=body.draft_id
    )
    return _one(series), 201


@routes.get("", operation_id="listSeries", summary="Series, newest first", responses={200: SeriesListAnswer})
def list_series(query: SeriesPageQuery) -> dict[str, Any]:
    workspace_id = viewer().workspace_id
    found, cursor = product().series.page(workspace_id, before=query.cursor, most=query.limit, state=query.state)
    coming = product().series.next_of(workspace_id, found)
    shown = [SeriesShown.of(series, coming[series.id]) for series in found]
    return SeriesListAnswer(series=shown, next_cursor=cursor).model_dump(mode="json")


@routes.post(
    "/preview",
    operation_id="previewSeries",
    summary="The next times of a rule, before it runs",
    responses={200: PreviewAnswer, **problems("not_found")},
)
def preview_series(body: PreviewBody) -> dict[str, Any]:
    of = product().series.get(viewer().workspace_id, body.series_id) if body.series_id else None
    texts = (body.text, *body.texts)
    told = product().series.preview(
        texts,
        rule=body.rule,
        local=body.local,
        zone=body.zone,
        most=body.count,
        says_the_same=body.own_text,
        of=of,
    )
    return PreviewAnswer.of(told, body.zone, texts).model_dump(mode="json")


@routes.get("/<series_id>", operation_id="getSeries", summary="One series", responses={200: SeriesAnswer})
def get_series(path: SeriesPath) -> dict[str, Any]:
    return _one(product().series.get(viewer().workspace_id, path.series_id))


@routes.patch(
    "/<series_id>",
    operation_id="changeSeries",
    summary="Change a series, and its posts that were made ahead and have not begun",
    responses={200: SeriesAnswer, **problems("cannot_schedule", "conflict", "not_found")},
)
def change_series(path: SeriesPath, body: SeriesChangeBody) -> dict[str, Any]:
    series, remade = product().series.change(
        viewer().workspace_id, path.series_id, body.wanted(), edition=body.version, draft_id=body.draft_id
    )
    return _one(series, remade.notices)


@routes.delete(
    "/<series_id>",
    operation_id="deleteSeries",
    summary="Forget a series that has ended; its posts stay",
    responses={204: None, **problems("conflict")},
)
def delete_series(path: SeriesPath) -> Response:
    product().series.delete(viewer().workspace_id, path.series_id)
    return Response(status=204)


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


def _one(series: Series, told: list[str] | None = None) -> dict[str, Any]:
    dates, preview = product().series.upcoming(series, most=_UPCOMING)
    upcoming = PreviewAnswer(
        occurrences=[OccurrenceShown.of(one.occurrence, series.zone, series.turns, one) for one in dates],
        notices=list(preview.notices),
        warnings=list(preview.warnings),
    )
    return SeriesAnswer(series=_shown(series), upcoming=upcoming, told=told or []).model_dump(mode="json")


def _halted(series: Series, taken_back: int) -> dict[str, Any]:
    return HaltedAnswer(series=_shown(series), taken_back=taken_back).model_dump(mode="json")


def _shown(series: Series) -> SeriesShown:
    return SeriesShown.of(series, product().series.next_of(series.workspace_id, [series])[series.id])
