"""Buckets are shared, learn from the service, and never stand in the way when Redis is gone."""

from __future__ import annotations

from datetime import timedelta

from velocitypost.core import cache as caches
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.ratelimit import Rate, RateLimiter

RATE = Rate(capacity=3, window_seconds=30)


def test_so_many_at_once_and_then_one_at_a_time(redis: Cache, clock: ManualClock) -> None:
    limiter = RateLimiter(redis)
    assert [limiter.take("k", RATE, now=clock.now()) for _ in range(3)] == [0, 0, 0]
    assert limiter.take("k", RATE, now=clock.now()) == 10
    clock.advance(10)
    assert limiter.take("k", RATE, now=clock.now()) == 0


def test_two_workers_share_one_bucket(redis: Cache, clock: ManualClock) -> None:
    first, second = RateLimiter(redis), RateLimiter(redis)
    for limiter in (first, second, first):
        assert limiter.take("k", RATE, now=clock.now()) == 0
    assert second.take("k", RATE, now=clock.now()) > 0


def test_one_account_does_not_spend_anothers(redis: Cache, clock: ManualClock) -> None:
    limiter = RateLimiter(redis)
    for _ in range(3):
        limiter.take("one", RATE, now=clock.now())
    assert limiter.take("other", RATE, now=clock.now()) == 0


def test_what_the_service_tells_counts_more_than_what_we_assumed(redis: Cache, clock: ManualClock) -> None:
    limiter = RateLimiter(redis)
    until = clock.now() + timedelta(seconds=300)
    limiter.learn("k", limit=100, remaining=2, resets_at=until, now=clock.now())
    assert [limiter.take("k", RATE, now=clock.now()) for _ in range(2)] == [0, 0]
    limiter.learn("k", limit=100, remaining=0, resets_at=until, now=clock.now())
    assert limiter.take("k", RATE, now=clock.now()) == 300


def test_a_closed_bucket_opens_when_the_service_said(redis: Cache, clock: ManualClock) -> None:
    limiter = RateLimiter(redis)
    limiter.close("k", until=clock.now() + timedelta(seconds=60), now=clock.now())
    assert limiter.take("k", RATE, now=clock.now()) == 60
    clock.advance(60)
    assert limiter.take("k", RATE, now=clock.now()) == 0


def test_without_redis_everything_is_let_through(clock: ManualClock) -> None:
    nowhere = caches.connect("redis://127.0.0.1:1/0", timeout_seconds=0.2)
    assert RateLimiter(nowhere).take("k", RATE, now=clock.now()) == 0
    nowhere.close()
