"""The turns of a queue's slots, on every clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.automation.queues import Slot, Wanted, check, tidy, turns
from velocitypost.publishing.times import resolve

# Berlin and New York jump in the night, Nuuk about midnight, Lord Howe by half an hour; Kolkata never.
ZONES = ("Europe/Berlin", "America/New_York", "America/Nuuk", "Australia/Lord_Howe", "Asia/Kolkata")
_CLOCK = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.sampled_from((0, 15, 30, 59)))
SLOTS = st.lists(st.builds(Slot, st.integers(0, 6), _CLOCK), min_size=1, max_size=12).map(tidy)
# A year of moments: both changes of every zone's clock lie in it.
AFTER = st.integers(0, 366 * 24 * 4).map(
    lambda quarter: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarter)
)


@settings(max_examples=150)
@given(SLOTS, st.sampled_from(ZONES), AFTER, st.integers(1, 40))
def test_the_turns_are_those_moments_that_the_slots_mean_in_their_order_and_none_twice(
    slots: tuple[Slot, ...], zone: str, after: datetime, days: int
) -> None:
    until = after + timedelta(days=days)
    found = [turn.at for turn in turns(slots, zone, after, until)]
    assert found == sorted(_meant(slots, zone, after, until))
    assert all(one < other for one, other in pairwise(found))


@settings(max_examples=150)
@given(SLOTS, st.sampled_from(ZONES), AFTER)
def test_every_turn_shows_the_slots_time_on_the_wall_or_lies_behind_the_jump(
    slots: tuple[Slot, ...], zone: str, after: datetime
) -> None:
    for turn in turns(slots, zone, after, after + timedelta(days=10)):
        shown = turn.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        meant = datetime.fromisoformat(turn.local)
        assert (meant.weekday(), f"{meant:%H:%M}") == (turn.slot.weekday, turn.slot.time)
        assert shown == meant or (timedelta(0) < shown - meant <= timedelta(hours=1) and turn.notices)


def test_a_skipped_hour_and_the_slot_after_it_are_one_turn() -> None:
    slots = (Slot(6, "02:30"), Slot(6, "03:30"))
    found = list(
        turns(slots, "Europe/Berlin", datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC))
    )
    assert [turn.at for turn in found] == [datetime(2026, 3, 29, 1, 30, tzinfo=UTC)]


def test_an_hour_that_happens_twice_is_one_turn_the_first_time() -> None:
    slots = (Slot(6, "02:30"),)
    found = list(
        turns(slots, "Europe/Berlin", datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC))
    )
    assert [turn.at for turn in found] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    assert "twice" in found[0].notices[0]


def test_of_two_slots_at_one_time_the_one_that_names_a_category_stays() -> None:
    assert tidy([Slot(1, "10:00"), Slot(0, "09:00"), Slot(1, "10:00", "category_a")]) == (
        Slot(0, "09:00"),
        Slot(1, "10:00", "category_a"),
    )


def test_what_is_wrong_with_a_queue_is_said_at_its_field() -> None:
    wanted = Wanted(" ", "Mars/Olympus", ("connection_b",), (Slot(7, "24:00", "category_b"), Slot(0, "9:00")))
    assert set(check(wanted, ["category_a"], ["connection_a"])) == {
        "name",
        "zone",
        "connection_ids",
        "slots.0.weekday",
        "slots.0.time",
        "slots.0.category_id",
        "slots.1.time",
    }


def _meant(slots: tuple[Slot, ...], zone: str, after: datetime, until: datetime) -> set[datetime]:
    first = after.date() - timedelta(days=3)
    days = [first + timedelta(days=number) for number in range((until - after).days + 7)]
    every = {_instant(day, slot, zone) for day in days for slot in slots if slot.weekday == day.weekday()}
    return {at for at in every if after < at < until}


def _instant(day: date, slot: Slot, zone: str) -> datetime:
    return resolve(datetime.combine(day, time.fromisoformat(slot.time)), ZoneInfo(zone))[0]
