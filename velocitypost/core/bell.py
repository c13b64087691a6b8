"""Waking whoever waits, between two looks at the clock. A ring that is lost costs no more than the wait."""

from __future__ import annotations

import time

from velocitypost.core.cache import Cache, CacheError, PubSub
from velocitypost.core.log import get_logger

log = get_logger(__name__)


class Bell:
    """Rung in one process, heard in others. An ear is one thread's own: give each listener a bell of its own."""

    def __init__(self, cache: Cache, channel: str) -> None:
        self._cache = cache
        self._channel = channel
        self._ears: PubSub = cache.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]

    def ring(self) -> None:
        """There is something to do."""
        try:
            self._cache.publish(self._channel, "")
        except CacheError:
            log.warning("bell_not_heard", channel=self._channel)

    def wait(self, seconds: float) -> None:
        """Returns when it rings, at the latest after `seconds`."""
        try:
            if not self._ears.subscribed:
                self._ears.subscribe(self._channel)
            self._ears.get_message(timeout=seconds)
        except (CacheError, OSError):
            self._ears.reset()
            time.sleep(seconds)
