"""A plan keeps to what was asked for, whatever that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.automation.best_times import Outcome, learn
from velocitypost.automation.planner import Outlet, Plan, Taken, Wish, plan

NOW = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
START = date(2026, 3, 2)
WISH = Wish(
    zone="Europe/Berlin",
    starts=time(9),
    ends=time(18),
    weekdays=frozenset(range(7)),
    posts_per_day=3,
    spacing=timedelta(hours=2),
    mix={"memes": 60, "tech": 40},
)


def outlet(name: str = "x", priority: int = 1, **changes: Any) -> Outlet:
    return replace(Outlet(name, name.upper(), priority, learn(name, ())), **changes)


def planned(wish: Wish = WISH, *outlets: Outlet, **changes: Any) -> Plan:
    usual: dict[str, Any] = {"start": START, "days": 14, "now": NOW, "seed": 7}
    known = {"taken": (), "removed": frozenset()}
    given_ = {**known, **usual, **changes}
    taken, removed = given_.pop("taken"), given_.pop("removed")
    return plan(wish, outlets or (outlet(),), taken, removed, **given_)


def test_each_day_has_as_many_as_were_wished() -> None:
    counts = Counter(slot.day for slot in planned().slots)
    assert set(counts.values()) == {3}
    assert len(counts) == 14


def test_the_plan_is_the_same_for_a_seed_and_another_for_another() -> None:
    assert planned() == planned()
    assert planned() != planned(seed=8)


def test_the_plans_limit_counts_what_stands_by_hand() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    by_hand = Taken("x", datetime(2026, 3, 2, 12, tzinfo=berlin))
    slots = planned(replace(WISH, plan_per_day=2), taken=[by_hand]).slots
    assert Counter(slot.day for slot in slots)[START] == 1
    assert Counter(slot.day for slot in slots)[date(2026, 3, 3)] == 2


def test_the_plan_counts_by_the_workspaces_own_days_wherever_the_hours_lie() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    wish = replace(WISH, zone="America/Los_Angeles", plan_zone="Europe/Berlin", plan_per_day=2, posts_per_day=2)
    slots = planned(replace(wish, spacing=timedelta(minutes=30)), days=20).slots
    assert len(slots) > 30
    assert max(Counter(slot.at.astimezone(berlin).date() for slot in slots).values()) == 2


def test_a_place_that_became_free_is_planned_again_beside_the_one_that_stands() -> None:
    first, second, third = (slot for slot in planned().slots if slot.day == START)
    standing = [Taken(slot.outlet_id, slot.at, slot.domain, slot.key) for slot in (first, third)]
    again = [slot for slot in planned(taken=standing).slots if slot.day == START]
    assert [slot.key for slot in again] == [second.key]


def test_what_was_planned_for_another_mix_does_not_count_towards_this_one() -> None:
    before = [
        Taken("x", datetime(2026, 2, 1 + n, 12, tzinfo=UTC), "tech", f"2026-02-{1 + n:02}/1", counts=False)
        for n in range(20)
    ]
    counts = Counter(slot.domain for slot in planned(taken=before).slots)
    assert abs(counts["memes"] - 0.6 * counts.total()) <= 1


def test_what_a_person_removed_stays_empty() -> None:
    before = planned().slots
    gone = before[1]
    after = planned(removed=frozenset({gone.key})).slots
    assert gone.key not in {slot.key for slot in after}
    assert len([slot for slot in after if slot.day == gone.day]) == 2


def test_nothing_comes_in_the_stead_of_what_was_removed_where_two_would_not_have_fitted() -> None:
    short = replace(WISH, starts=time(9), ends=time(10, 30), posts_per_day=2)
    [only] = planned(short, days=1).slots
    gone = [Taken(only.outlet_id, only.at, only.domain, only.key)]
    assert planned(short, days=1, removed=frozenset({only.key}), emptied=gone).slots == ()


def test_a_refill_adds_nothing_where_all_stands() -> None:
    standing = [Taken(slot.outlet_id, slot.at, slot.domain) for slot in planned().slots]
    assert planned(taken=standing).slots == ()


def test_holidays_and_free_weekdays_stay_empty_and_say_why() -> None:
    wish = replace(WISH, weekdays=frozenset(range(5)), skipped={date(2026, 3, 4): "A holiday"})
    result = planned(wish)
    days = {slot.day for slot in result.slots}
    assert date(2026, 3, 4) not in days
    assert all(day.weekday() < 5 for day in days)
    assert (date(2026, 3, 4), "A holiday: no posts on holidays.") in result.unfilled


def test_an_account_with_a_higher_priority_has_more_turns() -> None:
    slots = planned(WISH, outlet("x", 1), outlet("linkedin", 2)).slots
    counts = Counter(slot.outlet_id for slot in slots)
    assert counts == {"x": 28, "linkedin": 14}


def test_an_account_takes_no_more_than_its_platform_does() -> None:
    slots = planned(replace(WISH, posts_per_day=5), outlet("x", per_day=1), outlet("mastodon")).slots
    assert max(Counter((slot.day, slot.outlet_id) for slot in slots if slot.outlet_id == "x").values()) == 1


def test_chosen_times_are_used_and_said_to_be() -> None:
    slots = planned(replace(WISH, times=(time(10), time(15), time(17, 30)))).slots
    assert {slot.local.time() for slot in slots} == {time(10), time(15), time(17, 30)}
    assert all("a time that you chose" in slot.reasons[0] for slot in slots)


def test_an_hour_that_does_not_exist_is_never_used_and_one_that_happens_twice_is_used_once() -> None:
    spring = replace(WISH, starts=time(2), ends=time(3), posts_per_day=1, spacing=timedelta(minutes=15))
    assert planned(spring, start=date(2026, 3, 29), days=1).slots == ()
    autumn = planned(spring, start=date(2026, 10, 25), days=1).slots
    assert len(autumn) == 1


def test_the_hours_that_answer_best_are_taken_and_the_reason_names_them() -> None:
    good = [Outcome(datetime(2026, 2, 1 + n % 28, 10), 50) for n in range(28)]
    poor = [Outcome(datetime(2026, 2, 1 + n % 28, 16), 5) for n in range(28)]
    slots = planned(replace(WISH, posts_per_day=1), outlet("x", curve=learn("x", good + poor))).slots
    usual = [slot for slot in slots if not slot.exploring]
    assert {slot.local.hour for slot in usual} == {10}
    assert "answers" in usual[0].reasons[0]
    assert any(slot.exploring for slot in planned(WISH, outlet("x", curve=learn("x", good + poor)), days=30).slots)


@settings(max_examples=60)
@given(
    zone=st.sampled_from(("Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")),
    per_day=st.integers(1, 6),
    limit=st.sampled_from((-1, 1, 2, 10)),
    starts=st.integers(0, 20),
    length=st.integers(1, 4),
    spacing=st.integers(15, 240),
    mix=st.dictionaries(st.sampled_from(("memes", "tech", "food", "travel")), st.integers(1, 100), min_size=1),
    priorities=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    start=st.dates(date(2026, 3, 2), date(2026, 11, 20)),
    seed=st.integers(0, 1000),
)
def test_every_plan_keeps_to_hours_spacing_limits_mix_and_zone(
    zone: str,
    per_day: int,
    limit: int,
    starts: int,
    length: int,
    spacing: int,
    mix: dict[str, int],
    priorities: list[int],
    start: date,
    seed: int,
) -> None:
    wish = Wish(
        zone=zone,
        starts=time(starts),
        ends=time(starts + length) if starts + length < 24 else time(23, 59),
        weekdays=frozenset(range(7)),
        posts_per_day=per_day,
        spacing=timedelta(minutes=spacing),
        mix=mix,
        plan_per_day=limit,
    )
    outlets = [outlet(f"account{number}", priority) for number, priority in enumerate(priorities)]
    result = planned(wish, *outlets, start=start, days=21, seed=seed)
    place = ZoneInfo(zone)
    seen: Counter[str] = Counter()
    for count, slot in enumerate(sorted(result.slots, key=lambda one: (one.day, one.key)), start=1):
        assert wish.starts <= slot.local.time() < wish.ends
        assert slot.at.astimezone(place).replace(tzinfo=None) == slot.local
        assert slot.at > NOW
        seen[slot.domain] += 1
        assert all(abs(seen[name] - share * count / sum(mix.values())) < 1 for name, share in mix.items())
    most = per_day if limit < 0 else min(per_day, limit)
    assert all(count <= most for count in Counter(slot.day for slot in result.slots).values())
    for one in outlets:
        own = sorted(slot.at for slot in result.slots if slot.outlet_id == one.id)
        assert all(later - earlier >= wish.spacing for earlier, later in pairwise(own))
    assert len({slot.key for slot in result.slots}) == len(result.slots)
