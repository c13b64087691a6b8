"""Who dies in a run, when, and how often; whoever died is started again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

import redis

from bench.faults.house import House

EMPTIED = "cache emptied"
KILLS = 4
DIES_WITHIN_SECONDS = 30.0
KILLED_WITHIN_SECONDS = 20.0
_LOOK_EVERY_SECONDS = 0.02


def order(place: str, victim: str, house: House, dice: random.Random, *, passers: int) -> str:
    """What a worker is told: die the first or second time that somebody comes by, or kill the victim several times.

    `passers` is how often somebody will come by, as far as one can know.
    """
    if not victim:
        return f"{place}:{dice.randint(1, 2)}"
    counts = sorted(dice.sample(range(1, passers + 1), min(KILLS, passers)))
    return f"{place}:{','.join(map(str, counts))}:{house.parts[victim].number_file}"


@dataclass
class Deaths:
    """Those of one run. `last` is when the last one was, or when it began."""

    house: House
    place: str
    victim: str
    dice: random.Random
    count: int = 0
    last: float = field(default_factory=time.monotonic)

    def watch(self) -> None:
        """Lets die whoever is to die, as long as posts go out."""
        self.last = time.monotonic()
        if self.place and self.victim:
            while self.count < KILLS and time.monotonic() < self.last + KILLED_WITHIN_SECONDS:
                self.revive()
                time.sleep(_LOOK_EVERY_SECONDS)
        elif self.place:
            self.count += self.house.parts["worker"].ends_within(DIES_WITHIN_SECONDS)
            self.last = time.monotonic()
            self.house.restart_worker()
        elif self.victim:
            for _ in range(KILLS):
                time.sleep(self.dice.uniform(0.1, 2.5))
                self._kill()

    def revive(self) -> None:
        """Starts the victim again where a worker has killed it."""
        if self.place and self.victim and not self.house.parts[self.victim].runs:
            self._note()
            self._start_again()

    def _kill(self) -> None:
        self._note()
        if self.victim == EMPTIED:
            redis.Redis.from_url(self.house.cache_url).flushall()
            return
        self.house.kill(self.victim)
        self._start_again()

    def _note(self) -> None:
        self.count += 1
        self.last = time.monotonic()

    def _start_again(self) -> None:
        time.sleep(self.dice.uniform(0.0, 1.0))
        self.house.kill(self.victim)  # what it has started, and what it has kept
        self.house.start(self.victim)
        self.house.parts[self.victim].wait()
