"""How often one may try to get in: counted in Redis for all processes, or in this one while Redis is away."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

from velocitypost.accounts.errors import TooManyAttempts
from velocitypost.core.cache import Cache, CacheError
from velocitypost.core.log import get_logger

log = get_logger(__name__)

Action = Literal["sign_in", "register", "mail", "token", "password"]
_REDIS_REST_SECONDS = 10.0


@dataclass(frozen=True)
class Rule:
    """`limit` (such as `10 per 5 minutes`) for each value of `by`: the network address, the account, or both."""

    by: Sequence[Literal["address", "account"]]
    limit: str


RULES: dict[Action, tuple[Rule, ...]] = {
    "sign_in": (
        Rule(("address", "account"), "10 per 5 minutes"),
        Rule(("account",), "60 per hour"),
        Rule(("address",), "100 per 5 minutes"),
    ),
    "register": (Rule(("address",), "100 per hour"),),
    "mail": (Rule(("account",), "5 per hour"), Rule(("address",), "60 per hour")),
    "token": (Rule(("address",), "60 per 5 minutes"),),
    "password": (Rule(("account",), "10 per 5 minutes"),),
}


class Attempts:
    """Lets a person try, a machine not."""

    def __init__(self, cache: Cache) -> None:
        self._shared = MovingWindowRateLimiter(
            RedisStorage("redis://", connection_pool=cache.connection_pool, key_prefix="vp:attempts")
        )
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._rest_until = 0.0

    def count(self, action: Action, *, address: str, account: str = "") -> None:
        """Counts one try. Raises `TooManyAttempts`."""
        waits = [
            self._hit(parse(rule.limit), action, *self._who(rule, address, account))
            for rule in RULES[action]
            if account or "account" not in rule.by
        ]
        if wait := max(waits, default=0):
            raise TooManyAttempts(wait)

    def forgive(self, action: Action, *, address: str, account: str) -> None:
        """Forgets the tries at one account: the person has shown who they are."""
        for rule in RULES[action]:
            if "account" in rule.by:
                self._clear(parse(rule.limit), action, *self._who(rule, address, account))

    def _who(self, rule: Rule, address: str, account: str) -> tuple[str, ...]:
        return tuple(address if kind == "address" else account for kind in rule.by)

    def _hit(self, item: RateLimitItem, *key: str) -> int:
        """Seconds to wait; 0 means go on."""
        for limiter in self._limiters():
            try:
                if limiter.hit(item, *key):
                    return 0
                reset = limiter.get_window_stats(item, *key).reset_time
                return max(1, math.ceil(reset - time.time()))
            except CacheError:
                self._let_redis_rest()
        return 0

    def _clear(self, item: RateLimitItem, *key: str) -> None:
        for limiter in self._limiters():
            try:
                limiter.clear(item, *key)
            except CacheError:
                self._let_redis_rest()

    def _limiters(self) -> list[MovingWindowRateLimiter]:
        return [self._own] if time.monotonic() < self._rest_until else [self._shared, self._own]

    def _let_redis_rest(self) -> None:
        self._rest_until = time.monotonic() + _REDIS_REST_SECONDS
        log.warning("attempts_counted_in_memory", reason="redis does not answer")
