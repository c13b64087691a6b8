"""What a workspace lets run by itself, and each post that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal

from velocitypost.accounts.model import PublishingState
from velocitypost.content.model import UNLABELLED, Labelled
from velocitypost.core.events import Event

HORIZON_DAYS = (7, 30)
POSTS_PER_DAY_MOST = 50
_DAY_MINUTES = 24 * 60

AutomationState = Literal["off", "running", "paused", "stopped"]
AutomationStatus = Literal["off", "active", "paused", "stopped"]


@dataclass(frozen=True)
class Schedule:
    """When posts may go out: hours of the wall clock in `zone`, weekdays (0 is Monday), how many, how far apart.

    `times` are wall-clock times that were chosen; without any the best times are used. `holidays_of` is the ISO 3166
    code of a country whose holidays are skipped, empty for none.
    """

    zone: str
    starts: str = "09:00"
    ends: str = "18:00"
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    posts_per_day: int = 2
    spacing_minutes: int = 120
    times: tuple[str, ...] = ()
    holidays_of: str = ""
    horizon_days: int = 14

    @property
    def hours(self) -> tuple[time, time]:
        """The active hours."""
        return time.fromisoformat(self.starts), time.fromisoformat(self.ends)

    @property
    def spacing(self) -> timedelta:
        return timedelta(minutes=self.spacing_minutes)


@dataclass(frozen=True)
class Automation:
    """One workspace's automation; its id is the workspace's.

    `mix` holds a percentage for each domain, 100 in all. `priorities` order the accounts that take part, 1 first.
    `review` says that a person approves each post before it goes out. `about` is what the posts are to be about, in the
    owner's words. `filled_on` is the day it was last filled. `mix_since` is when the mix was last changed: what was
    planned before does not count towards it. Its posts begin with `labels`.
    """

    id: str
    owner_id: str
    state: AutomationState
    schedule: Schedule
    mix: Mapping[str, int]
    priorities: Mapping[str, int]
    created_at: datetime
    updated_at: datetime
    review: bool = True
    style: Literal["casual", "professional", "funny"] = "casual"
    seed: int = 0
    about: str = ""
    state_changed_at: datetime | None = None
    filled_on: date | None = None
    fill_at: datetime | None = None
    stop_batch: str | None = None
    mix_since: datetime | None = None
    labels: Labelled = UNLABELLED
    version: int = 1

    @property
    def workspace_id(self) -> str:
        return self.id


def status_of(state: AutomationState, publishing: PublishingState) -> AutomationStatus:
    """What it really does: it posts only while it runs and the workspace's publishing runs, too."""
    if state == "running":
        return "active" if publishing == "running" else publishing
    return "stopped" if state == "paused" and publishing == "stopped" else state


class EntryState(StrEnum):
    """Where a post of the automation stands."""

    WANTED = "wanted"
    TO_REVIEW = "to_review"
    SCHEDULED = "scheduled"
    REJECTED = "rejected"
    EXPIRED = "expired"
    REMOVED = "removed"
    CLEARED = "cleared"
    FAILED = "failed"


STANDING = frozenset({EntryState.WANTED, EntryState.TO_REVIEW, EntryState.SCHEDULED})
TAKEN_OUT = frozenset({EntryState.REJECTED, EntryState.EXPIRED, EntryState.REMOVED})
FREE_AGAIN = frozenset({EntryState.CLEARED, EntryState.FAILED})


@dataclass(frozen=True)
class Entry:
    """One place of the plan and what became of it.

    `key` is the place (`Slot.key`), `reasons` why it was chosen, `post_id` the post that it becomes. `due` is when
    something is to be done about it by itself. `rejected_for` is the reason a person gave. `keeps_text`: it came to
    nothing through no fault of its text, which may be used at a later place. `moved_from` is the time of its place,
    where somebody moved it to another one on the calendar.
    """

    id: str
    workspace_id: str
    key: str
    day: str
    connection_id: str
    platform: str
    domain: str
    local: str
    zone: str
    at: datetime
    reasons: tuple[str, ...]
    exploring: bool
    state: EntryState
    post_id: str
    created_at: datetime
    updated_at: datetime
    text: str = ""
    engine: str = ""
    flags: tuple[str, ...] = ()
    media_id: str | None = None
    problem: str = ""
    rejected_for: str = ""
    tries: int = 0
    due: datetime | None = None
    cleared_by: str | None = None
    keeps_text: bool = False
    moved_from: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class AutomationChanged(Event):
    """The automation was configured, started or stopped, or one of its posts changed."""

    entry_id: str = ""


class BadAutomation(Exception):
    """What was asked for cannot be. `fields` say where and why."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class NotConfigured(Exception):
    """There is no automation here yet."""


class NoSuchEntry(Exception):
    """This workspace has no such planned post."""


class NotNow(Exception):
    """The planned post is past the point where this could be done. The text says where it stands."""


def check(schedule: Schedule, mix: Mapping[str, int], priorities: Mapping[str, int]) -> dict[str, str]:
    """What is wrong, by field, in words; empty where all is well."""
    wrong: dict[str, str] = {}
    starts, ends = _clock(schedule.starts), _clock(schedule.ends)
    if starts is None or ends is None:
        wrong["schedule.active_hours"] = "Write hours like 09:00."
    elif starts >= ends:
        wrong["schedule.active_hours"] = "The day must end after it starts."
    if not schedule.weekdays or any(day not in range(7) for day in schedule.weekdays):
        wrong["schedule.weekdays"] = "Choose at least one day of the week."
    if not 1 <= schedule.posts_per_day <= POSTS_PER_DAY_MOST:
        wrong["schedule.posts_per_day"] = f"Choose from 1 to {POSTS_PER_DAY_MOST} posts a day."
    if not 15 <= schedule.spacing_minutes <= _DAY_MINUTES:
        wrong["schedule.interval_hours"] = "Leave at least a quarter of an hour and at most a day between two posts."
    if not HORIZON_DAYS[0] <= schedule.horizon_days <= HORIZON_DAYS[1]:
        wrong["schedule.horizon_days"] = f"Plan {HORIZON_DAYS[0]} to {HORIZON_DAYS[1]} days ahead."
    for moment in schedule.times:
        clock = _clock(moment)
        if clock is None:
            wrong["schedule.optimal_times"] = "Write times like 10:00."
        elif starts is not None and ends is not None and not starts <= clock < ends:
            wrong["schedule.optimal_times"] = f"{moment} lies outside the active hours."
    if not mix:
        wrong["content_distribution"] = "Choose at least one domain."
    elif any(share < 1 for share in mix.values()):
        wrong["content_distribution"] = "Each share must be at least 1 %. Leave out what shall get none."
    elif sum(mix.values()) != 100:
        wrong["content_distribution"] = f"The shares must add up to 100 %; these are {sum(mix.values())} %."
    if not priorities:
        wrong["platform_priorities"] = "Choose at least one account."
    elif any(not 1 <= priority <= 10 for priority in priorities.values()):
        wrong["platform_priorities"] = "Priorities go from 1, the highest, to 10."
    return wrong


def _clock(text: str) -> time | None:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is None and len(text) == 5 else None
