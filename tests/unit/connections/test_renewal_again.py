"""A renewal that failed is tried again: less and less often, and never too late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velocitypost.connections.renewal import FIRST_PAUSE, LONGEST_PAUSE, next_try

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECONDS = st.integers(min_value=0, max_value=3 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
JITTERS = st.lists(st.floats(min_value=0, max_value=1, exclude_max=True), min_size=1, max_size=9)


def tries(jitters: list[float], ends_at: datetime | None) -> Iterator[datetime]:
    """The moments at which a sign-in is renewed whose service does not come back."""
    at, failures = NOW, 0
    while True:
        yield at
        failures += 1
        at = next_try(failures, now=at, ends_at=ends_at, jitter=jitters[failures % len(jitters)])


def test_the_pauses_double_until_a_quarter_of_an_hour() -> None:
    far = NOW + timedelta(days=1)
    pauses = [(next_try(n, now=NOW, ends_at=far, jitter=1.0) - NOW).total_seconds() for n in range(1, 10)]
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_a_day_without_an_answer_takes_some_hundred_tries_in_the_place_of_thousands() -> None:
    until = NOW + timedelta(days=1)
    made = 0
    for at in tries([0.5], NOW + timedelta(minutes=20)):
        if at > until:
            break
        made += 1
    assert made < 150


def test_accounts_that_failed_together_do_not_come_back_together() -> None:
    again = {next_try(4, now=NOW, ends_at=None, jitter=number / 50) for number in range(50)}
    assert len(again) == 50
    assert max(again) - min(again) > timedelta(seconds=35)


@given(lasts=SECONDS, jitters=JITTERS)
def test_what_is_back_ten_seconds_before_the_token_ends_is_asked_before_it_ends(
    lasts: timedelta, jitters: list[float]
) -> None:
    ends_at = NOW + lasts
    back_at = ends_at - FIRST_PAUSE
    assert next(at for at in tries(jitters, ends_at) if at >= back_at) <= ends_at


@given(failures=st.integers(1, 100_000), left=SECONDS, jitter=st.floats(0, 1, exclude_max=True), named=SECONDS)
def test_whatever_happened_the_next_try_is_neither_at_once_nor_far_off(
    failures: int, left: timedelta, jitter: float, named: timedelta
) -> None:
    for ends_at in (None, NOW - left, NOW + left):
        for told in (None, NOW - named, NOW + named):
            wait = next_try(failures, now=NOW, ends_at=ends_at, jitter=jitter, named=told) - NOW
            assert FIRST_PAUSE / 2 <= wait <= LONGEST_PAUSE


def test_a_time_named_by_the_service_is_obeyed_where_the_token_lasts_that_long() -> None:
    def asked(named: timedelta, ends_at: datetime | None) -> timedelta:
        return next_try(1, now=NOW, ends_at=ends_at, jitter=0.5, named=NOW + named) - NOW

    assert asked(timedelta(minutes=7), NOW + timedelta(hours=2)) == timedelta(minutes=7)
    assert asked(timedelta(minutes=7), NOW + timedelta(minutes=10)) == timedelta(minutes=5)
    assert asked(timedelta(days=9), None) == LONGEST_PAUSE
    assert asked(-timedelta(minutes=7), None) == timedelta(seconds=7.5)
