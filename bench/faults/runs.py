"""One run: a batch of posts, what strikes it, who is killed meanwhile, and how it ended."""

from __future__ import annotations

import contextlib
import random
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product

import httpx2

from bench.faults.deaths import EMPTIED, Deaths, order
from bench.faults.house import House
from bench.faults.misfortunes import MISFORTUNES, Misfortune
from bench.faults.person import Person
from bench.faults.reckoning import Count, Part, reckon, settled
from velocitypost.core.ids import new_id

PLACES = ("claimed", "before_write", "write_noted", "answered", "looked", "recorded")
VICTIMS = ("worker", "clock", "web", "cache", EMPTIED, "database")
OTHERS = ("clock", "web", "cache", "database")
QUICK = ("none", "cut before", "cut after", "cut after, shown late")
STRIKES = 3
SETTLES_WITHIN_SECONDS = 180.0
_POSTS = 6
_LOOK_EVERY_SECONDS = 0.4
_THREAD = 3


@dataclass(frozen=True)
class Run:
    """What dies: the worker by itself at `place`, `victim` at random moments, or `victim` when a worker is at `place`.

    Where both are empty, nothing does.
    """

    misfortunes: tuple[Misfortune, ...]
    place: str = ""
    victim: str = ""
    number: int = 1

    @property
    def cause(self) -> str:
        return " at ".join(part for part in (self.victim, self.place) if part) or "nothing"

    @property
    def name(self) -> str:
        what = self.misfortunes[0].name if len(self.misfortunes) == 1 else f"{len(self.misfortunes)} misfortunes"
        return f"{self.cause} × {what} #{self.number}"


@dataclass
class Batch:
    """The posts of one account, and how they stand."""

    misfortune: Misfortune
    handle: str
    connection_id: str
    scheduled: list[str] = field(default_factory=list)
    sent_now: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def post_ids(self) -> list[str]:
        return [*self.scheduled, *self.sent_now]


@dataclass
class Ended:
    """What came of a run. `recovered` is from the last kill until nothing moved any more, in seconds."""

    run: Run
    batches: list[Batch]
    kills: int
    recovered: float
    fault: str = ""

    @classmethod
    def broken_off(cls, run: Run, fault: str) -> Ended:
        """One that could not be brought to its end: the product did not come back, or not as it should."""
        return cls(run, [], 0, 0.0, fault)

    def count(self, house: House) -> dict[str, Count]:
        """By misfortune, counted at the twin as it stands now."""
        if self.fault:
            return {self.run.misfortunes[0].name: Count(wrongs=(f"broken off: {self.fault}",))}
        with house.control() as control:
            return {
                batch.misfortune.name: reckon(batch.parts, _live(control, batch.handle), batch.misfortune.told)
                for batch in self.batches
            }


def plan(numbers: int, *, quick: bool = False) -> list[Run]:
    """Every place with every misfortune that leads there, and every victim with all of them at once."""
    chosen = [m for m in MISFORTUNES if not quick or m.name in QUICK]
    # Where the twin hides posts it must at least refuse repetitions, as X does; else it must not cover up for us.
    apart = [tuple(m for m in chosen if not m.hides), tuple(m for m in chosen if m.hides)]
    runs = []
    for number in range(1, numbers + 1):
        for victim, place in (("", ""), *product(VICTIMS, ("",)), *product(OTHERS, PLACES)):
            runs += [Run(group, place, victim, number) for group in apart if group]
        runs += [Run((m,), place, "", number) for m in chosen for place in PLACES if _leads(m, place)]
    return sorted(runs, key=_longest_first)


def perform(run: Run, house: House, person: Person, dice: random.Random) -> Ended:
    """Raises `GaveUp` or `NotReady` where the product does not come back."""
    house.revive()
    with house.control() as control:
        control.delete("/control/api/faults").raise_for_status()
        window = 86_400 if run.misfortunes[0].hides else 0
        dials = {"rate_limit_factor": 1_000_000, "duplicate_window_s": window}
        control.patch("/control/api/dials", json=dials).raise_for_status()
        if run.place:
            house.restart_worker(VELOCITYPOST_CRASH_AT=_order(run, house, dice))
        elif house.worker_is_armed:
            house.restart_worker()
        batches = [_written(m, person) for m in run.misfortunes]
        for batch in batches:
            for fault in batch.misfortune.orders(batch.handle, STRIKES):
                control.post("/control/api/faults", json=fault).raise_for_status()
        at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4 + len(batches) // 2)
        deaths = Deaths(house, run.place, run.victim, dice)
        with ThreadPoolExecutor(1) as pool:
            sending = pool.submit(_send, person, batches, at)
            time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
            deaths.watch()
            while not wait([sending], timeout=_LOOK_EVERY_SECONDS).done:
                deaths.revive()
            sending.result()
        _settle(batches, person, deaths)
        return Ended(run, batches, deaths.count, time.monotonic() - deaths.last)


def _written(misfortune: Misfortune, person: Person) -> Batch:
    handle = f"f{new_id('x')[-14:]}"
    batch = Batch(misfortune, handle, person.connect(handle))
    texts = [f"{misfortune.name} {handle} {number}" for number in range(_POSTS)]
    batch.scheduled = [
        person.write(batch.connection_id, texts[:_THREAD]),
        person.write(batch.connection_id, [texts[3]], picture=True),
    ]
    batch.sent_now = [person.write(batch.connection_id, [text]) for text in texts[4:]]
    return batch


def _send(person: Person, batches: list[Batch], at: datetime) -> None:
    for post_id in [post_id for batch in batches for post_id in batch.scheduled]:
        person.schedule(post_id, at)
    time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
    for post_id in [post_id for batch in batches for post_id in batch.sent_now]:
        person.send_now(post_id)


def _settle(batches: list[Batch], person: Person, deaths: Deaths) -> None:
    deadline = time.monotonic() + SETTLES_WITHIN_SECONDS
    while time.monotonic() < deadline:
        deaths.revive()
        with contextlib.suppress(httpx2.HTTPError):
            for batch in batches:
                batch.parts = person.look(batch.post_ids)
            if all(settled(batch.parts) for batch in batches):
                return
        time.sleep(_LOOK_EVERY_SECONDS)


def _live(control: httpx2.Client, handle: str) -> list[dict[str, object]]:
    answer = control.get("/control/api/x/posts", params={"account": handle}).raise_for_status()
    return [post for post in answer.json()["posts"] if not post["deleted"]]


def _order(run: Run, house: House, dice: random.Random) -> str:
    # Each publication comes by once; where they are looked for, only those in doubt do.
    passers = len(run.misfortunes) * (2 if run.place == "looked" else _POSTS)
    return order(run.place, run.victim, house, dice, passers=passers)


def _leads(misfortune: Misfortune, place: str) -> bool:
    return place != "looked" or misfortune.doubtful


def _longest_first(run: Run) -> tuple[bool, bool]:
    """So that the lanes end together."""
    return not any(m.told.hides for m in run.misfortunes), bool(run.place)
