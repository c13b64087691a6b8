"""Outcomes are counted across processes, and counting harms nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.publications import published, scheduled
from velocitypost.core import cache as caches
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.publishing.model import PublicationChanged, State
from velocitypost.publishing.tally import BOUNDS, Tally


def test_each_outcome_is_counted_by_platform_and_what_is_on_its_way_is_not(redis: Cache, clock: ManualClock) -> None:
    worker, web = Tally(redis), Tally(redis)
    for state in (State.FAILED, State.FAILED, State.UNCONFIRMED, State.SCHEDULED, State.PUBLISHING):
        worker.note(PublicationChanged.of(scheduled(clock.now(), state=state)))
    worker.note(PublicationChanged.of(published(clock.now(), timedelta(0), platform="mastodon")))
    assert web.outcomes() == {("x", "failed"): 2, ("x", "unconfirmed"): 1, ("mastodon", "published"): 1}


@pytest.mark.parametrize(("late", "place"), [(-1, 0), (0.5, 0), (0.6, 1), (60, 6), (90_000, len(BOUNDS))])
def test_lateness_is_counted_in_its_interval(redis: Cache, clock: ManualClock, late: float, place: int) -> None:
    tally = Tally(redis)
    tally.note(PublicationChanged.of(published(clock.now(), timedelta(seconds=late))))
    times = tally.lateness()["x"]
    assert [n for n, count in enumerate(times.counts) if count] == [place]
    assert times.seconds == max(0, late)


def test_the_last_tick_is_known_to_other_processes(redis: Cache, clock: ManualClock) -> None:
    assert Tally(redis).seconds_since_tick(clock.now()) is None
    Tally(redis).note_tick(clock.now())
    assert Tally(redis).seconds_since_tick(clock.advance(2.5)) == 2.5


def test_a_cache_that_is_gone_stops_no_worker(clock: ManualClock) -> None:
    gone = Tally(caches.connect("redis://127.0.0.1:9", timeout_seconds=0.2))
    gone.note(PublicationChanged.of(published(clock.now(), timedelta(0))))
    gone.note_tick(clock.now())
