"""How often the API may be asked: each user by a bucket of their own, who is not signed in by their network address.

The limits lie above what a person does and below what a runaway program does. Sign-in has stricter ones of its own
(`accounts/attempts.py`). While Redis is away every request goes through.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast

from flask import Flask, Response, current_app, g, request

from velocitypost.core.cache import Cache
from velocitypost.core.clock import Clock
from velocitypost.core.ratelimit import Draw, Rate, RateLimiter
from velocitypost.settings import Settings
from velocitypost.web.problems import Problem

# By endpoint: what writes texts, draws, reads documents or fetches pages.
COSTLY = frozenset(
    {
        "generation.generate_content",
        "generation.stream_content",
        "generation.generate_variation",
        "generation.draw_picture",
        "batches.begin_batch",
        "batches.regenerate_draft",
        "automation.regenerate",
        "automation.rehearse",
        "cards.draw_card",
        "cards.draw_chart",
        "cards.find_link_picture",
        "sources.upload_source",
        "imports.check_import",
        "imports.begin_import",
        "style.learn_voice",
    }
)
_WINDOW_SECONDS = 60.0
_REDIS_REST_SECONDS = 10.0
_NETWORK_OF_ONE_HOUSE = 64  # bits of an IPv6 address that one customer gets
_KEY = "velocitypost.limits"


@dataclass(frozen=True)
class _Count:
    """What a request found in its bucket."""

    rate: Rate
    drawn: Draw


class Limits:
    """The buckets of one installation."""

    def __init__(self, cache: Cache, clock: Clock, settings: Settings) -> None:
        self._limiter = RateLimiter(cache)
        self._clock = clock
        self._usual = settings.api_requests_per_minute
        self._costly = settings.api_costly_requests_per_minute
        self._visitors = settings.api_visitor_requests_per_minute
        self._rest_until = 0.0

    def of_user(self, user_id: str, *, costly: bool) -> _Count | None:
        """Counts a request of somebody signed in; None where nothing is counted."""
        return self._draw(f"api:{'costly' if costly else 'user'}:{user_id}", self._costly if costly else self._usual)

    def of_visitor(self, address: str) -> _Count | None:
        """Counts a request from a network address; None where nothing is counted."""
        return self._draw(f"api:visitor:{_house(address)}", self._visitors)

    def _draw(self, key: str, per_minute: int) -> _Count | None:
        if not per_minute or time.monotonic() < self._rest_until:
            return None
        rate = Rate(per_minute, _WINDOW_SECONDS)
        drawn = self._limiter.draw(key, rate, now=self._clock.now())
        if drawn is None:
            self._rest_until = time.monotonic() + _REDIS_REST_SECONDS
            return None
        return _Count(rate, drawn)


def install(app: Flask) -> None:
    """Tells every answer of `app` that was counted how much is left."""

    @app.after_request
    def tell(answer: Response) -> Response:
        if (count := cast(_Count | None, g.get("counted"))) is not None:
            used = count.rate.capacity - count.drawn.left
            answer.headers["RateLimit-Limit"] = str(count.rate.capacity)
            answer.headers["RateLimit-Remaining"] = str(count.drawn.left)
            answer.headers["RateLimit-Reset"] = str(math.ceil(used / count.rate.capacity * _WINDOW_SECONDS))
        return answer


def give(app: Flask, limits: Limits) -> None:
    """Lets `app` count by these."""
    app.extensions[_KEY] = limits


def count_user(user_id: str) -> None:
    """Counts this request to a user. Raises `Problem` where it is one too many."""
    _let_through(_limits().of_user(user_id, costly=request.endpoint in COSTLY))


def count_visitor() -> None:
    """Counts this request to the network address it comes from. Raises `Problem` where it is one too many."""
    _let_through(_limits().of_visitor(request.remote_addr or ""))


def _let_through(count: _Count | None) -> None:
    g.counted = count
    if count is None or not count.drawn.wait_seconds:
        return
    wait = math.ceil(count.drawn.wait_seconds)
    raise Problem(
        "too_many_requests",
        f"More came in a short time than is taken here: {count.rate.capacity} requests a minute. "
        f"Wait {'a second' if wait == 1 else f'{wait} seconds'} and try again. Nothing was changed.",
        retry_after=wait,
    )


def _limits() -> Limits:
    return cast(Limits, current_app.extensions[_KEY])


def _house(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, _NETWORK_OF_ONE_HOUSE), strict=False))
