"""The whole product on a clock that is moved: the clockwork's own jobs, its dispatch, workers, and the real twins.

Time leaps from one thing that is due to the next, at the longest by an hour, and lands on full seconds as the
clockwork's ticks do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.embedded import running_cache, running_database
from tests.sandboxed import Sandbox, start_sandbox
from tests.workshop import Workshop, open_workshop
from velocitypost.automation.store import EntryStore
from velocitypost.connections.store import ConnectionStore
from velocitypost.publishing.dispatch import Dispatch
from velocitypost.publishing.store import Due
from velocitypost.worker.clockwork import Job, jobs

QUIET_STEP = timedelta(hours=1)
# While a platform is down a renewal is tried every half minute, which proves no more than every quarter of an hour.
_RENEWALS_APART = timedelta(minutes=15)
_SECOND = timedelta(seconds=1)
_LONGEST_CALL_SECONDS = "30"


@dataclass(frozen=True)
class Happening:
    """Something that a person or the outside world does at a moment."""

    at: datetime
    do: Callable[[], None]


@dataclass
class Workings:
    """What was counted on the way: leaps of the clock, and jobs that failed."""

    steps: int = 0
    failed: list[str] = field(default_factory=list)


class World:
    """Runs the product from moment to moment."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.product = workshop.product
        self.workings = Workings()
        self._clock = workshop.clock
        self._entries = EntryStore(self.product.database)
        self._sign_ins = ConnectionStore(self.product.database)
        self._jobs = jobs(self.product)
        self._next_at = dict.fromkeys((job.name for job in self._jobs), 0.0)
        self._twin_ahead = 0.0
        self._dispatch = Dispatch(
            self.product.publications,
            self.product.hints,
            self._clock,
            room=self.product.settings.work_threads * 4,
            send=self._bring_out,
        )

    def begin(self, moment: datetime) -> None:
        """Both clocks stand at this moment, which must lie ahead."""
        self._move(moment)

    def live(self, until: datetime, happenings: Sequence[Happening]) -> None:
        """Lets time pass; what happens, happens at its moment."""
        coming = sorted(happenings, key=lambda one: one.at)
        while self._clock.now() < until:
            while coming and coming[0].at <= self._clock.now():
                coming.pop(0).do()
            self._work()
            bounds = [until, *(one.at for one in coming[:1])]
            self._move(min(self._next(), *bounds))
            self.workings.steps += 1

    def _work(self) -> None:
        """All that is due now, as clockwork and workers do it."""
        now = self._clock.now()
        for job in self._jobs:
            if now.timestamp() >= self._next_at[job.name]:
                self._next_at[job.name] = now.timestamp() + job.every
                self._run(job)
        while self.product.autopilot.work.work() or self.product.renditions.work():
            pass
        while self._dispatch.tick():
            pass

    def _run(self, job: Job) -> None:
        try:
            job.do()
        except Exception as error:  # counted as a fault of the run: the clockwork would log it and go on
            self.workings.failed.append(f"{job.name}: {type(error).__name__}: {error}")

    def _bring_out(self, items: Sequence[Due]) -> None:
        for item in items:
            self.product.delivery.run(item.id)
            self.product.hints.done(item.id, item.platform)

    def _next(self) -> datetime:
        now = self._clock.now()
        horizon = now + QUIET_STEP
        found = [row.wake_at for row in self.product.publications.due(horizon, most=1)]
        found += [entry.due for entry in self._entries.due(horizon, most=1) if entry.due]
        found += [max(at, now + _RENEWALS_APART) for at in self._renewals(horizon)]
        at = min([horizon, *found])
        whole = at.replace(microsecond=0) + (_SECOND if at.microsecond else timedelta(0))
        return max(whole, now + _SECOND)

    def _renewals(self, until: datetime) -> list[datetime]:
        found = [self._sign_ins.find(one) for one in self._sign_ins.due_for_refresh(until, most=1)]
        return [one.refresh_at for one in found if one is not None and one.refresh_at is not None]

    def _move(self, moment: datetime) -> None:
        """The twin's clock runs by itself between two leaps; it is brought to the same moment again."""
        self._clock.set(moment)
        ahead = moment.timestamp() - time.time() - self._twin_ahead
        if ahead > 0:
            answer = self.workshop.sandbox.control.post("/control/api/clock", json={"advance_seconds": ahead})
            self._twin_ahead = answer.json()["now"] - time.time()


@contextmanager
def running_world() -> Iterator[World]:
    """A product, its database, cache and twins, all new."""
    with (
        TemporaryDirectory(prefix="velocitypost-days-") as folder,
        running_database() as database,
        running_cache() as cache,
        start_sandbox(Path(folder) / "sandbox") as sandbox,
    ):
        world = open_world(sandbox, database, cache, Path(folder))
        yield world
        world.workshop.close()


def open_world(sandbox: Sandbox, database: str, cache: str, folder: Path) -> World:
    """The product over these servers."""
    variables = {
        "HTTP_TIMEOUT_SECONDS": _LONGEST_CALL_SECONDS,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(sandbox.smtp_port),
    }
    return World(open_workshop(sandbox, database_uri=database, redis_url=cache, folder=folder, variables=variables))
