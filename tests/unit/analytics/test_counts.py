"""The number of live posts is counted seldom and true in between."""

from __future__ import annotations

from velocitypost.analytics.counts import LiveCounts
from velocitypost.core import cache as caches
from velocitypost.core.cache import AtOnce, Cache


class _Archive:
    """What the database would count, and how often it was asked."""

    def __init__(self, live: int) -> None:
        self.live = live
        self.asked = 0

    def count(self, _workspace_id: str) -> int:
        self.asked += 1
        return self.live


def _counts(cache: Cache, archive: _Archive) -> LiveCounts:
    return LiveCounts(cache, AtOnce(cache), count=archive.count)


def test_what_goes_out_is_added_without_counting_all_anew(redis: Cache) -> None:
    archive = _Archive(live=10)
    worker, web = _counts(redis, archive), _counts(redis, archive)
    worker.one_more("ours")
    assert web.of("ours") == 10
    worker.one_more("ours")
    worker.one_more("theirs")
    assert web.of("ours") == 11
    assert archive.asked == 1


def test_after_the_cache_was_wiped_they_are_counted_anew(redis: Cache) -> None:
    archive = _Archive(live=10)
    counts = _counts(redis, archive)
    counts.one_more("ours")
    assert counts.of("ours") == 10
    redis.flushall()
    archive.live = 11
    counts.one_more("ours")
    assert counts.of("ours") == 11


def test_without_a_cache_they_are_counted_each_time() -> None:
    nobody = caches.connect("redis://127.0.0.1:1", timeout_seconds=0.2)
    archive = _Archive(live=3)
    counts = _counts(nobody, archive)
    counts.one_more("ours")
    assert counts.of("ours") == 3
