"""One run: a batch of posts, what strikes it, who is killed meanwhile, and how it ended."""

from __future__ import annotations

import contextlib
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx2
import redis

from bench.faults.house import House
from bench.faults.misfortunes import MISFORTUNES, Misfortune
from bench.faults.person import Person
from bench.faults.reckoning import Count, Part, reckon, settled
from velocitypost.core.ids import new_id

PLACES = ("claimed", "before_write", "write_noted", "answered", "looked", "recorded")
EMPTIED = "cache emptied"
VICTIMS = ("worker", "clock", "web", "cache", EMPTIED, "database")
QUICK = ("none", "cut before", "cut after", "cut after, shown late")
STRIKES = 3
SETTLES_WITHIN_SECONDS = 180.0
DIES_WITHIN_SECONDS = 30.0
_KILLS = 4
_LOOK_EVERY_SECONDS = 0.4
_THREAD = 3


@dataclass(frozen=True)
class Run:
    """`place` is where the worker dies by itself, `victim` what is killed at random moments; both may be empty."""

    misfortunes: tuple[Misfortune, ...]
    place: str = ""
    victim: str = ""
    number: int = 1

    @property
    def cause(self) -> str:
        return self.place or self.victim or "nothing"

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

    def count(self, house: House) -> dict[str, Count]:
        """By misfortune, counted at the twin as it stands now."""
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
        for victim in ("", *VICTIMS):
            runs += [Run(group, victim=victim, number=number) for group in apart if group]
        runs += [Run((m,), place=place, number=number) for m in chosen for place in PLACES if _leads(m, place)]
    return sorted(runs, key=_longest_first)


def perform(run: Run, house: House, person: Person, dice: random.Random) -> Ended:
    """Raises `GaveUp` or `NotReady` where the product does not come back."""
    with house.control() as control:
        control.delete("/control/api/faults").raise_for_status()
        window = 86_400 if run.misfortunes[0].hides else 0
        dials = {"rate_limit_factor": 1_000_000, "duplicate_window_s": window}
        control.patch("/control/api/dials", json=dials).raise_for_status()
        if run.place:
            house.kill("worker")
            house.start("worker", VELOCITYPOST_CRASH_AT=f"{run.place}:{dice.randint(1, 2)}")
        batches = [_written(m, person) for m in run.misfortunes]
        for batch in batches:
            for order in batch.misfortune.orders(batch.handle, STRIKES):
                control.post("/control/api/faults", json=order).raise_for_status()
        at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2 + len(batches) // 3)
        for batch in batches:
            for post_id in batch.scheduled:
                person.schedule(post_id, at)
        with ThreadPoolExecutor(1) as pool:
            sending = pool.submit(_send_now, person, batches, at)
            kills, last = _die(house) if run.place else _kill(run, house, dice, at)
            sending.result()
        _settle(batches, person)
        return Ended(run, batches, kills, time.monotonic() - last)


def _written(misfortune: Misfortune, person: Person) -> Batch:
    handle = f"f{new_id('x')[-14:]}"
    batch = Batch(misfortune, handle, person.connect(handle))
    texts = [f"{misfortune.name} {handle} {number}" for number in range(6)]
    batch.scheduled = [
        person.write(batch.connection_id, texts[:_THREAD]),
        person.write(batch.connection_id, [texts[3]], picture=True),
    ]
    batch.sent_now = [person.write(batch.connection_id, [text]) for text in texts[4:]]
    return batch


def _send_now(person: Person, batches: list[Batch], at: datetime) -> None:
    time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
    for post_id in [post_id for batch in batches for post_id in batch.sent_now]:
        person.send_now(post_id)


def _die(house: House) -> tuple[int, float]:
    """The worker dies where it was told to; another one takes its place."""
    died = house.parts["worker"].ends_within(DIES_WITHIN_SECONDS)
    last = time.monotonic()
    house.kill("worker")
    house.start("worker")
    return int(died), last


def _kill(run: Run, house: House, dice: random.Random, at: datetime) -> tuple[int, float]:
    """At random moments; what was killed starts again after a moment."""
    time.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
    last = time.monotonic()
    kills = _KILLS if run.victim else 0
    for _ in range(kills):
        time.sleep(dice.uniform(0.1, 2.5))
        last = time.monotonic()
        if run.victim == EMPTIED:
            redis.Redis.from_url(house.cache_url).flushall()
            continue
        house.kill(run.victim)
        time.sleep(dice.uniform(0.0, 1.0))
        house.start(run.victim)
        house.parts[run.victim].wait()
    return kills, last


def _settle(batches: list[Batch], person: Person) -> None:
    deadline = time.monotonic() + SETTLES_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx2.HTTPError):
            for batch in batches:
                batch.parts = person.look(batch.post_ids)
            if all(settled(batch.parts) for batch in batches):
                return
        time.sleep(_LOOK_EVERY_SECONDS)


def _live(control: httpx2.Client, handle: str) -> list[dict[str, object]]:
    answer = control.get("/control/api/x/posts", params={"account": handle}).raise_for_status()
    return [post for post in answer.json()["posts"] if not post["deleted"]]


def _leads(misfortune: Misfortune, place: str) -> bool:
    return place != "looked" or misfortune.doubtful


def _longest_first(run: Run) -> tuple[bool, bool]:
    """So that the lanes end together."""
    return not any(m.told.hides for m in run.misfortunes), bool(run.place)
