"""Wall-clock times mean what a person in that zone means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.publishing.times import BadTime, moment, resolve

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})


def test_a_plain_time_is_the_instant_that_zone_shows_it() -> None:
    assert moment("2026-11-24T09:30", "Europe/Berlin", now=NOW).at == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "zone", "instant", "shown"),
    [
        ("2027-03-14T02:30", "America/New_York", "2027-03-14T07:30", "03:30"),
        ("2027-03-28T01:30", "Europe/London", "2027-03-28T01:30", "02:30"),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45", "02:45"),
        ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00", "12:00"),
    ],
)
def test_a_time_that_the_clocks_skip_moves_to_after_the_jump_and_says_so(
    wall: str, zone: str, instant: str, shown: str
) -> None:
    at, notices = resolve(datetime.fromisoformat(wall), ZoneInfo(zone))
    assert at == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert "does not exist" in notices[0]
    assert shown in notices[0]


@pytest.mark.parametrize(
    ("wall", "zone", "first", "second"),
    [
        ("2027-11-07T01:30", "America/New_York", "2027-11-07T05:30", "2027-11-07T06:30"),
        ("2026-10-25T01:30", "Europe/London", "2026-10-25T00:30", "2026-10-25T01:30"),
        ("2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45", "2027-04-03T15:15"),
    ],
)
def test_a_time_that_happens_twice_means_the_first_unless_the_second_is_chosen(
    wall: str, zone: str, first: str, second: str
) -> None:
    local, place = datetime.fromisoformat(wall), ZoneInfo(zone)
    for fold, expected in ((None, first), (0, first), (1, second)):
        at, notices = resolve(local, place, fold)
        assert at == datetime.fromisoformat(expected).replace(tzinfo=UTC)
        assert "happens twice" in notices[0]


def test_the_ramadan_pause_of_casablanca_is_known() -> None:
    before, _ = resolve(datetime(2026, 2, 10, 12), ZoneInfo("Africa/Casablanca"))
    during, _ = resolve(datetime(2026, 3, 1, 12), ZoneInfo("Africa/Casablanca"))
    assert (before.hour, during.hour) == (11, 12)


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
    st.sampled_from([None, 0, 1]),
)
def test_every_instant_shows_the_time_that_was_asked_for_unless_the_clocks_skip_it(
    wall: datetime, name: str, fold: int | None
) -> None:
    zone = ZoneInfo(name)
    instant, notices = resolve(wall, zone, fold)
    shown = instant.astimezone(zone).replace(tzinfo=None)
    if any("does not exist" in notice for notice in notices):
        assert shown > wall
    else:
        assert shown == wall


@pytest.mark.parametrize(
    ("local", "zone", "field"),
    [
        ("2026-11-22T09:00", "Europe/Berlin", "local"),
        ("0001-01-01T00:00", "Europe/Berlin", "local"),
        ("9999-12-31T23:59", "Europe/Berlin", "local"),
        ("2029-12-31T23:59", "Europe/Berlin", "local"),
        ("tomorrow", "Europe/Berlin", "local"),
        ("2026-11-24T09:00+02:00", "Europe/Berlin", "local"),
        ("2026-11-24T09:00", "Europe/Atlantis", "zone"),
        ("2026-11-24T09:00", "../../etc/passwd", "zone"),
        ("2026-11-24T09:00", "", "zone"),
    ],
)
def test_what_is_no_time_to_publish_at_is_refused_with_its_field(local: str, zone: str, field: str) -> None:
    with pytest.raises(BadTime) as refused:
        moment(local, zone, now=NOW)
    assert refused.value.field == field


def test_a_minute_that_has_just_begun_is_now_and_not_the_past() -> None:
    assert moment("2026-11-23T10:00", "Europe/Berlin", now=NOW + timedelta(seconds=40)).at == NOW + timedelta(
        seconds=40
    )


EDGES = [
    ("America/New_York", datetime(2027, 3, 14, 2)),
    ("America/New_York", datetime(2027, 11, 7, 1)),
    ("Europe/London", datetime(2027, 3, 28, 1)),
    ("Europe/London", datetime(2026, 10, 25, 1)),
    ("Australia/Lord_Howe", datetime(2026, 10, 4, 2)),
    ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 30)),
    ("Pacific/Apia", datetime(2011, 12, 30, 0)),
    ("Pacific/Apia", datetime(2011, 12, 30, 23)),
    ("Africa/Casablanca", datetime(2026, 2, 15, 2)),
    ("Africa/Casablanca", datetime(2026, 3, 22, 2)),
]
STEP = timedelta(minutes=5)


@pytest.mark.parametrize(("name", "edge"), EDGES)
def test_around_every_change_of_the_clocks_the_answer_is_what_a_wall_clock_there_would_show(
    name: str, edge: datetime
) -> None:
    """Against a clock on a wall that is watched for two days, every five minutes."""
    zone = ZoneInfo(name)
    begin = edge.replace(tzinfo=UTC) - timedelta(days=1)
    watched = [begin + STEP * number for number in range(2 * 24 * 12)]
    shown: dict[datetime, list[datetime]] = {}
    for instant in watched:
        shown.setdefault(instant.astimezone(zone).replace(tzinfo=None), []).append(instant)
    gaps = doubles = 0
    for wall in (edge - timedelta(hours=2) + STEP * number for number in range(4 * 12)):
        seen = shown.get(wall, [])
        first, notices = resolve(wall, zone)
        second, _ = resolve(wall, zone, fold=1)
        if len(seen) == 2:
            doubles += 1
            assert ([first, second], "happens twice" in notices[0]) == (seen, True)
        elif seen:
            assert ([first], notices) == (seen, ())
        else:
            gaps += 1
            later = min(time for time in shown if time > wall)
            jump = first.astimezone(zone).replace(tzinfo=None) - wall
            assert "does not exist" in notices[0]
            assert later <= wall + jump < later + timedelta(hours=24)
            assert shown[wall + jump] == [first]
    assert gaps or doubles, "the clocks do not change there"


@pytest.mark.parametrize("day", ["2026-12-24", "20261224", "2026-W52-4"])
def test_a_day_without_a_time_is_not_taken_for_midnight(day: str) -> None:
    with pytest.raises(BadTime, match=r"a day without a time. Add the time, as in 2026-12-24T09:30") as refused:
        moment(day, "Europe/Berlin", now=NOW)
    assert refused.value.field == "local"
