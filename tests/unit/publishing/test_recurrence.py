"""A rule means what RFC 5545 says, on the wall clock of its zone, whatever the clocks do."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, example, given
from hypothesis import strategies as st

from velocitypost.publishing.recurrence import Occurrence, parse
from velocitypost.publishing.times import BadTime

BERLIN, LONDON, NEW_YORK = (ZoneInfo(name) for name in ("Europe/Berlin", "Europe/London", "America/New_York"))
LORD_HOWE, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
CASABLANCA = ZoneInfo("Africa/Casablanca")
START = datetime(2026, 1, 5, 9, 30)
EDGES = [
    (NEW_YORK, datetime(2027, 3, 13, 2, 30)),
    (NEW_YORK, datetime(2026, 10, 31, 1, 30)),
    (LONDON, datetime(2027, 3, 27, 1, 30)),
    (LONDON, datetime(2026, 10, 24, 1, 30)),
    (LORD_HOWE, datetime(2026, 10, 3, 2, 15)),
    (LORD_HOWE, datetime(2027, 4, 3, 1, 45)),
    (CASABLANCA, datetime(2026, 2, 14, 2, 30)),
    (CASABLANCA, datetime(2026, 3, 21, 2, 30)),
    (APIA, datetime(2011, 12, 28, 12, 0)),
]
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
RULES = st.sampled_from(
    [
        *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=30", "FREQ=WEEKLY;BYDAY=SU"),
        *("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=31"),
        *("FREQ=MONTHLY;BYDAY=2TU,-1FR", "FREQ=HOURLY;INTERVAL=7", "FREQ=HOURLY;COUNT=300", "FREQ=DAILY;BYHOUR=0,23"),
        *("FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;BYHOUR=1,2", "FREQ=HOURLY;INTERVAL=19", "FREQ=YEARLY"),
        *("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=DAILY;COUNT=9", "FREQ=DAILY;UNTIL=20270501"),
    ]
)
STARTS = st.one_of(
    st.sampled_from(EDGES),
    st.tuples(
        st.sampled_from(ZONES).map(ZoneInfo),
        st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(
            lambda wall: wall.replace(second=0, microsecond=0)
        ),
    ),
)


def first(rule: str, count: int, start: datetime = START, zone: ZoneInfo = BERLIN) -> list[Occurrence]:
    return list(islice(parse(rule, start, zone).occurrences(), count))


def shown(occurrence: Occurrence, zone: ZoneInfo) -> datetime:
    return occurrence.at.astimezone(zone).replace(tzinfo=None)


def test_nine_in_the_morning_stays_nine_when_the_clocks_change() -> None:
    found = first("FREQ=WEEKLY;BYDAY=MO", 40, datetime(2026, 1, 5, 9, 0))
    assert {shown(one, BERLIN).time().isoformat() for one in found} == {"09:00:00"}
    assert {one.at.hour for one in found} == {7, 8}


def test_months_without_a_31st_are_left_out_and_it_is_said() -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=31"
    assert [one.local.month for one in first(rule, 7)] == [1, 3, 5, 7, 8, 10, 12]
    assert parse(rule, START, BERLIN).notices() == [
        "Months without a 31st day are left out. To post on the last day of every month, choose the last day instead."
    ]


def test_the_last_day_of_every_month_is_meant_by_minus_one() -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=-1"
    assert [one.local.day for one in first(rule, 4)] == [31, 28, 31, 30]
    assert parse(rule, START, BERLIN).notices() == []


@pytest.mark.parametrize(
    ("rule", "start", "said"),
    [
        ("FREQ=MONTHLY", datetime(2026, 1, 30, 9), "without a 30th day"),
        ("FREQ=YEARLY", datetime(2028, 2, 29, 9), "only in leap years"),
        ("FREQ=YEARLY", datetime(2028, 3, 31, 9), ""),
        ("FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=31", START, ""),
        ("FREQ=MONTHLY;BYDAY=2TU", datetime(2026, 1, 31, 9), ""),
        ("FREQ=DAILY", datetime(2026, 1, 31, 9), ""),
    ],
)
def test_days_that_some_months_lack_are_spoken_of_where_there_are_any(rule: str, start: datetime, said: str) -> None:
    told = parse(rule, start, BERLIN).notices()
    assert told == [] if not said else said in told[0]


def test_a_skipped_time_moves_to_after_the_jump_and_says_so() -> None:
    found = first("FREQ=DAILY", 3, datetime(2027, 3, 13, 2, 30), NEW_YORK)
    assert [shown(one, NEW_YORK).hour for one in found] == [2, 3, 2]
    assert "does not exist" in found[1].notices[0]
    assert found[1].local == datetime(2027, 3, 14, 2, 30)


def test_a_time_that_happens_twice_means_its_first() -> None:
    found = first("FREQ=DAILY", 3, datetime(2026, 10, 24, 1, 30), LONDON)
    assert found[1].at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert "happens twice" in found[1].notices[0]


def test_the_day_that_apia_skipped_brings_no_second_post_on_the_next() -> None:
    found = first("FREQ=DAILY;COUNT=4", 9, datetime(2011, 12, 28, 12, 0), APIA)
    assert [shown(one, APIA).day for one in found] == [28, 29, 31]


def test_what_follows_a_moved_time_on_the_wall_clock_may_come_before_it() -> None:
    found = first("FREQ=HOURLY;INTERVAL=19;COUNT=4", 4, datetime(2011, 12, 29, 17, 0), APIA)
    assert [shown(one, APIA).isoformat()[8:13] for one in found] == ["29T17", "31T07", "31T12", "01T02"]


def test_an_end_may_be_given_as_a_number_a_day_or_a_moment() -> None:
    assert len(first("FREQ=DAILY;COUNT=3", 9)) == 3
    assert len(first("FREQ=DAILY;UNTIL=20260107", 9)) == 3
    assert len(first("FREQ=DAILY;UNTIL=20260107T083000Z", 9)) == 3
    assert len(first("FREQ=DAILY;UNTIL=20260107T082959Z", 9)) == 2


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "needs FREQ"),
        ("every monday", "says nothing"),
        ("FREQ=MINUTELY", "at least an hour apart"),
        ("FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30", "at least an hour apart"),
        ("FREQ=DAILY;BYHOUR=0,23;BYMINUTE=0,59", "at least an hour apart"),
        ("FREQ=HOURLY", "for ever"),
        ("FREQ=DAILY;BYHOUR=1,3,5,7,9,11,13", "for ever"),
        ("FREQ=DAILY;COUNT=0", "COUNT"),
        ("FREQ=DAILY;COUNT=1001", "COUNT"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "only one"),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "twice"),
        ("FREQ=DAILY;UNTIL=20260101", "ends before"),
        ("FREQ=DAILY;UNTIL=99991231", "cannot be meant"),
        ("FREQ=DAILY;UNTIL=20261331", "UNTIL"),
        ("FREQ=WEEKLY;BYDAY=XX", "days are MO"),
        ("FREQ=WEEKLY;BYDAY=2MO", "numbered days"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "weekly"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
        ("FREQ=YEARLY;BYEASTER=0", "not taken here"),
        ("FREQ=DAILY;DTSTART=20260101", "not taken here"),
        ("FREQ=DAILY;BYSETPOS=1", "nothing to choose"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never comes"),
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "never comes"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "never comes"),
        ("FREQ=DAILY;" + "BYHOUR=" + "1," * 200, "characters"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_in_words_and_soon(rule: str, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(BadTime, match=reason) as refused:
        parse(rule, START, BERLIN)
    assert refused.value.field == "rule"
    assert time.process_time() - began < 5


@given(st.text(max_size=60) | st.from_regex(r"FREQ=(DAILY|MONTHLY);[A-Z]{2,8}=[0-9A-Z,+-]{1,12}", fullmatch=True))
def test_whatever_is_typed_is_a_rule_or_is_refused_in_words(text: str) -> None:
    try:
        recurrence = parse(text, START, BERLIN)
    except BadTime as refused:
        assert str(refused).startswith("The rule ")  # noqa: PT017
    else:
        assert next(recurrence.occurrences()).local >= START


@given(RULES, STARTS)
def test_the_wall_clock_times_are_those_of_the_rule(rule: str, where: tuple[ZoneInfo, datetime]) -> None:
    zone, start = where
    assume("UNTIL" not in rule or start.year < 2027)
    expected = [wall for wall in islice(rrulestr(rule, dtstart=start), 60) if wall.year < 2040]
    if "UNTIL=20270501" in rule:
        expected = [wall for wall in islice(rrulestr("FREQ=DAILY", dtstart=start), 60) if wall < datetime(2027, 5, 2)]
    assert list(islice(parse(rule, start, zone).walls(), len(expected))) == expected


@given(RULES, STARTS)
@example("FREQ=HOURLY;INTERVAL=19", (APIA, datetime(2011, 12, 29, 17)))
@example("FREQ=HOURLY;COUNT=300", (APIA, datetime(2011, 12, 28, 17)))
def test_each_shows_what_the_rule_says_or_the_time_after_the_jump_and_each_comes_later(
    rule: str, where: tuple[ZoneInfo, datetime]
) -> None:
    zone, start = where
    assume("UNTIL" not in rule or start.year < 2027)
    found = first(rule, 300, start, zone)
    for one in found:
        # What PEP 495 says of a time in a gap: the offset from before it, so that it is shown after the jump.
        meant = one.local.replace(tzinfo=zone, fold=0).astimezone(UTC)
        assert one.at == meant
        moved = shown(one, zone) != one.local
        assert moved == any("does not exist" in notice for notice in one.notices)
        if moved:
            assert shown(one, zone) > one.local
    assert all(earlier.at < later.at for earlier, later in pairwise(found))


@given(RULES, STARTS)
def test_none_is_lost_but_those_that_mean_the_moment_of_another(rule: str, where: tuple[ZoneInfo, datetime]) -> None:
    zone, start = where
    assume("UNTIL" not in rule or start.year < 2027)
    recurrence = parse(rule, start, zone)
    end = start + timedelta(days=40)
    walls = list(takewhile(lambda wall: wall < end, recurrence.walls()))
    meant = {wall.replace(tzinfo=zone).astimezone(UTC) for wall in walls}
    found = [one for one in islice(recurrence.occurrences(), len(walls) + 48) if one.local < end]
    assert {one.at for one in found} == meant
    assert len(found) == len(meant)


@given(RULES, STARTS, st.lists(st.integers(1, 60 * 24 * 20), max_size=6))
@example("FREQ=DAILY", (APIA, datetime(2011, 12, 28, 12)), [60 * 60, 24 * 60])
@example("FREQ=HOURLY;INTERVAL=19", (APIA, datetime(2011, 12, 29, 17)), [19 * 60, 19 * 60])
def test_cut_in_any_pieces_the_pieces_hold_the_same(
    rule: str, where: tuple[ZoneInfo, datetime], minutes: list[int]
) -> None:
    zone, start = where
    assume("UNTIL" not in rule or start.year < 2027)
    recurrence = parse(rule, start, zone)
    cuts = [start]
    for step in minutes:
        cuts.append(cuts[-1] + timedelta(minutes=step))
    pieces: list[Occurrence] = []
    for begin, end in pairwise(cuts):
        found = islice(recurrence.occurrences(begin), 900)
        far = end + timedelta(days=3)
        pieces += [one for one in takewhile(lambda one, far=far: one.local < far, found) if one.local < end]  # type: ignore[misc]
    far = cuts[-1] + timedelta(days=3)
    whole = [one for one in takewhile(lambda one: one.local < far, recurrence.occurrences()) if one.local < cuts[-1]]
    assert sorted(pieces, key=lambda one: one.at) == whole
