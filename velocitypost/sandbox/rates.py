"""Counting requests in fixed windows, as services do that answer 429."""

import threading
from dataclasses import dataclass

from velocitypost.sandbox.clock import Clock


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left after this request. `reset` is a Unix time in whole seconds."""

    limit: int
    remaining: int
    reset: int
    exceeded: bool


class Rates:
    """Windows that begin with the first request in them. In memory: a restart begins new windows."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    def spend(self, who: str, limit: int, window_s: int, cost: int = 1) -> Allowance:
        """Count a request of `who` that costs so many of the `limit` a window has; what does not fit is exceeded."""
        now = self._clock.now()
        with self._lock:
            began, used = self._windows.get(who, (now, 0))
            if now >= began + window_s:
                began, used = now, 0
            exceeded = used + cost > limit
            used += 0 if exceeded else cost
            self._windows[who] = (began, used)
        return Allowance(limit, limit - used, int(began) + window_s, exceeded)

    def clear(self) -> None:
        """Begin new windows for everybody."""
        with self._lock:
            self._windows.clear()
