"""Several houses side by side: most of a run is waiting, so that one house alone would leave the machine idle."""

from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx2

from bench.faults.house import House, NotReady
from bench.faults.person import GaveUp, Person
from bench.faults.reckoning import Count
from bench.faults.runs import Ended, Run, perform


@dataclass(frozen=True)
class Result:
    """A run with its final count, by misfortune."""

    run: Run
    kills: int
    recovered: float
    counts: dict[str, Count]


class _Work:
    """The runs that are left."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._left = list(reversed(runs))
        self._lock = threading.Lock()

    def next(self) -> Run | None:
        with self._lock:
            return self._left.pop() if self._left else None


def go(runs: Sequence[Run], *, lanes: int, seed: int, tell: Callable[[Result], None]) -> list[Result]:
    """Performs all of them; `tell` hears of each when it has ended, as far as it can be counted then."""
    work = _Work(runs)

    def lane(_number: int) -> list[Result]:
        # In the order of leaving: what failed leaves its folder, with the logs of all parts, to be looked at.
        folder = Path(tempfile.mkdtemp(prefix="velocitypost-faults-"))
        with House(folder) as house:
            results = _lane(house, work, seed, tell)
        _clear(folder, results)
        return results

    with ThreadPoolExecutor(lanes) as pool:
        return [result for results in pool.map(lane, range(min(lanes, len(runs)))) for result in results]


def _lane(house: House, work: _Work, seed: int, tell: Callable[[Result], None]) -> list[Result]:
    person = Person(house)
    ended: list[Ended] = []
    while (run := work.next()) is not None:
        try:
            ended.append(perform(run, house, person, random.Random(f"{seed}/{run.name}")))
        except (GaveUp, NotReady, httpx2.HTTPError) as error:
            ended.append(Ended.broken_off(run, f"{type(error).__name__}: {error}"))
        tell(_result(ended[-1], house))
    # Counted again at the end: what a slow platform accepted after all has arrived by now.
    return [_result(one, house) for one in ended]


def _result(ended: Ended, house: House) -> Result:
    return Result(ended.run, ended.kills, ended.recovered, ended.count(house))


def _clear(folder: Path, results: Sequence[Result]) -> None:
    import shutil

    if all(count.clean for result in results for count in result.counts.values()):
        shutil.rmtree(folder)
