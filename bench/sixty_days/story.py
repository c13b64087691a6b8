"""What happens in the sixty days, told as data: days from the beginning and hours on the workspace's clock."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bench.sixty_days.world import Happening, World
from velocitypost.accounts.model import PlanKey
from velocitypost.automation.model import STANDING, Entry, EntryState, Schedule
from velocitypost.automation.service import Wanted

ZONE = "Europe/Berlin"
PLATFORMS = ("x", "threads", "linkedin")
ACCOUNT = "mapleandrye"
SCHEDULE = Schedule(
    ZONE, starts="09:00", ends="19:00", posts_per_day=3, spacing_minutes=180, holidays_of="DE", horizon_days=14
)
MIX: Mapping[str, int] = {"tech": 60, "memes": 40}
_AHEAD = timedelta(days=3)
_RENEWALS = ("/oauth2/token", "/refresh_access_token")


@dataclass(frozen=True)
class Morning:
    """How the automation stood early on a day: when it was last filled, and the last day that it has planned."""

    day: date
    running: bool
    filled_on: date | None
    reaches: date


@dataclass
class Noted:
    """What was done in the story, for the reckoning: moments are UTC, days are the workspace's."""

    plans: list[tuple[datetime, PlanKey]] = field(default_factory=list)
    mixes: list[tuple[datetime, Mapping[str, int]]] = field(default_factory=list)
    paused: list[tuple[datetime, datetime]] = field(default_factory=list)
    down: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    away: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    removed: dict[str, Entry] = field(default_factory=dict)
    rejected: dict[str, Entry] = field(default_factory=dict)
    edited: dict[str, str] = field(default_factory=dict)
    decided: Counter[str] = field(default_factory=Counter)
    mornings: list[Morning] = field(default_factory=list)
    renewed: Counter[str] = field(default_factory=Counter)


class Story:
    """One workspace with three platforms, and the person who owns it."""

    def __init__(self, world: World, start: date) -> None:
        self._world = world
        self._workshop = world.workshop
        self.product = world.product
        self.sandbox = self._workshop.sandbox
        self.workings = world.workings
        self._zone = ZoneInfo(ZONE)
        self._start = start
        self.workspace_id = self._workshop.workspace_id
        self.noted = Noted()
        self.review = False
        self._counted = 0
        self.connections: dict[str, str] = {}

    def at(self, day: int, clock: str) -> datetime:
        """A moment on the workspace's clock."""
        local = datetime.combine(self._start + timedelta(days=day), time.fromisoformat(clock), self._zone)
        return local.astimezone(UTC)

    # ---- the scene

    def begin(self) -> None:
        """Three accounts, a plan, an automation that runs."""
        self._world.begin(self.at(0, "07:30"))
        self.sandbox.dial(audience_speed=1)
        for platform in PLATFORMS:
            found = [one for one in self.product.connections.list(self.workspace_id) if one.platform == platform]
            self.connections[platform] = (found[0] if found else self._workshop.connect(ACCOUNT, platform)).id
        self.change_plan("pro")
        self.set_up()
        self.product.autopilot.automations.start(self.workspace_id)

    def set_up(self, *, review: bool = False, mix: Mapping[str, int] = MIX) -> None:
        """The configuration as the person wants it now."""
        self.review = review
        if not self.noted.mixes or self.noted.mixes[-1][1] != mix:
            self.noted.mixes.append((self._now(), mix))
        priorities = dict.fromkeys(self.connections.values(), 1)
        wanted = Wanted(SCHEDULE, mix, priorities, review=review, about="what a small software house learned this week")
        self.product.autopilot.automations.configure(self.workspace_id, self._workshop.user_id, wanted)

    def change_plan(self, plan: PlanKey) -> None:
        self.product.workspaces.grant_plan(self.workspace_id, plan)
        self.noted.plans.append((self._now(), plan))

    # ---- the person

    def removes(self, which: int) -> None:
        """Takes a post of the coming days off the plan."""
        coming = [entry for entry in self._coming() if entry.state is not EntryState.TO_REVIEW]
        entry = coming[which % len(coming)]
        self.product.autopilot.review.remove(self.workspace_id, entry.id)
        self.noted.removed[entry.key] = entry

    def cancels_on_the_calendar(self) -> None:
        """Cancels a scheduled post as one does with any other."""
        entry = next(entry for entry in self._coming() if entry.state is EntryState.SCHEDULED)
        self.product.publishing.cancel(self.workspace_id, entry.post_id)
        self.noted.removed[entry.key] = entry

    def pauses(self, until: datetime) -> None:
        self.product.autopilot.automations.pause(self.workspace_id)
        self.noted.paused.append((self._now(), until))

    def goes_on(self) -> None:
        self.product.autopilot.automations.start(self.workspace_id)

    def reviews(self) -> None:
        """Goes through what waits for the next days: approves, edits, rejects, writes anew, and leaves some lying."""
        review = self.product.autopilot.review
        for entry in self._coming():
            if entry.state is not EntryState.TO_REVIEW:
                continue
            number = int(hashlib.sha256(entry.key.encode()).hexdigest(), 16) % 10
            if number == 0:
                self.noted.decided["left"] += 1
            elif number in (1, 2):
                review.reject(self.workspace_id, entry.id, "Too loud for us")
                self.noted.rejected[entry.key] = entry
            elif number in (3, 4):
                text = f"{entry.text.split('.')[0][:180]}. Our own words, {entry.day}."
                review.edit(self.workspace_id, entry.id, text)
                review.approve(self.workspace_id, entry.id)
                self.noted.edited[entry.post_id] = text
            elif number == 5:
                review.regenerate(self.workspace_id, entry.id)
                review.approve(self.workspace_id, entry.id)
                self.noted.decided["written anew"] += 1
            else:
                review.approve(self.workspace_id, entry.id)
                self.noted.decided["approved"] += 1

    # ---- the outside world

    def goes_down(self, platform: str, until: datetime) -> None:
        """The platform answers nobody."""
        self.sandbox.fault("*", "server_error_before", service=platform, times=None)
        self.noted.down.append((platform, self._now(), until))

    def comes_back(self) -> None:
        self.sandbox.clear_faults()

    def loses_the_sign_in(self, platform: str, until: datetime) -> None:
        """The account's owner takes our permission back at the platform."""
        self.sandbox.control.delete(f"/control/api/{platform}/tokens", params={"account": ACCOUNT})
        self.noted.away.append((platform, self._now(), until))

    def connects_again(self, platform: str) -> None:
        self._workshop.connect(ACCOUNT, platform)

    # ---- looked at

    def looks_in_the_morning(self) -> None:
        """Notes how far the plan reaches."""
        automation = self.product.autopilot.automations.get(self.workspace_id)
        days = [date.fromisoformat(entry.day) for entry in self._planned()]
        today = self._now().astimezone(self._zone).date()
        morning = Morning(today, automation.state == "running", automation.filled_on, max(days, default=today))
        self.noted.mornings.append(morning)
        self.counts_renewals()

    def counts_renewals(self) -> None:
        """What the twins granted anew since the last count. They remember their last two thousand requests."""
        new = [one for one in self.sandbox.requests() if one["number"] > self._counted]
        self._counted = max((one["number"] for one in new), default=self._counted)
        for one in new:
            if one["status"] == 200 and one["path"].endswith(_RENEWALS):
                self.noted.renewed[one["service"]] += 1

    # ---- inside

    def _now(self) -> datetime:
        return self.product.clock.now()

    def _planned(self) -> list[Entry]:
        found, _ = self.product.autopilot.review.page(self.workspace_id, sorted(STANDING), after=self._now(), most=200)
        return found

    def _coming(self) -> list[Entry]:
        now = self._now()
        return [entry for entry in self._planned() if now + timedelta(hours=1) < entry.at < now + _AHEAD]


@dataclass(frozen=True)
class Telling:
    """A story and how many days it takes."""

    days: int
    happenings: Sequence[Happening]


def mornings(story: Story, days: int) -> list[Happening]:
    """A look each morning, after the refill and before the active hours."""
    return [Happening(story.at(day, "05:00"), story.looks_in_the_morning) for day in range(1, days)]


def sixty_days(story: Story) -> Telling:
    """Everything that may come across an automation in two months."""
    at = story.at
    happenings = [
        Happening(at(4, "12:10"), lambda: story.removes(0)),
        Happening(at(5, "12:10"), lambda: story.removes(3)),
        Happening(at(6, "20:10"), story.cancels_on_the_calendar),
        Happening(at(8, "12:10"), lambda: story.removes(6)),
        *_a_pause(story, 10, "13:05", 13, "11:20"),
        Happening(at(15, "08:00"), lambda: story.set_up(review=True)),
        *(Happening(at(day, "08:30"), story.reviews) for day in range(15, 24)),
        Happening(at(24, "08:00"), lambda: story.set_up(review=False)),
        *_down(story, "threads", 30, "08:00", "18:00"),
        *_down(story, "x", 32, "09:30", "18:20"),
        Happening(at(34, "10:00"), lambda: story.loses_the_sign_in("linkedin", at(34, "20:00"))),
        Happening(at(34, "20:00"), lambda: story.connects_again("linkedin")),
        Happening(at(37, "14:20"), lambda: story.change_plan("free")),
        Happening(at(45, "10:00"), lambda: story.change_plan("pro")),
        Happening(at(48, "10:00"), lambda: story.set_up(mix={"tech": 50, "food": 30, "business": 20})),
        Happening(at(50, "12:10"), lambda: story.removes(2)),
        Happening(at(52, "09:00"), lambda: story.connects_again("linkedin")),
    ]
    return Telling(60, [*happenings, *mornings(story, 60)])


def three_days(story: Story) -> Telling:
    """The same in little: for a test."""
    at = story.at
    return Telling(
        3,
        [
            *mornings(story, 3),
            Happening(at(0, "08:00"), lambda: story.removes(0)),
            *_down(story, "x", 0, "09:00", "14:30"),
            *_a_pause(story, 1, "08:00", 1, "15:00"),
            Happening(at(1, "20:00"), lambda: story.change_plan("free")),
        ],
    )


def _a_pause(story: Story, first: int, begins: str, last: int, ends: str) -> list[Happening]:
    until = story.at(last, ends)
    return [Happening(story.at(first, begins), lambda: story.pauses(until)), Happening(until, story.goes_on)]


def _down(story: Story, platform: str, day: int, begins: str, ends: str) -> list[Happening]:
    until = story.at(day, ends)
    return [
        Happening(story.at(day, begins), lambda: story.goes_down(platform, until)),
        Happening(until, story.comes_back),
    ]
