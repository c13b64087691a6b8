"""What runs by itself: how it is set up, how it stands, and what a person decides about its posts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from velocitypost.accounts.model import PublishingState
from velocitypost.automation.filling import by_hour
from velocitypost.automation.holidays import countries
from velocitypost.automation.model import (
    Automation,
    AutomationState,
    AutomationStatus,
    Entry,
    EntryState,
    Schedule,
)
from velocitypost.automation.review import Decided
from velocitypost.automation.service import Wanted
from velocitypost.core.spans import in_words
from velocitypost.web.api.posts import LabellingBody
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("automation", prefix="/api/automation", about="What runs by itself")

_ID = Field(max_length=60)
_ENTRIES_AT_ONCE = 200


class ActiveHoursBody(Body):
    """From and to, on the clock of the zone."""

    start: str = Field("09:00", max_length=5)
    end: str = Field("18:00", max_length=5)


class FrequencyBody(Body):
    """How many posts a day; `interval_hours` lies at least between two of one account."""

    posts_per_day: int = Field(2, ge=1, le=50)
    interval_hours: float = Field(2.0, ge=0.25, le=24)


class AutomationScheduleBody(Body):
    """When posts may go out. Without `optimal_times` the best times are used; weekdays go from 0, Monday, to 6."""

    timezone: str = Field(max_length=60, examples=["Europe/Berlin"])
    active_hours: ActiveHoursBody = ActiveHoursBody()
    posting_frequency: FrequencyBody = FrequencyBody()
    optimal_times: list[str] = Field(default_factory=list, max_length=24)
    weekdays: list[int] = Field(default_factory=lambda: list(range(7)), max_length=7)
    horizon_days: int = Field(14, ge=7, le=30)
    holidays_of: str = Field("", max_length=6, description="A country code whose holidays are skipped")


class AutomationBody(LabellingBody):
    """The whole configuration. Shares are percentages, 100 in all.

    Each post begins with the tags and the campaign.
    """

    enabled: bool = False
    schedule: AutomationScheduleBody
    content_distribution: dict[str, int] = Field(max_length=20, examples=[{"tech": 100}])
    platform_priorities: dict[str, int] = Field(
        max_length=50,
        examples=[{"facebook": 1, "twitter": 2}],
        description="1 comes first. By platform, which means every account of it that is connected now, "
        "or by the id of a connected account; answered by account",
    )
    review_before_posting: bool = True
    style: Literal["casual", "professional", "funny"] = "casual"
    seed: int = Field(0, ge=0, le=2**31)
    about: str = Field("", max_length=2000, description="What the posts are to be about, in one's own words")

    def wanted(self) -> Wanted:
        return Wanted(
            schedule=Schedule(
                zone=self.schedule.timezone,
                starts=self.schedule.active_hours.start,
                ends=self.schedule.active_hours.end,
                weekdays=tuple(sorted(set(self.schedule.weekdays))),
                posts_per_day=self.schedule.posting_frequency.posts_per_day,
                spacing_minutes=round(self.schedule.posting_frequency.interval_hours * 60),
                times=tuple(sorted(set(self.schedule.optimal_times))),
                holidays_of=self.schedule.holidays_of,
                horizon_days=self.schedule.horizon_days,
            ),
            mix=self.content_distribution,
            priorities=self.platform_priorities,
            review=self.review_before_posting,
            style=self.style,
            seed=self.seed,
            about=self.about,
            labels=self.labelled(),
        )


class AutomationShown(AutomationBody):
    """The configuration, and whether it runs."""

    state: AutomationState
    state_changed_at: datetime | None
    can_undo_stop: bool

    @classmethod
    def of(cls, automation: Automation) -> AutomationShown:
        schedule = automation.schedule
        labels = product().labels.still(automation.workspace_id, automation.labels)
        return cls(
            tags=list(labels.tags),
            campaign_id=labels.campaign_id,
            enabled=automation.state == "running",
            schedule=AutomationScheduleBody(
                timezone=schedule.zone,
                active_hours=ActiveHoursBody(start=schedule.starts, end=schedule.ends),
                posting_frequency=FrequencyBody(
                    posts_per_day=schedule.posts_per_day, interval_hours=schedule.spacing_minutes / 60
                ),
                optimal_times=list(schedule.times),
                weekdays=list(schedule.weekdays),
                horizon_days=schedule.horizon_days,
                holidays_of=schedule.holidays_of,
            ),
            content_distribution=dict(automation.mix),
            platform_priorities=dict(automation.priorities),
            review_before_posting=automation.review,
            style=automation.style,
            seed=automation.seed,
            about=automation.about,
            state=automation.state,
            state_changed_at=automation.state_changed_at,
            can_undo_stop=automation.state == "stopped" and automation.stop_batch is not None,
        )


class AutomationAnswer(BaseModel):
    """The automation; null where none is set up. `cleared` counts what a stop took off the calendar."""

    automation: AutomationShown | None
    cleared: int = 0


class VelocityShown(BaseModel):
    """How many posts a day now, of how many that were wished, and why."""

    posts_per_day: int
    wished: int
    reasons: list[str]


class PausedShown(BaseModel):
    """An account that takes no part now, and why."""

    connection_id: str
    paused: bool
    reason: str | None


class PerformanceShown(BaseModel):
    """What today's posts had so far."""

    total_engagement: int
    avg_engagement_rate: float | None = Field(
        description="Answers by impressions of today's posts, in percent, where their platforms tell both"
    )


class StatusAnswer(BaseModel):
    """How it stands now. `posts_remaining` is null where the plan has no limit."""

    configured: bool = Field(description="Whether it is set up; before that nothing of it is planned")
    is_active: bool = Field(description="Whether it posts: it runs, and the workspace's publishing runs, too")
    status: AutomationStatus = Field(description="What it really does; active only where `is_active`")
    state: AutomationState = Field(description="How it is switched")
    publishing: PublishingState = Field(description="Whether anything of the workspace goes out")
    posts_today: int
    posts_remaining: int | None
    resets_at: datetime
    next_post_in: str | None = Field(
        examples=["2 hours 15 minutes"], description="Until its next post, in words; null while that is held"
    )
    next_post_at: datetime | None = Field(description="The time for which its next post is planned")
    next_post_held: bool = Field(description="It would not go out then: publishing or its account is paused")
    platforms_active: list[str]
    content_queue: int
    to_review: int
    performance_today: PerformanceShown
    velocity: VelocityShown
    accounts: list[PausedShown]


class EntryShown(BaseModel):
    """A planned post: its place with the reasons for it, and what became of it."""

    id: str
    connection_id: str
    platform: str
    domain: str
    local: str
    zone: str
    at: datetime
    state: EntryState
    reasons: list[str]
    exploring: bool
    text: str
    engine: str
    flags: list[str]
    media_id: str | None
    post_id: str
    problem: str
    rejected_for: str
    moved_from: datetime | None

    @classmethod
    def of(cls, entry: Entry) -> EntryShown:
        return cls.model_validate({name: getattr(entry, name) for name in cls.model_fields})


class EntriesQuery(BaseModel):
    """Which planned posts, in the order of their times."""

    state: Literal["standing", "to_review", "all"] = "standing"
    after: datetime | None = None
    limit: int = Field(50, ge=1, le=200)


class EntriesAnswer(BaseModel):
    """A page of planned posts; ask again with `after=next_after` for the next."""

    entries: list[EntryShown]
    next_after: datetime | None


class EntryPath(BaseModel):
    """Which planned post."""

    entry_id: str = _ID


class EntryAnswer(BaseModel):
    """One planned post."""

    entry: EntryShown


class EditBody(Body):
    """The text as it is to be."""

    text: str = Field(max_length=20_000)


class RejectBody(Body):
    """Why it is not good: what is written next heeds it."""

    reason: str = Field("", max_length=300)


class ManyBody(Body):
    """Several at once."""

    entry_ids: list[str] = Field(min_length=1, max_length=_ENTRIES_AT_ONCE)
    reason: str = Field("", max_length=300)


class DecidedShown(BaseModel):
    """What became of one of several: `problem` says why it could not be done."""

    entry: EntryShown
    problem: str

    @classmethod
    def of(cls, decided: Decided) -> DecidedShown:
        return cls(entry=EntryShown.of(decided.entry), problem=decided.problem)


class ManyAnswer(BaseModel):
    """What became of each."""

    decided: list[DecidedShown]


class ConnectionPath(BaseModel):
    """Which account."""

    connection_id: str = _ID


class FactorShown(BaseModel):
    """How many times the usual number answers, with an 80 % interval, from so many posts."""

    value: float
    low: float
    high: float
    posts: int


class BestTimesAnswer(BaseModel):
    """By "weekday-hour" (0 is Monday). `basis` is "prior" where the account has too few results of its own."""

    basis: Literal["account", "prior"]
    posts: int
    note: str
    factors: dict[str, FactorShown]


class CountriesAnswer(BaseModel):
    """Country codes (ISO 3166, two letters) for `holidays_of`."""

    countries: list[str]


class FindingShown(BaseModel):
    """Something that would go wrong, or that one should know."""

    severity: Literal["breaks", "note"]
    code: str
    message: str
    action: str
    day: date | None
    connection_id: str | None


class RehearsalAnswer(BaseModel):
    """What the coming days would bring if nobody did anything."""

    days: int
    posts: int
    by_account: dict[str, int]
    cost: dict[str, str]
    findings: list[FindingShown]


@routes.get("", operation_id="readAutomation", summary="How it is set up", responses={200: AutomationAnswer})
def read_automation() -> dict[str, Any]:
    return _answer(product().autopilot.automations.find(viewer().workspace_id))


@routes.put(
    "",
    operation_id="configureAutomation",
    summary="Set it up, or change it",
    responses={200: AutomationAnswer, **problems("pro_required", "conflict")},
)
def configure(body: AutomationBody) -> dict[str, Any]:
    """With `enabled` it starts, too."""
    who, automations = viewer(), product().autopilot.automations
    automation = automations.configure(who.workspace_id, who.user_id, body.wanted())
    if body.enabled and automation.state != "running":
        automation = automations.start(who.workspace_id)
    return _answer(automation)


@routes.post(
    "/start",
    operation_id="startAutomation",
    summary="Let it run",
    responses={200: AutomationAnswer, **problems("conflict")},
)
def start() -> dict[str, Any]:
    return _answer(product().autopilot.automations.start(viewer().workspace_id))


@routes.post(
    "/pause",
    operation_id="pauseAutomation",
    summary="Halt it; everything keeps its place",
    responses={200: AutomationAnswer},
)
def pause() -> dict[str, Any]:
    return _answer(product().autopilot.automations.pause(viewer().workspace_id))


@routes.post(
    "/stop",
    operation_id="stopAutomation",
    summary="End it and clear what is to come",
    responses={200: AutomationAnswer},
)
def stop() -> dict[str, Any]:
    automation, cleared = product().autopilot.automations.stop(viewer().workspace_id)
    return AutomationAnswer(automation=AutomationShown.of(automation), cleared=cleared).model_dump(mode="json")


@routes.post(
    "/undo-stop",
    operation_id="undoAutomationStop",
    summary="Bring back what the stop cleared",
    responses={200: AutomationAnswer},
)
def undo_stop() -> dict[str, Any]:
    return _answer(product().autopilot.automations.undo_stop(viewer().workspace_id))


@routes.post(
    "/emergency-stop",
    operation_id="emergencyStopEverything",
    summary="Halt everything of the workspace at once",
    responses={200: AutomationAnswer},
)
def emergency_stop() -> dict[str, Any]:
    return _answer(product().autopilot.automations.emergency_stop(viewer().workspace_id))


@routes.post(
    "/accounts/<connection_id>/pause",
    operation_id="pauseAccount",
    summary="Let nothing out through one account",
    responses={200: AutomationAnswer, **problems("not_found")},
)
def pause_account(path: ConnectionPath) -> dict[str, Any]:
    return _switched(path.connection_id, paused=True)


@routes.post(
    "/accounts/<connection_id>/resume",
    operation_id="resumeAccount",
    summary="Let posts out through the account again",
    responses={200: AutomationAnswer, **problems("not_found")},
)
def resume_account(path: ConnectionPath) -> dict[str, Any]:
    return _switched(path.connection_id, paused=False)


@routes.get(
    "/status",
    operation_id="readAutomationStatus",
    summary="How it stands now",
    responses={200: StatusAnswer},
)
def read_status() -> dict[str, Any]:
    workspace_id, autopilot = viewer().workspace_id, product().autopilot
    automation = autopilot.automations.find(workspace_id)
    status = autopilot.standing.of(workspace_id, automation)
    held, now = status.next_held, product().clock.now()
    paused = product().workspaces.get(workspace_id).publishing.paused_connections
    accounts = [
        PausedShown(connection_id=one.id, paused=one.id in paused, reason=autopilot.filler.why_not(automation, one))
        for one in product().connections.list(workspace_id)
        if automation and one.id in automation.priorities
    ]
    return StatusAnswer(
        configured=automation is not None,
        is_active=status.status == "active",
        status=status.status,
        state=automation.state if automation else "off",
        publishing=status.publishing,
        posts_today=status.posts_today,
        posts_remaining=status.posts_remaining,
        resets_at=status.resets_at,
        next_post_in=in_words(status.next_at - now) if status.next_at and not held else None,
        next_post_at=status.next_at,
        next_post_held=held,
        platforms_active=list(status.platforms_active),
        content_queue=status.content_queue,
        to_review=status.to_review,
        performance_today=PerformanceShown(total_engagement=status.total_engagement, avg_engagement_rate=status.rate),
        velocity=VelocityShown(
            posts_per_day=status.velocity.posts_per_day,
            wished=status.velocity.wished,
            reasons=list(status.velocity.reasons),
        ),
        accounts=accounts,
    ).model_dump(mode="json")


@routes.get(
    "/entries", operation_id="listEntries", summary="Planned posts in their order", responses={200: EntriesAnswer}
)
def list_entries(query: EntriesQuery) -> dict[str, Any]:
    states = {
        "standing": [EntryState.WANTED, EntryState.TO_REVIEW, EntryState.SCHEDULED],
        "to_review": [EntryState.TO_REVIEW],
        "all": list(EntryState),
    }[query.state]
    after = query.after or (product().clock.now() if query.state == "standing" else None)
    found, following = product().autopilot.review.page(viewer().workspace_id, states, after=after, most=query.limit)
    return EntriesAnswer(entries=[EntryShown.of(entry) for entry in found], next_after=following).model_dump(
        mode="json"
    )


@routes.post(
    "/entries/<entry_id>/approve",
    operation_id="approveEntry",
    summary="Let it go out at its time",
    responses={200: EntryAnswer, **problems("not_found", "conflict", "cannot_schedule", "plan_limit")},
)
def approve(path: EntryPath) -> dict[str, Any]:
    return _one(product().autopilot.review.approve(viewer().workspace_id, path.entry_id))


@routes.patch(
    "/entries/<entry_id>",
    operation_id="editEntry",
    summary="Change its text",
    responses={200: EntryAnswer, **problems("not_found", "conflict")},
)
def edit(path: EntryPath, body: EditBody) -> dict[str, Any]:
    return _one(product().autopilot.review.edit(viewer().workspace_id, path.entry_id, body.text))


@routes.post(
    "/entries/<entry_id>/regenerate",
    operation_id="regenerateEntry",
    summary="Write it anew",
    responses={200: EntryAnswer, **problems("not_found", "conflict")},
)
def regenerate(path: EntryPath) -> dict[str, Any]:
    return _one(product().autopilot.review.regenerate(viewer().workspace_id, path.entry_id))


@routes.post(
    "/entries/<entry_id>/reject",
    operation_id="rejectEntry",
    summary="Do not send it",
    responses={200: EntryAnswer, **problems("not_found", "conflict")},
)
def reject(path: EntryPath, body: RejectBody) -> dict[str, Any]:
    return _one(product().autopilot.review.reject(viewer().workspace_id, path.entry_id, body.reason))


@routes.delete(
    "/entries/<entry_id>",
    operation_id="removeEntry",
    summary="Take it off the plan; its place stays empty",
    responses={200: EntryAnswer, **problems("not_found", "conflict")},
)
def remove(path: EntryPath) -> dict[str, Any]:
    return _one(product().autopilot.review.remove(viewer().workspace_id, path.entry_id))


@routes.post(
    "/entries/approve", operation_id="approveEntries", summary="Let several go out", responses={200: ManyAnswer}
)
def approve_many(body: ManyBody) -> dict[str, Any]:
    workspace_id, review = viewer().workspace_id, product().autopilot.review
    return _many(review.each(body.entry_ids, workspace_id, lambda one: review.approve(workspace_id, one)))


@routes.post(
    "/entries/reject", operation_id="rejectEntries", summary="Do not send several", responses={200: ManyAnswer}
)
def reject_many(body: ManyBody) -> dict[str, Any]:
    workspace_id, review = viewer().workspace_id, product().autopilot.review
    return _many(review.each(body.entry_ids, workspace_id, lambda one: review.reject(workspace_id, one, body.reason)))


@routes.get(
    "/best-times/<connection_id>",
    operation_id="readBestTimes",
    summary="When an account's followers answer best",
    responses={200: BestTimesAnswer, **problems("not_found")},
)
def best_times(path: ConnectionPath) -> dict[str, Any]:
    workspace_id, autopilot = viewer().workspace_id, product().autopilot
    connection = product().connections.get(workspace_id, path.connection_id)
    automation = autopilot.automations.find(workspace_id)
    zone = automation.schedule.zone if automation else product().workspaces.get(workspace_id).time_zone
    curve = autopilot.filler.curve(workspace_id, connection, zone)
    return BestTimesAnswer(
        basis=curve.basis,
        posts=curve.posts,
        note=curve.note,
        factors={name: FactorShown.model_validate(factor) for name, factor in by_hour(curve).items()},
    ).model_dump(mode="json")


@routes.get(
    "/holiday-countries",
    operation_id="listHolidayCountries",
    summary="The countries whose holidays can be skipped",
    responses={200: CountriesAnswer},
)
def list_holiday_countries() -> dict[str, Any]:
    return CountriesAnswer(countries=list(countries())).model_dump(mode="json")


@routes.get(
    "/rehearsal",
    operation_id="rehearse",
    summary="What the coming thirty days would bring",
    responses={200: RehearsalAnswer, **problems("not_found")},
)
def rehearse() -> dict[str, Any]:
    automation = product().autopilot.automations.get(viewer().workspace_id)
    return RehearsalAnswer.model_validate(asdict(product().autopilot.rehearsal.run(automation))).model_dump(mode="json")


def _switched(connection_id: str, *, paused: bool) -> dict[str, Any]:
    workspace_id, automations = viewer().workspace_id, product().autopilot.automations
    automations.pause_connection(workspace_id, connection_id, paused=paused)
    return _answer(automations.find(workspace_id))


def _answer(automation: Automation | None) -> dict[str, Any]:
    shown = AutomationShown.of(automation) if automation else None
    return AutomationAnswer(automation=shown).model_dump(mode="json")


def _one(entry: Entry) -> dict[str, Any]:
    return EntryAnswer(entry=EntryShown.of(entry)).model_dump(mode="json")


def _many(decided: list[Decided]) -> dict[str, Any]:
    return ManyAnswer(decided=[DecidedShown.of(one) for one in decided]).model_dump(mode="json")
