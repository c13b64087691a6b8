"""How fast to post: as wished, and slower where followers or platforms say that it is too much. Pure."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

_ENOUGH = 8
_FALLING = 0.7
_REFUSED_MUCH = 0.2
_SLOWED_MUCH = 3


@dataclass(frozen=True)
class Pulse:
    """What lately happened: answers per post in the last two weeks and in those before, and the last week's troubles.

    `sent` counts posts of the last week, `refused` those that a platform refused, `slowed` those that it told to wait.
    """

    before: tuple[int, ...] = ()
    lately: tuple[int, ...] = ()
    sent: int = 0
    refused: int = 0
    slowed: int = 0


@dataclass(frozen=True)
class Velocity:
    """How many posts a day from now on, of how many that were wished, and why in words."""

    posts_per_day: int
    wished: int
    reasons: tuple[str, ...]


def velocity_of(wished: int, pulse: Pulse) -> Velocity:
    """Half of what was wished for each cause, at least one a day; never more than was wished."""
    reasons = []
    if len(pulse.before) >= _ENOUGH and len(pulse.lately) >= _ENOUGH:
        before, lately = statistics.median(pulse.before), statistics.median(pulse.lately)
        if before >= 1 and lately < before * _FALLING:
            reasons.append(
                f"Your posts of the last two weeks had {lately:g} answers each, those before {before:g}. "
                "Fewer posts may do better."
            )
    if pulse.sent and pulse.refused / pulse.sent > _REFUSED_MUCH:
        reasons.append(f"{pulse.refused} of the last {pulse.sent} posts were refused. Look at why before more go out.")
    if pulse.slowed >= _SLOWED_MUCH:
        reasons.append(f"Platforms told us to wait {pulse.slowed} times in the last week.")
    if not reasons:
        return Velocity(wished, wished, ())
    slower = max(1, wished // 2 ** len(reasons))
    return Velocity(slower, wished, tuple(reasons) if slower < wished else ())
