"""Redis (or Valkey): hints, limits and live messages. It may be wiped at any moment; nothing here must survive."""

from __future__ import annotations

import redis
from redis.client import PubSub

Cache = redis.Redis
CacheError = redis.RedisError

__all__ = ["Cache", "CacheError", "PubSub", "connect"]


def connect(url: str, *, timeout_seconds: float = 5.0) -> Cache:
    """A client that decodes text and gives up after `timeout_seconds`. Does not wait for the server."""
    return redis.Redis.from_url(
        url, decode_responses=True, socket_timeout=timeout_seconds, socket_connect_timeout=timeout_seconds
    )
