"""Token buckets in Redis, shared by all workers and corrected by what a service tells of its limits.

Buckets are hints: when Redis is away every request is let through, and the service itself says when to stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from velocitypost.core.cache import AtOnce, Cache, CacheError, Errands
from velocitypost.core.log import get_logger

log = get_logger(__name__)
_TAKE = files("velocitypost.core").joinpath("bucket.lua").read_text()


@dataclass(frozen=True)
class Rate:
    """`capacity` requests at once, refilled evenly over `window_seconds`."""

    capacity: int
    window_seconds: float


@dataclass(frozen=True)
class Draw:
    """What asking for a token came to: it is given where `wait_seconds` is 0.0, and then `left` more are there."""

    wait_seconds: float
    left: int


@dataclass(frozen=True)
class Left:
    """What a bucket holds: `tokens` of `capacity`; `closed_until` where the service said to stop."""

    capacity: int
    tokens: int
    closed_until: datetime | None


class RateLimiter:
    """Says how long to wait before the next request under a key."""

    def __init__(self, cache: Cache, errands: Errands | None = None) -> None:
        self._cache = cache
        self._errands = errands or AtOnce(cache)
        self._take = cache.register_script(_TAKE)

    def take(self, key: str, rate: Rate, *, now: datetime) -> float:
        """Takes a token and answers 0.0, or takes none and answers the seconds to wait."""
        drawn = self.draw(key, rate, now=now)
        return drawn.wait_seconds if drawn else 0.0

    def draw(self, key: str, rate: Rate, *, now: datetime) -> Draw | None:
        """Takes a token, or says how long to wait for one; None where Redis is away. One round trip."""
        try:
            wait, left = self._take(keys=[_name(key)], args=[_ms(now), rate.capacity, int(rate.window_seconds * 1000)])
        except CacheError as error:
            log.warning("rate_limiter_away", reason=type(error).__name__)
            return None
        return Draw(float(wait) / 1000, int(left))

    def learn(self, key: str, *, limit: int, remaining: int, resets_at: datetime, now: datetime) -> None:
        """Sets the bucket to what the service told: nothing left means closed until `resets_at`."""
        level: dict[str, int] = {"capacity": max(limit, 1), "tokens": remaining, "at": _ms(now)}
        if remaining <= 0:
            level["closed_until"] = _ms(resets_at)
        self._write(key, level, until=resets_at, now=now)

    def close(self, key: str, *, until: datetime, now: datetime) -> None:
        """Lets nothing through before `until`: the service said so."""
        self._write(key, {"closed_until": _ms(until)}, until=until, now=now)

    def left(self, key: str, *, now: datetime) -> Left | None:
        """What is left under a key; None where nothing was asked for lately, or where Redis is away."""
        try:
            held = self._cache.hgetall(_name(key))
        except CacheError as error:
            log.warning("rate_limiter_away", reason=type(error).__name__)
            return None
        values = {str(name): float(value) for name, value in held.items()}
        closed = values.get("closed_until", 0.0)
        until = datetime.fromtimestamp(closed / 1000, UTC) if closed > _ms(now) else None
        if "capacity" not in values and until is None:
            return None
        capacity = int(values.get("capacity", 0))
        return Left(capacity, 0 if until else int(values.get("tokens", capacity)), until)

    def _write(self, key: str, level: dict[str, int], *, until: datetime, now: datetime) -> None:
        lifetime = max(int((until - now).total_seconds() * 1000), 1000) + 60_000
        fields = [part for field in level.items() for part in field]
        self._errands.run(("HSET", _name(key), *fields), ("PEXPIRE", _name(key), lifetime))


def _name(key: str) -> str:
    return f"rate:{key}"


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
