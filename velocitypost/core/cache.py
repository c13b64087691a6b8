"""Redis (or Valkey): hints, limits and live messages. It may be wiped at any moment: nothing that must survive is here."""

from __future__ import annotations

import redis

Cache = redis.Redis
CacheError = redis.RedisError


def connect(url: str, *, timeout_seconds: float = 5.0) -> Cache:
    """A client that decodes text and gives up after `timeout_seconds`. Does not wait for the server."""
    return redis.Redis.from_url(
        url, decode_responses=True, socket_timeout=timeout_seconds, socket_connect_timeout=timeout_seconds
    )
