"""What the platform may do to a write, and what each of it excuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.faults.reckoning import Told

CREATE = "POST /2/tweets"
NOTHING = Told()


@dataclass(frozen=True)
class Misfortune:
    """`kinds` are the twin's own words for its faults; all of them strike the same writes, with `details`.

    `for_good` strikes every second write for ever, the others some writes in a row. `doubtful` leaves a write of
    which we cannot know whether it arrived.
    """

    name: str
    kinds: tuple[str, ...] = ()
    details: tuple[tuple[str, Any], ...] = ()
    told: Told = NOTHING
    doubtful: bool = False
    for_good: bool = False

    def orders(self, account: str, times: int) -> list[dict[str, Any]]:
        """What to tell the twin's control API, so that it strikes this account `times` times."""
        often = {"times": None, "every": 2} if self.for_good else {"times": times}
        common = {"service": "x", "operation": CREATE, "account": account, **dict(self.details), **often}
        return [{**common, "kind": kind} for kind in self.kinds]

    @property
    def hides(self) -> bool:
        """Whether accepted posts stay out of the twin's listings, if only for a while."""
        return "hide" in self.kinds


def _unknown(name: str, *kinds: str, told: Told = NOTHING, **details: Any) -> Misfortune:
    return Misfortune(name, kinds, tuple(details.items()), told, doubtful=True)


def _known(name: str, *kinds: str, told: Told = NOTHING, for_good: bool = False, **details: Any) -> Misfortune:
    return Misfortune(name, kinds, tuple(details.items()), told, for_good=for_good)


MISFORTUNES = (
    _known("none"),
    _known("refused", "refuse", told=Told(refuses=True), for_good=True),
    _known("429, Retry-After", "rate_limited", seconds=2, retry_after=2),
    _known("429", "rate_limited", seconds=2),
    _unknown("5xx before", "server_error_before"),
    _unknown("5xx after", "server_error_after"),
    _unknown("cut before", "cut_before"),
    _unknown("cut after", "cut_after"),
    _unknown("time-out after", "timeout_after", seconds=5),
    _unknown("garbage before", "garbage_before"),
    _unknown("garbage after", "garbage"),
    _known("slow", "slow", seconds=0.7),
    _unknown("slower than we wait", "slow", seconds=3),
    _unknown("cut after, shown late", "hide", "cut_after", seconds=8),
    _unknown("cut after, hidden", "hide", "cut_after", told=Told(hides=True)),
)
