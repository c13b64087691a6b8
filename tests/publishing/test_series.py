"""One post for each time of a series: never two, never none, whoever dies while it is made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workshop import Died, Workshop
from velocitypost.content.model import BadWriting, Post, Writing
from velocitypost.publishing.model import CannotSchedule, State
from velocitypost.publishing.series import NoSuchSeries, Series, SeriesChanged, SeriesState
from velocitypost.publishing.series_service import Wanted
from velocitypost.publishing.times import BadTime

MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
PLACES = ("occurrence_claimed", "occurrence_written", "occurrence_planned")
WEEK = timedelta(days=7)


def _begin(workshop: Workshop, rule: str = "FREQ=DAILY", *texts: str, local: str = "2027-03-01T10:00") -> Series:
    workshop.clock.set(MONDAY)
    writing = Writing("Good morning", connection_ids=(workshop.connection.id,))
    wanted = Wanted(writing, texts, rule, local, "Europe/Berlin")
    return workshop.product.series.create(workshop.workspace_id, workshop.user_id, wanted)


def _again(workshop: Workshop) -> None:
    """The clockwork comes by; where it dies, it is dead."""
    try:
        workshop.product.series.materialise_due()
    except Died:
        workshop.deaths += 1


def _posts(workshop: Workshop) -> list[Post]:
    posts, _ = workshop.product.content.page(workshop.workspace_id, before=None, most=1000)
    return posts


def _planned(workshop: Workshop) -> list[str]:
    """The times that posts are planned for, of which each has its publication."""
    planned = [post for post in _posts(workshop) if post.planned]
    for post in planned:
        [publication] = workshop.publications(post)
        assert publication.state is State.SCHEDULED
        assert post.planned is not None
        assert publication.due_at == post.planned.at
    return sorted(post.planned.local for post in planned if post.planned)


def _days(first: int, last: int) -> list[str]:
    return [f"2027-03-{day:02}T10:00" for day in range(first, last + 1)]


def test_posts_are_made_seven_days_ahead_and_one_more_each_day(workshop: Workshop) -> None:
    series = _begin(workshop)
    assert _planned(workshop) == _days(1, 7)
    assert series.next_local == "2027-03-08T10:00"
    for _ in range(3):
        _again(workshop)
    assert _planned(workshop) == _days(1, 7)
    workshop.clock.advance(timedelta(days=2))
    _again(workshop)
    assert _planned(workshop) == _days(1, 9)


def test_the_posts_come_at_the_same_time_of_the_clock_before_and_after_it_changes(workshop: Workshop) -> None:
    _begin(workshop, local="2027-03-25T10:00")
    workshop.clock.set(datetime(2027, 3, 24, 8, 0, tzinfo=UTC))
    _again(workshop)
    assert _planned(workshop) == _days(25, 31)
    assert sorted(post.planned.at.hour for post in _posts(workshop) if post.planned) == [8, 8, 8, 8, 9, 9, 9]


def test_texts_take_turns(workshop: Workshop) -> None:
    _begin(workshop, "FREQ=DAILY;COUNT=5", "Good day", "Good evening")
    by_time = sorted((post.planned.local, post.text) for post in _posts(workshop) if post.planned)
    assert [text for _, text in by_time] == [
        *("Good morning", "Good day", "Good evening", "Good morning", "Good day"),
    ]


def test_a_series_with_an_end_runs_until_its_last_time_has_passed(workshop: Workshop) -> None:
    series = _begin(workshop, "FREQ=DAILY;COUNT=2")
    assert (series.state, series.next_local) == (SeriesState.ACTIVE, None)
    assert _planned(workshop) == _days(1, 2)
    workshop.clock.advance(timedelta(days=1, hours=2))
    _again(workshop)
    ended = workshop.product.series.get(workshop.workspace_id, series.id)
    assert (ended.state, ended.wake_at) == (SeriesState.ENDED, None)


def test_what_an_outage_made_late_is_made_all_the_same_and_goes_out_or_is_asked_about(workshop: Workshop) -> None:
    _begin(workshop, local="2027-03-20T10:00")
    workshop.clock.set(datetime(2027, 3, 21, 10, 0, tzinfo=UTC))
    _again(workshop)
    assert workshop.run_due() == 2
    stand = {post.planned.local: workshop.publication(post) for post in _posts(workshop) if post.planned}
    assert stand["2027-03-21T10:00"].state is State.PUBLISHED
    hold = stand["2027-03-20T10:00"].hold
    assert hold is not None
    assert hold.code == "too_late"


@pytest.mark.parametrize("place", PLACES)
def test_a_clockwork_that_dies_anywhere_leaves_nothing_lost_and_nothing_doubled(workshop: Workshop, place: str) -> None:
    _begin(workshop)
    workshop.clock.advance(timedelta(days=3))
    workshop.checkpoints.die_at = place
    _again(workshop)
    assert workshop.deaths == 1
    _again(workshop)  # too soon: the dead one might live
    workshop.clock.advance(timedelta(minutes=6))
    _again(workshop)
    assert _planned(workshop) == _days(1, 10)
    assert len(_posts(workshop)) == 10


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.integers(1, 80), st.sampled_from([None, None, *PLACES])), min_size=1, max_size=5),
    rule=st.sampled_from(["FREQ=DAILY;BYHOUR=2,10", "FREQ=HOURLY;INTERVAL=7", "FREQ=WEEKLY;BYDAY=SU,MO;BYHOUR=2"]),
)
def test_made_in_any_pieces_by_clockworks_that_die_the_posts_are_those_of_the_rule(
    workshop: Workshop, steps: list[tuple[int, str | None]], rule: str
) -> None:
    workshop.begin_anew()
    workshop.clock.set(datetime(2027, 3, 20, 8, 0, tzinfo=UTC))  # the clocks change on the 28th
    writing = Writing("Good morning", connection_ids=(workshop.connection.id,))
    wanted = Wanted(writing, (), rule, "2027-03-20T10:30", "Europe/Berlin")
    series = workshop.product.series.create(workshop.workspace_id, workshop.user_id, wanted)
    for hours, place in steps:
        workshop.clock.advance(timedelta(hours=hours))
        workshop.checkpoints.die_at = place
        _again(workshop)
    workshop.checkpoints.die_at = None
    workshop.clock.advance(timedelta(minutes=6))
    _again(workshop)
    horizon = workshop.clock.now() + WEEK
    expected = {one.at for one in takewhile(lambda one: one.at <= horizon, series.recurrence.occurrences())}
    made = [post.planned.at for post in _posts(workshop) if post.planned]
    assert len(made) == len(set(made))
    assert set(made) == expected


def test_two_clockworks_at_once_make_each_post_once(workshop: Workshop) -> None:
    _begin(workshop, "FREQ=DAILY;BYHOUR=8,12,16,20")
    workshop.clock.advance(timedelta(days=5))
    with ThreadPoolExecutor(4) as clockworks:
        list(clockworks.map(lambda _: workshop.product.series.materialise_due(), range(4)))
    workshop.clock.advance(timedelta(minutes=6))
    _again(workshop)
    planned = _planned(workshop)
    assert len(planned) == len(set(planned)) == len(_posts(workshop))
    assert planned[-1] == "2027-03-13T08:00"


def test_a_pause_takes_what_is_to_come_off_the_calendar_and_resuming_puts_it_back(workshop: Workshop) -> None:
    series = _begin(workshop)
    paused, taken_back = workshop.product.series.pause(workshop.workspace_id, series.id)
    assert (paused.state, taken_back) == (SeriesState.PAUSED, 7)
    assert _planned(workshop) == []
    workshop.clock.advance(timedelta(days=2, hours=3))
    _again(workshop)
    assert _planned(workshop) == []
    workshop.product.series.resume(workshop.workspace_id, series.id)
    assert _planned(workshop) == _days(4, 10)
    assert len(_posts(workshop)) == 10


def test_an_ended_series_makes_no_more_and_cannot_be_resumed(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.product.series.end(workshop.workspace_id, series.id)
    workshop.clock.advance(timedelta(days=9))
    _again(workshop)
    assert _planned(workshop) == []
    with pytest.raises(SeriesChanged, match="ended"):
        workshop.product.series.resume(workshop.workspace_id, series.id)


def test_a_pause_while_a_post_is_made_withdraws_that_post_too(workshop: Workshop) -> None:
    series = _begin(workshop)

    def pause_meanwhile(place: str) -> None:
        if place == "occurrence_planned":
            workshop.checkpoints.also = None
            workshop.product.series.pause(workshop.workspace_id, series.id)

    workshop.clock.advance(timedelta(days=1))
    workshop.checkpoints.also = pause_meanwhile
    _again(workshop)
    assert _planned(workshop) == _days(1, 1)
    assert workshop.product.series.get(workshop.workspace_id, series.id).state is SeriesState.PAUSED


def test_a_post_that_somebody_deleted_or_took_back_is_not_made_again(workshop: Workshop) -> None:
    _begin(workshop)
    third, fourth = sorted((post for post in _posts(workshop)), key=lambda post: str(post.planned))[2:4]
    workshop.product.publishing.delete(workshop.workspace_id, third.id)
    workshop.product.publishing.cancel(workshop.workspace_id, fourth.id)
    workshop.clock.advance(timedelta(hours=5))
    _again(workshop)
    assert _planned(workshop) == _days(1, 2) + _days(5, 8)


def test_a_post_that_was_deleted_while_its_series_rested_is_not_made_again(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.product.series.pause(workshop.workspace_id, series.id)
    workshop.product.publishing.delete(workshop.workspace_id, _posts(workshop)[0].id)
    workshop.product.series.resume(workshop.workspace_id, series.id)
    assert len(_planned(workshop)) == 6


def test_a_series_that_can_not_go_on_waits_and_says_why(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.product.connections.disconnect(workshop.workspace_id, workshop.connection.id)
    workshop.clock.advance(timedelta(days=2))
    _again(workshop)
    stopped = workshop.product.series.get(workshop.workspace_id, series.id)
    assert stopped.state is SeriesState.PAUSED
    assert "2027-03-08 10:00" in stopped.problem


def test_a_series_that_fails_does_not_hold_up_the_others(workshop: Workshop) -> None:
    broken = _begin(workshop)
    _begin(workshop, local="2027-03-01T12:00")
    workshop.product.database["series"].update_one({"_id": broken.id}, {"$set": {"rule": "nonsense"}})
    workshop.clock.advance(timedelta(days=1))
    _again(workshop)
    assert "2027-03-08T10:00" not in _planned(workshop)
    assert "2027-03-08T12:00" in _planned(workshop)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"rule": "FREQ=MINUTELY"}, BadTime),
        ({"zone": "Europe/Nowhere"}, BadTime),
        ({"local": "2020-01-01T10:00"}, BadTime),
        ({"texts": ("",)}, BadWriting),
        ({"texts": ("x" * 400,)}, CannotSchedule),
        ({"writing": Writing("Nobody sends this")}, CannotSchedule),
    ],
)
def test_what_could_never_go_out_is_refused_and_nothing_is_stored(
    workshop: Workshop, change: dict[str, Any], refusal: type[Exception]
) -> None:
    workshop.clock.set(MONDAY)
    writing = Writing("Good morning", connection_ids=(workshop.connection.id,))
    wanted = Wanted(writing, (), "FREQ=DAILY", "2027-03-01T10:00", "Europe/Berlin")
    with pytest.raises(refusal):
        workshop.product.series.create(workshop.workspace_id, workshop.user_id, replace(wanted, **change))
    assert workshop.product.series.page(workshop.workspace_id, before=None, most=9) == ([], None)
    assert _posts(workshop) == []


def test_the_series_of_another_workspace_is_not_there(workshop: Workshop) -> None:
    series = _begin(workshop)
    with pytest.raises(NoSuchSeries):
        workshop.product.series.pause("workspace_of_others", series.id)


def test_the_trails_of_the_posts_are_whole(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.product.series.pause(workshop.workspace_id, series.id)
    workshop.product.series.resume(workshop.workspace_id, series.id)
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()
