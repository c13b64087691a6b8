"""Queues: weekly slots that posts fill one after the other, and the coming turns that the slots mean.

Slots are read off the wall clock, by the rules of `publishing.times`: an hour that the clocks skip moves behind the
jump, one that happens twice means its first time. Two slots that mean one instant are one turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from velocitypost.core.events import Event
from velocitypost.publishing.times import BadTime, Moment, resolve, zone_of

Colour = Literal["blue", "green", "amber", "red", "grey"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
NAME_MOST = 60
SLOTS_MOST = 150
QUEUES_MOST = 20
ACCOUNTS_MOST = 50
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Slot:
    """A weekday (0 is Monday) and a time of the clock, such as 10:00.

    `category_id` names whose evergreen posts fill it where nothing else does; empty for none.
    """

    weekday: int
    time: str
    category_id: str = ""


@dataclass(frozen=True)
class Queue:
    """Slots of the week in a zone, for posts through some accounts. `owner_id` writes what fills them by itself."""

    id: str
    workspace_id: str
    owner_id: str
    name: str
    colour: Colour
    zone: str
    connection_ids: tuple[str, ...]
    slots: tuple[Slot, ...]
    created_at: datetime
    updated_at: datetime
    paused: bool = False
    version: int = 1

    def turns(self, after: datetime, until: datetime) -> Iterator[Turn]:
        """Its turns later than `after` and before `until`, in their order."""
        return turns(self.slots, self.zone, after, until)


@dataclass(frozen=True)
class Turn:
    """One coming time of a slot: on the wall clock, and as an instant. There is room for one post in it."""

    slot: Slot
    local: str
    at: datetime
    notices: tuple[str, ...] = ()

    def moment(self, zone: str) -> Moment:
        """As the calendar takes it."""
        return Moment(self.local, zone, self.at, self.notices)


@dataclass(frozen=True)
class Taking:
    """Which post took a turn; there is at most one for each. Whether the post is there still, the ledger says.

    `placed` is False while the post is on its way onto the calendar. `withdrawn` are those that a pause took off it.
    `evergreen_id` names what it was recycled from; `recycled_once` stays when another post takes the turn: the turn
    is never filled by itself again.
    """

    id: str
    queue_id: str
    workspace_id: str
    at: datetime
    post_id: str
    taken_at: datetime
    placed: bool = False
    withdrawn: bool = False
    evergreen_id: str = ""
    recycled_once: bool = False
    notes: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True)
class Wanted:
    """A whole queue, as a person gives it."""

    name: str
    zone: str
    connection_ids: tuple[str, ...]
    slots: tuple[Slot, ...]
    colour: Colour = "blue"


@dataclass(frozen=True)
class QueueChanged(Event):
    """A queue, or what stands in it, or an evergreen post, changed."""

    queue_id: str = ""


class NoSuchQueue(Exception):
    """This workspace has no such queue."""


class BadQueue(Exception):
    """What was asked for cannot be. `fields` say where and why."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class QueueBusy(Exception):
    """It cannot be done as things stand: paused, full, or changed meanwhile. The text says which, and what to do."""


def taking_id(queue_id: str, at: datetime) -> str:
    """The id of whatever takes this turn."""
    return f"{queue_id}:{at.astimezone(UTC):%Y%m%dT%H%M}"


def turns(slots: Sequence[Slot], zone_name: str, after: datetime, until: datetime) -> Iterator[Turn]:
    """The turns of these slots later than `after` and before `until`, in their order, no instant twice."""
    zone = zone_of(zone_name)
    waiting: list[Turn] = []
    last: datetime | None = None
    for day in _days(after.astimezone(zone).date() - _DAY, until.astimezone(zone).date() + _DAY):
        waiting = sorted([*waiting, *_of_day(slots, day, zone)], key=lambda turn: turn.at)
        # Where clocks jump about midnight, a slot of this day may mean a moment of the next.
        border = resolve(datetime.combine(day + _DAY, time.min), zone)[0]
        ready = [turn for turn in waiting if turn.at < border]
        waiting = waiting[len(ready) :]
        for turn in ready:
            if after < turn.at < until and turn.at != last:
                last = turn.at
                yield turn


def tidy(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """In the order of the week; of two at one time the one that names a category stays."""
    kept: dict[tuple[int, str], Slot] = {}
    for slot in sorted(slots, key=lambda slot: (slot.weekday, slot.time, not slot.category_id)):
        kept.setdefault((slot.weekday, slot.time), slot)
    return tuple(kept.values())


def check(wanted: Wanted, categories: Sequence[str], connections: Sequence[str]) -> dict[str, str]:
    """What is wrong, by field, in words; empty where all is well."""
    wrong: dict[str, str] = {}
    if not wanted.name.strip() or len(wanted.name.strip()) > NAME_MOST:
        wrong["name"] = f"Give it a name of 1 to {NAME_MOST} characters."
    if not all(char.isprintable() for char in wanted.name):
        wrong["name"] = "The name holds characters that cannot be shown. Type it anew."
    try:
        zone_of(wanted.zone)
    except BadTime as error:
        wrong["zone"] = str(error)
    if not wanted.connection_ids or len(wanted.connection_ids) > ACCOUNTS_MOST:
        wrong["connection_ids"] = f"Choose from 1 to {ACCOUNTS_MOST} accounts."
    elif unknown := set(wanted.connection_ids) - set(connections):
        wrong["connection_ids"] = f"{len(unknown)} of these accounts are not connected here."
    if not wanted.slots or len(wanted.slots) > SLOTS_MOST:
        wrong["slots"] = f"Give it from 1 to {SLOTS_MOST} slots a week."
    for place, slot in enumerate(wanted.slots):
        if slot.weekday not in range(7):
            wrong[f"slots.{place}.weekday"] = "Weekdays go from 0, Monday, to 6, Sunday."
        if not _is_clock(slot.time):
            wrong[f"slots.{place}.time"] = "Write times like 10:00."
        if slot.category_id and slot.category_id not in categories:
            wrong[f"slots.{place}.category_id"] = "There is no such category here."
    return wrong


def cleaned(wanted: Wanted) -> Wanted:
    """As it is kept, once `check` has nothing against it."""
    accounts = tuple(dict.fromkeys(wanted.connection_ids))
    return replace(wanted, name=wanted.name.strip(), connection_ids=accounts, slots=tidy(wanted.slots))


def _of_day(slots: Sequence[Slot], day: date, zone: ZoneInfo) -> Iterator[Turn]:
    for slot in slots:
        if slot.weekday == day.weekday():
            wall = datetime.combine(day, time.fromisoformat(slot.time))
            at, notices = resolve(wall, zone)
            yield Turn(slot, wall.isoformat(timespec="minutes"), at, notices)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _is_clock(text: str) -> bool:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is None and len(text) == 5
