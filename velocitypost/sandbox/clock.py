"""The sandbox's time: real time that can be moved forward, and the faster time its audience lives in."""

import threading
import time

from velocitypost.sandbox.dials import Dials


class Clock:
    """Seconds since 1970, plus whatever a test has moved it forward by."""

    def __init__(self, dials: Dials) -> None:
        self._dials = dials
        self._lock = threading.Lock()

    def now(self) -> float:
        """The sandbox's present."""
        return time.time() + self._dials.number("clock_offset")

    def now_ms(self) -> int:
        """The sandbox's present in milliseconds."""
        return int(self.now() * 1000)

    def advance(self, seconds: float) -> None:
        """Move the present forward: codes and tokens age, windows pass, audiences react."""
        with self._lock:
            self._dials.turn("clock_offset", self._dials.number("clock_offset") + seconds)

    def audience_now(self) -> float:
        """Seconds that the audience has lived. It runs `audience_speed` times as fast as the clock."""
        since = self._dials.number("audience_since")
        return self._dials.number("audience_lived") + (self.now() - since) * self._dials.number("audience_speed")

    def set_audience_speed(self, speed: float) -> None:
        """Change the speed from now on; what the audience has lived already stays as it was."""
        with self._lock:
            lived, now = self.audience_now(), self.now()
            self._dials.turn("audience_lived", lived)
            self._dials.turn("audience_since", now)
            self._dials.turn("audience_speed", speed)

    def start(self) -> None:
        """Begin the audience's life on a fresh store."""
        if not self._dials.number("audience_since"):
            self._dials.turn("audience_since", self.now())
