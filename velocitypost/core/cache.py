"""Redis (or Valkey): hints, limits and live messages. It may be wiped at any moment; nothing here must survive."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Sequence
from typing import Protocol

import redis
from redis.client import PubSub

from velocitypost.core.log import get_logger

Cache = redis.Redis
CacheError = redis.RedisError

Command = Sequence[str | int | float]

__all__ = ["AtOnce", "Behind", "Cache", "CacheError", "Command", "Errands", "PubSub", "connect"]

log = get_logger(__name__)
_GATHERS_FOR_SECONDS = 0.005


def connect(url: str, *, timeout_seconds: float = 5.0) -> Cache:
    """A client that decodes text and gives up after `timeout_seconds`. Does not wait for the server."""
    return redis.Redis.from_url(
        url, decode_responses=True, socket_timeout=timeout_seconds, socket_connect_timeout=timeout_seconds
    )


class Errands(Protocol):
    """Runs commands whose answers nobody waits for, in their order. Never raises: to lose them costs nothing."""

    def run(self, *commands: Command) -> None: ...

    def finish(self) -> None:
        """Returns when all have been run; none may come after it."""


class AtOnce:
    """Errands that have been run when `run` returns."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def run(self, *commands: Command) -> None:
        try:
            with self._cache.pipeline(transaction=False) as pipe:
                for command in commands:
                    pipe.execute_command(*command)  # type: ignore[no-untyped-call]
                pipe.execute()
        except CacheError as error:
            names = sorted({str(command[0]) for command in commands})
            log.warning("errands_not_run", commands=names, reason=type(error).__name__)

    def finish(self) -> None:
        """They all have."""


class Behind:
    """Errands that a thread of its own runs some milliseconds later, together with all that came up meanwhile."""

    def __init__(self, cache: Cache) -> None:
        self._errands = AtOnce(cache)
        self._waiting: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._keep_running, name="errands", daemon=True)
        self._thread.start()

    def run(self, *commands: Command) -> None:
        for command in commands:
            self._waiting.put(command)

    def finish(self) -> None:
        """Runs what waits."""
        self._waiting.put(None)
        self._thread.join()

    def _keep_running(self) -> None:
        gathered: list[Command | None] = []
        while None not in gathered:
            gathered = [self._waiting.get()]
            time.sleep(_GATHERS_FOR_SECONDS)
            while not self._waiting.empty():
                gathered.append(self._waiting.get())
            if commands := [command for command in gathered if command is not None]:
                self._errands.run(*commands)
