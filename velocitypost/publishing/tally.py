"""What the workers tell of themselves, for whoever watches this installation: counts of outcomes and of lateness.

Kept in Redis, because workers, clockwork and web are processes of their own. Where Redis was wiped the counts begin
anew, as counters do (https://prometheus.io/docs/concepts/metric_types/#counter).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from velocitypost.core.cache import AtOnce, Cache, CacheError, Command, Errands
from velocitypost.core.log import get_logger
from velocitypost.publishing.model import PublicationChanged, State

log = get_logger(__name__)
# Upper bounds in seconds; what is later is in the total only.
BOUNDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 1800.0, 3600.0, 21600.0)
_OUTCOMES = "tally:outcomes"
_LATENESS = "tally:lateness"
_TICK = "tally:tick"
_COUNTED = frozenset({State.PUBLISHED, State.FAILED, State.UNCONFIRMED, State.CANCELLED})


@dataclass
class Times:
    """How late one platform's posts were: counts up to and with each of `BOUNDS` and beyond; their sum in seconds."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


class Tally:
    """Counts each publication that reaches an outcome. To lose the cache loses counts and nothing else."""

    def __init__(self, cache: Cache, errands: Errands | None = None) -> None:
        self._cache = cache
        self._errands = errands or AtOnce(cache)

    def note(self, event: PublicationChanged) -> None:
        """Counts it, if it is an outcome."""
        if event.state not in _COUNTED:
            return
        counts: list[Command] = [("HINCRBY", _OUTCOMES, f"{event.platform}|{event.state}", 1)]
        if event.late_seconds is not None:
            place = _place(event.late_seconds)
            counts.append(("HINCRBY", _LATENESS, f"{event.platform}|{place}", 1))
            counts.append(("HINCRBYFLOAT", _LATENESS, f"{event.platform}|seconds", event.late_seconds))
        self._errands.run(*counts)

    def outcomes(self) -> dict[tuple[str, str], int]:
        """How many reached each outcome, by platform and outcome. Raises `CacheError`."""
        found: dict[tuple[str, str], int] = {}
        for name, count in self._cache.hgetall(_OUTCOMES).items():
            platform, _, outcome = str(name).partition("|")
            found[platform, outcome] = int(count)
        return found

    def lateness(self) -> dict[str, Times]:
        """By platform. Raises `CacheError`."""
        found: dict[str, Times] = defaultdict(Times)
        for name, value in self._cache.hgetall(_LATENESS).items():
            platform, _, place = str(name).partition("|")
            if place == "seconds":
                found[platform].seconds = float(value)
            else:
                found[platform].counts[int(place)] = int(value)
        return dict(found)

    def note_tick(self, now: datetime) -> None:
        """The clockwork has looked for what is due."""
        try:
            self._cache.set(_TICK, now.timestamp())
        except CacheError:
            log.warning("tick_not_noted")

    def seconds_since_tick(self, now: datetime) -> float | None:
        """Since the clockwork last looked; None where it never did, as far as Redis knows. Raises `CacheError`."""
        last = self._cache.get(_TICK)
        return max(0.0, now.timestamp() - float(str(last))) if last is not None else None


def _place(seconds: float) -> int:
    return next((place for place, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
