"""How punctual publishing is: how long after its time each post went out, and what waits at the moment.

Lateness runs from the time that was promised to the time at which the post was live. What was sent "now" was promised
at the click. A thread counts by its first part: the others follow it, as they should.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

from velocitypost.core.clock import Clock
from velocitypost.publishing.model import State
from velocitypost.publishing.store import PublicationStore, Sent, Stretch, StretchStore, milliseconds

DAYS_MOST = 90
# The last ends nowhere.
BOUNDS = (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
WITHIN = (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1))
# By then no worker still holds an answer that it has not recorded: its lease would have ended.
_SURELY_RECORDED = timedelta(minutes=10)
_WORTH_KEEPING = 200
_FOR_A_PERSON = frozenset({"too_late", "reconnect", "previous_failed", "previous_without_link"})
_PAUSED = "paused"
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Lateness:
    """How late some publications were.

    `counts` has one number for each interval that `BOUNDS` part, `within` a share of 0 to 1 for each of `WITHIN`.
    Shares and times are None where nothing went out.
    """

    count: int
    counts: tuple[int, ...]
    within: tuple[float | None, ...]
    median: timedelta | None
    p95: timedelta | None
    worst: timedelta | None


@dataclass(frozen=True)
class Day:
    """One day of the workspace's own calendar."""

    date: date
    lateness: Lateness


@dataclass(frozen=True)
class Report:
    """The lateness of everything that went out in the last days; `platforms` by the most used first."""

    days: int
    total: Lateness
    platforms: dict[str, Lateness]
    per_day: tuple[Day, ...]


@dataclass(frozen=True)
class Depth:
    """What waits now: due and not begun, under way, for a decision of a person, for publishing to be resumed."""

    due: int
    under_way: int
    for_a_person: int
    paused: int


class Punctuality:
    """Reads how punctual a workspace's publishing is.

    What lies back longer than a few minutes does not change any more, so its times are kept closely packed: reading
    thirty days costs a few rows instead of one for each publication. Those that somebody had to look for are few, and
    may be found late; they are read anew each time.
    """

    def __init__(self, store: PublicationStore, stretches: StretchStore, clock: Clock) -> None:
        self._store = store
        self._stretches = stretches
        self._clock = clock

    def report(self, workspace_id: str, zone: ZoneInfo, *, days: int) -> Report:
        """The last `days` days of `zone`, today included; at most `DAYS_MOST`."""
        now = self._clock.now()
        last = now.astimezone(zone).date()
        dates = [last - timedelta(days=back) for back in range(days - 1, -1, -1)]
        starts = [milliseconds(datetime.combine(day, time(), zone)) for day in dates]
        sent = [one for one in self._sent(workspace_id, now) if one.at >= starts[0]]
        by_platform: dict[str, list[int]] = defaultdict(list)
        by_day: dict[int, list[int]] = defaultdict(list)
        for one in sent:
            by_platform[one.platform].append(one.late)
            by_day[bisect_right(starts, one.at) - 1].append(one.late)
        used_most_first = sorted(by_platform, key=lambda platform: (-len(by_platform[platform]), platform))
        return Report(
            days,
            summed_up(one.late for one in sent),
            {platform: summed_up(by_platform[platform]) for platform in used_most_first},
            tuple(Day(day, summed_up(by_day[place])) for place, day in enumerate(dates)),
        )

    def depth(self, workspace_id: str | None = None) -> Depth:
        """The queue of this workspace, or of all."""
        holds = self._store.holds_of_due(self._clock.now(), workspace_id)
        waiting = sum(1 for code in holds if code in _FOR_A_PERSON)
        paused = sum(1 for code in holds if code == _PAUSED)
        return Depth(
            due=len(holds) - waiting - paused,
            under_way=sum(self._store.count_in(s, workspace_id) for s in (State.PUBLISHING, State.PROCESSING)),
            for_a_person=waiting + self._store.count_in(State.UNCONFIRMED, workspace_id),
            paused=paused,
        )

    def _sent(self, workspace_id: str, now: datetime) -> list[Sent]:
        """Everything sent since the longest time that can be asked for, in no order."""
        beginning = now - timedelta(days=DAYS_MOST + 1)
        kept = self._stretches.of(workspace_id, since=beginning)
        through = max((stretch.through for stretch in kept), default=beginning)
        fresh = self._store.sent(workspace_id, "answer", since=through)
        found_later = [one for by in ("look", "person") for one in self._store.sent(workspace_id, by, since=beginning)]
        self._keep(workspace_id, through, now - _SURELY_RECORDED, fresh)
        return [one for stretch in kept for one in stretch.sent] + fresh + found_later

    def _keep(self, workspace_id: str, since: datetime, through: datetime, fresh: Sequence[Sent]) -> None:
        final = [one for one in fresh if one.at < milliseconds(through)]
        if len(final) >= _WORTH_KEEPING:
            self._stretches.insert(Stretch(workspace_id, since, through, tuple(final)))


def summed_up(lateness: Iterable[int]) -> Lateness:
    """What is to be said of these milliseconds: percentiles by the nearest rank."""
    ordered = sorted(lateness)
    count = len(ordered)
    # Exactly one second late is within one second.
    edges = [0, *(bisect_right(ordered, bound // _MILLISECOND) for bound in BOUNDS), count]
    return Lateness(
        count=count,
        counts=tuple(after - before for before, after in pairwise(edges)),
        within=tuple(bisect_right(ordered, limit // _MILLISECOND) / count if count else None for limit in WITHIN),
        median=_ranked(ordered, 0.5),
        p95=_ranked(ordered, 0.95),
        worst=_ranked(ordered, 1),
    )


def _ranked(ordered: Sequence[int], share: float) -> timedelta | None:
    return ordered[max(1, ceil(share * len(ordered))) - 1] * _MILLISECOND if ordered else None
