"""Leaving alone an engine that does not answer: what one worker learned, all know, by Redis.

After some failures in a row an engine rests; then one call tries it, and only its success lets the others through. An
engine that itself named a time to come back rests until then. Redis away means that nobody rests.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from velocitypost.core.cache import Cache, CacheError
from velocitypost.core.log import get_logger

log = get_logger(__name__)
FAILURES_MOST = 5
_REST_SECONDS = (15.0, 30.0, 60.0, 120.0, 300.0)
_TRIAL_SECONDS = 90
_REMEMBERED_SECONDS = 900


class Breaker:
    """Engines by name. Moments are the caller's own, so that a test's clock is as good as any."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def wait(self, engine: str, whose: str, now: datetime) -> float:
        """Seconds until this engine may be asked with the key of `whose`; 0.0 is now.

        Whoever gets 0.0 after a rest is the one who tries it, and must tell what came of it.
        """
        try:
            until = max(self._number(_resting(engine, whose)), self._number(_broken(engine)))
            if (left := until - now.timestamp()) > 0:
                return left
            if self._number(_broken(engine)) and not self._cache.set(_trial(engine), 1, nx=True, ex=_TRIAL_SECONDS):
                return 1.0
        except CacheError:
            log.warning("breaker_away")
        return 0.0

    def succeeded(self, engine: str) -> None:
        """It answered: all is well again."""
        try:
            self._cache.delete(_failures(engine), _broken(engine), _trial(engine), _breaks(engine))
        except CacheError:
            log.warning("breaker_away")

    def failed(self, engine: str, now: datetime) -> None:
        """It did not answer. Enough of these in a row, or one on trial, and it rests: longer each time."""
        try:
            failures = int(self._cache.incr(_failures(engine)))
            self._cache.expire(_failures(engine), _REMEMBERED_SECONDS)
            on_trial = bool(self._cache.delete(_trial(engine)))
            rests_already = self._number(_broken(engine)) > now.timestamp()
            if on_trial or (failures >= FAILURES_MOST and not rests_already):
                self._break(engine, now)
        except CacheError:
            log.warning("breaker_away")

    def rest(self, engine: str, whose: str, seconds: float, now: datetime) -> None:
        """It asked to be left alone for so long, by those who use the key of `whose`."""
        until = now + timedelta(seconds=seconds)
        try:
            self._cache.delete(_trial(engine))
            self._cache.set(_resting(engine, whose), until.timestamp(), ex=int(seconds) + 60)
        except CacheError:
            log.warning("breaker_away")

    def _break(self, engine: str, now: datetime) -> None:
        breaks = int(self._cache.incr(_breaks(engine)))
        seconds = _REST_SECONDS[min(breaks, len(_REST_SECONDS)) - 1]
        self._cache.expire(_breaks(engine), _REMEMBERED_SECONDS)
        self._cache.set(_broken(engine), (now + timedelta(seconds=seconds)).timestamp(), ex=_REMEMBERED_SECONDS)
        log.warning("engine_rests", engine=engine, seconds=seconds)

    def _number(self, key: str) -> float:
        value = self._cache.get(key)
        return float(str(value)) if value is not None else 0.0


def _failures(engine: str) -> str:
    return f"engine:{engine}:failures"


def _breaks(engine: str) -> str:
    return f"engine:{engine}:breaks"


def _broken(engine: str) -> str:
    return f"engine:{engine}:broken-until"


def _trial(engine: str) -> str:
    return f"engine:{engine}:trial"


def _resting(engine: str, whose: str) -> str:
    return f"engine:{engine}:{whose}:resting-until"
