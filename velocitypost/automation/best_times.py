"""When an account's followers answer best: from its own results, drawn towards what is usual at the platform.

Each result is compared with the account's own median, so that a good month does not make an hour look good. The fewer
results an hour has, the more it is drawn towards the usual (a normal prior on the logarithm of the ratio).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ENOUGH = 20
_PRIOR_WEIGHT = 4.0
_PRIOR_SPREAD = 0.5
_Z_80 = 1.2816
_MOST = 4.0
Key = tuple[int, int]


@dataclass(frozen=True)
class Outcome:
    """How one post did: when it was out on the workspace's wall clock, and how many answered (likes, replies …)."""

    local: datetime
    answers: int


@dataclass(frozen=True)
class Factor:
    """How many times the usual number answers at this weekday and hour, with an 80 % interval, from `posts` results."""

    value: float
    low: float
    high: float
    posts: int


@dataclass(frozen=True)
class Curve:
    """Factors by weekday (0 is Monday) and hour. `basis` says whether they rest on the account's own results."""

    basis: Literal["account", "prior"]
    posts: int
    factors: Mapping[Key, Factor] = field(default_factory=dict)

    def at(self, local: datetime) -> Factor:
        """The factor of a moment on the wall clock."""
        return self.factors[local.weekday(), local.hour]

    @property
    def note(self) -> str:
        """What it rests on, in words."""
        if self.basis == "account":
            return f"From your last {self.posts} posts here."
        missing = ENOUGH - self.posts
        return f"Not enough data: {missing} more posts here, and this rests on your own results. Until then, the usual."


def usual(platform: str, key: Key) -> float:
    """What is commonly seen at a platform at this weekday and hour, as a factor around 1. A rule of thumb, no more."""
    weekday, hour = key
    weekend = weekday >= 5
    if platform.startswith("linkedin"):
        if weekend:
            return 0.75
        return 1.2 if 8 <= hour <= 11 else 1.05 if 12 <= hour <= 17 else 0.85
    if 1 <= hour <= 5:
        return 0.7
    evening = 1.15 if 18 <= hour <= 21 else 1.0
    midday = 1.1 if 11 <= hour <= 13 else 1.0
    return max(evening, midday) * (1.02 if weekend and 10 <= hour <= 20 else 1.0)


def learn(platform: str, outcomes: Sequence[Outcome]) -> Curve:
    """The curve of one account. With fewer than `ENOUGH` outcomes it is the usual one, marked as such."""
    keys = [(weekday, hour) for weekday in range(7) for hour in range(24)]
    if len(outcomes) < ENOUGH:
        prior = {key: _factor(math.log(usual(platform, key)), _PRIOR_SPREAD, 0) for key in keys}
        return Curve("prior", len(outcomes), prior)
    middle = max(1.0, statistics.median(outcome.answers for outcome in outcomes))
    by_key: dict[Key, list[float]] = {key: [] for key in keys}
    for outcome in outcomes:
        ratio = (outcome.answers + 1) / (middle + 1)
        by_key[outcome.local.weekday(), outcome.local.hour].append(math.log(ratio))
    spread = _spread([value for values in by_key.values() for value in values])
    by_hour = {hour: [v for weekday in range(7) for v in by_key[weekday, hour]] for hour in range(24)}
    factors = {}
    for key in keys:
        # An hour's own weekday counts in full, the same hour on other days as a quarter of a result each.
        start = _drawn(math.log(usual(platform, key)), by_hour[key[1]], weight=0.25)
        mean = _drawn(start, by_key[key], weight=1.0)
        certainty = len(by_key[key]) + 0.25 * len(by_hour[key[1]]) + _PRIOR_WEIGHT
        factors[key] = _factor(mean, spread / math.sqrt(certainty), len(by_key[key]))
    return Curve("account", len(outcomes), factors)


def _drawn(towards: float, values: Sequence[float], *, weight: float) -> float:
    return (towards * _PRIOR_WEIGHT + weight * sum(values)) / (_PRIOR_WEIGHT + weight * len(values))


def _spread(values: Sequence[float]) -> float:
    return max(0.2, statistics.pstdev(values)) if len(values) > 1 else _PRIOR_SPREAD


def _factor(mean: float, spread: float, posts: int) -> Factor:
    low, value, high = (min(_MOST, math.exp(mean + z * spread)) for z in (-_Z_80, 0.0, _Z_80))
    return Factor(round(value, 2), round(low, 2), round(high, 2), posts)
