"""What was handed to a worker that is gone, or never reached one, is handed over again soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.publications import scheduled
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.publishing.dispatch import Dispatch, Hints
from velocitypost.publishing.store import Due, PublicationStore


class Queue:
    """Takes messages of several publications, unless it is away."""

    def __init__(self) -> None:
        self.away = False
        self.taken: list[str] = []

    def __call__(self, items: Sequence[Due]) -> None:
        if self.away:
            raise ConnectionError
        self.taken += [item.id for item in items]


@pytest.fixture
def due(database: Database, clock: ManualClock) -> list[str]:
    """Three publications that are due now."""
    rows = [scheduled(clock.now() - timedelta(seconds=3 - place)) for place in range(3)]
    PublicationStore(database).insert(rows)
    return [row.id for row in rows]


def _dispatch(database: Database, redis: Cache, clock: ManualClock, queue: Queue) -> Dispatch:
    return Dispatch(PublicationStore(database), Hints(redis), clock, room=8, send=queue)


def test_what_a_worker_holds_is_not_handed_over_again(
    database: Database, redis: Cache, clock: ManualClock, due: list[str]
) -> None:
    queue = Queue()
    dispatch = _dispatch(database, redis, clock, queue)
    dispatch.tick()
    dispatch.tick()
    assert queue.taken == due


def test_a_worker_that_starts_has_everything_handed_over_that_the_dead_one_held(
    database: Database, redis: Cache, clock: ManualClock, due: list[str]
) -> None:
    queue = Queue()
    dispatch = _dispatch(database, redis, clock, queue)
    dispatch.tick()
    Hints(redis).forget()
    dispatch.tick()
    assert queue.taken == due * 2


def test_what_a_worker_that_nobody_replaced_held_goes_to_the_others_after_some_seconds(
    database: Database, redis: Cache, clock: ManualClock, due: list[str]
) -> None:
    queue = Queue()
    dispatch = _dispatch(database, redis, clock, queue)
    dispatch.tick()
    clock.advance(16)
    dispatch.tick()
    assert queue.taken == due * 2


def test_what_did_not_get_into_the_queue_is_handed_over_at_the_next_tick(
    database: Database, redis: Cache, clock: ManualClock, due: list[str]
) -> None:
    queue = Queue()
    queue.away = True
    dispatch = _dispatch(database, redis, clock, queue)
    with pytest.raises(ConnectionError):
        dispatch.tick()
    queue.away = False
    dispatch.tick()
    assert queue.taken == due


def test_somebodys_thousands_do_not_hide_what_another_has_due_after_them(
    database: Database, redis: Cache, clock: ManualClock
) -> None:
    store, queue = PublicationStore(database), Queue()
    burst = [scheduled(clock.now() - timedelta(seconds=60)) for _ in range(12)]
    other = scheduled(clock.now() - timedelta(seconds=1), workspace_id="workspace_b")
    store.insert([*burst, other])
    Dispatch(store, Hints(redis), clock, room=3, send=queue, seen_at_once=8).tick()
    assert other.id in queue.taken


def test_what_was_found_due_is_handed_over_as_room_comes_up(
    database: Database, redis: Cache, clock: ManualClock, due: list[str]
) -> None:
    queue = Queue()
    hints = Hints(redis)
    dispatch = Dispatch(PublicationStore(database), hints, clock, room=1, send=queue)
    assert dispatch.tick()
    for place in range(2):
        assert queue.taken == due[: place + 1]
        hints.done(due[place], "x")
        dispatch.tick()
    assert queue.taken == due


def test_a_wiped_cache_costs_a_second_hand_over_and_nothing_else(
    database: Database, redis: Cache, clock: ManualClock, due: list[str]
) -> None:
    queue = Queue()
    dispatch = _dispatch(database, redis, clock, queue)
    dispatch.tick()
    redis.flushall()
    dispatch.tick()
    assert queue.taken == due * 2
