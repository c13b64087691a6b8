"""Numbers of posts walked through in time: what was to be expected of each from those before it, and the error.

A number is expected at the rolling median, moved by what the hour, the weekday, the kind of post and the like have
meant so far; what has been seen rarely moves little. The interval is adaptive conformal prediction: the range of the
last errors, widened after a miss and narrowed after a hit, so that the share it covers comes out right whatever the
numbers do. https://arxiv.org/abs/2106.00170
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

WINDOW = 60
# So many errors make an interval; before, there is none.
ERRORS_LEAST = 15
_ERRORS_KEPT = 200
# How strongly a kind of post that was seen `n` times pulls: n / (n + this).
_RESERVE = 8.0
_LEARNS_LEAST, _EAGER = 0.02, 4.0
_STEP = 0.02
_EFFECT_MOST = 3.0


@dataclass(frozen=True)
class Expected:
    """What is to be expected of a number, on the logarithmic scale; the interval is None while there are few errors."""

    base: float
    middle: float
    low: float | None
    high: float | None


class Walk:
    """One number of an account's posts, post by post. `misses` is the share that may lie outside of the interval."""

    def __init__(self, misses: float) -> None:
        self._target = misses / 2
        self._levels = _Sorted(WINDOW)
        # The same numbers without what their traits have meant: what is left is how the account does.
        self._evened = _Sorted(WINDOW)
        self._effects: dict[str, float] = defaultdict(float)
        self._seen: dict[str, int] = defaultdict(int)
        self._errors: dict[str, _Sorted] = defaultdict(lambda: _Sorted(_ERRORS_KEPT))
        self._below = self._above = self._target

    def expect(self, traits: Sequence[str]) -> Expected:
        """Of a post with these traits, the first of which is its kind."""
        base = self._levels.at(0.5)
        middle = self._evened.at(0.5) + self._effect(traits)
        errors = self._errors[traits[0]]
        if len(errors) < ERRORS_LEAST:
            errors = self._errors[""]
        if len(errors) < ERRORS_LEAST:
            return Expected(base, middle, None, None)
        return Expected(base, middle, middle + errors.at(self._below), middle + errors.at(1 - self._above))

    def learn(self, value: float, traits: Sequence[str]) -> Expected | None:
        """Takes in a post's number; gives what was expected of it, None of the very first."""
        if not len(self._levels):
            self._levels.add(value)
            self._evened.add(value)
            return None
        expected = self.expect(traits)
        error = value - expected.middle
        if expected.low is not None and expected.high is not None:
            self._below = _moved(self._below, self._target, missed=value < expected.low)
            self._above = _moved(self._above, self._target, missed=value > expected.high)
        for trait in traits:
            self._seen[trait] += 1
            rate = max(_LEARNS_LEAST, _EAGER / (_EAGER + self._seen[trait])) / len(traits)
            moved = self._effects[trait] + rate * error
            self._effects[trait] = max(-_EFFECT_MOST, min(_EFFECT_MOST, moved))
        for kind in (traits[0], ""):
            self._errors[kind].add(error)
        self._levels.add(value)
        self._evened.add(value - self._effect(traits))
        return expected

    @property
    def recent(self) -> Sequence[float]:
        """The last numbers, in order of size."""
        return self._levels.values

    def _effect(self, traits: Sequence[str]) -> float:
        """What the traits have meant so far; those seen rarely count little."""
        known = ((self._effects[trait], self._seen[trait]) for trait in traits if trait in self._effects)
        return sum(effect * seen / (seen + _RESERVE) for effect, seen in known)


class _Sorted:
    """The last numbers of a stream, in order of size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._stream: deque[float] = deque()
        self.values: list[float] = []

    def __len__(self) -> int:
        return len(self.values)

    def add(self, value: float) -> None:
        self._stream.append(value)
        insort(self.values, value)
        if len(self._stream) > self._most:
            del self.values[bisect_left(self.values, self._stream.popleft())]

    def at(self, share: float) -> float:
        """The value below which this share of them lies; beyond the outermost for shares outside of 0 to 1."""
        values = self.values
        if share <= 0:
            return 2 * values[0] - values[len(values) // 2]
        if share >= 1:
            return 2 * values[-1] - values[len(values) // 2]
        # Of n values and one to come, each of the n + 1 gaps is as likely for it.
        place = min(max(share * (len(values) + 1) - 1, 0.0), len(values) - 1.0)
        lower = math.floor(place)
        upper = min(lower + 1, len(values) - 1)
        return values[lower] + (place - lower) * (values[upper] - values[lower])


def rank(values: Sequence[float], value: float) -> int:
    """The percentile of a value among sorted ones, from 1 to 99."""
    below = bisect_left(values, value)
    same = bisect_left(values, value + 1e-9) - below
    return max(1, min(99, round(100 * (below + same / 2) / len(values))))


def _moved(share: float, target: float, *, missed: bool) -> float:
    return share + _STEP * (target - (1.0 if missed else 0.0))
