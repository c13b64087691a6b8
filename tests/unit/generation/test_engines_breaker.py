"""An engine that does not answer is left alone, by all workers, and tried by one."""

from __future__ import annotations

from velocitypost.core import cache as caches
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.generation.engines.breaker import FAILURES_MOST, Breaker


def broken(redis: Cache, clock: ManualClock) -> Breaker:
    breaker = Breaker(redis)
    for _ in range(FAILURES_MOST):
        breaker.failed("mistral", clock.now())
    return breaker


def test_a_few_failures_are_nothing_and_an_answer_forgives_them(redis: Cache, clock: ManualClock) -> None:
    breaker = Breaker(redis)
    for _ in range(3):
        for _ in range(FAILURES_MOST - 1):
            breaker.failed("mistral", clock.now())
        assert breaker.wait("mistral", "w", clock.now()) == 0
        breaker.succeeded("mistral")


def test_as_many_in_a_row_rest_it_for_every_worker(redis: Cache, clock: ManualClock) -> None:
    broken(redis, clock)
    assert Breaker(redis).wait("mistral", "w", clock.now()) == 15
    assert Breaker(redis).wait("groq", "w", clock.now()) == 0


def test_after_its_rest_one_call_tries_it_and_the_others_wait(redis: Cache, clock: ManualClock) -> None:
    breaker = broken(redis, clock)
    clock.advance(16)
    assert breaker.wait("mistral", "w", clock.now()) == 0
    assert Breaker(redis).wait("mistral", "w", clock.now()) > 0
    breaker.succeeded("mistral")
    assert [breaker.wait("mistral", "w", clock.now()) for _ in range(3)] == [0, 0, 0]


def test_a_trial_that_fails_rests_it_longer(redis: Cache, clock: ManualClock) -> None:
    breaker = broken(redis, clock)
    rests = []
    for _ in range(5):
        rests.append(breaker.wait("mistral", "w", clock.now()))
        clock.advance(rests[-1] + 1)
        assert breaker.wait("mistral", "w", clock.now()) == 0
        breaker.failed("mistral", clock.now())
    assert rests == [15, 30, 60, 120, 300]


def test_calls_that_fail_together_count_as_one_breaking(redis: Cache, clock: ManualClock) -> None:
    breaker = broken(redis, clock)
    for _ in range(FAILURES_MOST):
        breaker.failed("mistral", clock.now())
    assert breaker.wait("mistral", "w", clock.now()) == 15


def test_a_rest_that_was_asked_for_holds_for_that_key_only(redis: Cache, clock: ManualClock) -> None:
    breaker = Breaker(redis)
    breaker.rest("mistral", "workspace_a", 30, clock.now())
    assert breaker.wait("mistral", "workspace_a", clock.now()) == 30
    assert breaker.wait("mistral", "installation", clock.now()) == 0
    clock.advance(30)
    assert breaker.wait("mistral", "workspace_a", clock.now()) == 0


def test_without_redis_nobody_rests(clock: ManualClock) -> None:
    breaker = Breaker(caches.connect("redis://127.0.0.1:1", timeout_seconds=0.1))
    for _ in range(FAILURES_MOST + 1):
        breaker.failed("mistral", clock.now())
    breaker.rest("mistral", "w", 60, clock.now())
    assert breaker.wait("mistral", "w", clock.now()) == 0
    breaker.succeeded("mistral")
