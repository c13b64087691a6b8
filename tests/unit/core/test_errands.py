"""What nobody waits for is done all the same, in its order; and nobody falls over when Redis is away."""

from __future__ import annotations

import pytest

from velocitypost.core import cache as caches
from velocitypost.core.cache import AtOnce, Behind, Cache, Errands


@pytest.mark.parametrize("kind", [AtOnce, Behind])
def test_all_are_run_in_their_order_before_the_end(redis: Cache, kind: type[AtOnce | Behind]) -> None:
    errands: Errands = kind(redis)
    for number in range(50):
        errands.run(("RPUSH", "list", number), ("SET", "last", number))
    errands.finish()
    assert redis.lrange("list", 0, -1) == [str(number) for number in range(50)]
    assert redis.get("last") == "49"


@pytest.mark.parametrize("kind", [AtOnce, Behind])
def test_where_redis_is_away_they_are_lost_in_silence(kind: type[AtOnce | Behind]) -> None:
    errands: Errands = kind(caches.connect("redis://127.0.0.1:9", timeout_seconds=0.2))
    errands.run(("SET", "a", 1))
    errands.run(("SET", "b", 2))
    errands.finish()


def test_one_that_cannot_be_run_does_not_stop_those_after_it(redis: Cache) -> None:
    errands = Behind(redis)
    errands.run(("SET", "text", "x"))
    errands.run(("INCR", "text"))
    errands.run(("SET", "after", "y"))
    errands.finish()
    assert redis.get("after") == "y"
