"""What happens by itself: each second, what is due is handed to the workers; now and then, the housekeeping."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from velocitypost import wiring
from velocitypost.core import log
from velocitypost.publishing.dispatch import Dispatch
from velocitypost.publishing.store import Due
from velocitypost.settings import Settings
from velocitypost.wiring import Product
from velocitypost.worker.app import Send, create_celery
from velocitypost.worker.heartbeat import beat

_SECOND = 1.0
_DAY = 86_400.0
_WHILE_MORE_IS_DUE = 0.1
_QUEUED_PER_THREAD = 4
logger = log.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    """Something done again and again, `every` seconds after it ended. A failure is logged, and the next time comes."""

    name: str
    every: float
    do: Callable[[], object]

    def run(self) -> None:
        try:
            self.do()
        except Exception as error:
            logger.warning("job_failed", job=self.name, reason=type(error).__name__, detail=str(error)[:200])


def jobs(product: Product) -> list[Job]:
    """The housekeeping."""
    return [
        Job("mail", 2.0, product.notifications.deliver_due),
        Job("automation", 30.0, product.autopilot.filler.fill_due),
        Job("connections", 60.0, product.checks.run_due),
        Job("tokens", 30.0, product.connections.refresh_due),
        Job("forgotten sign-ins", _DAY, product.accounts.forget_expired),
        Job("forgotten consents", _DAY, product.connections.forget_expired),
        Job("forgotten uploads", _DAY, product.media.uploads.forget_expired),
        Job("metrics", 5.0, product.engagement.collect_due),
        Job("zones", _DAY, product.rezone.run),
        Job("series", 60.0, product.series.materialise_due),
        Job("clicks", 5.0, product.clicks.keep_counted),
    ]


class Clockwork:
    """Ticks at full seconds, faster while more is due than the workers had room for."""

    def __init__(
        self, product: Product, send: Callable[[Sequence[Due]], None], *, housekeeping: Sequence[Job] | None = None
    ) -> None:
        room = product.settings.work_threads * _QUEUED_PER_THREAD
        self._dispatch = Dispatch(product.publications, product.hints, product.clock, room=room, send=send)
        self._bell = product.bell
        self._tally = product.tally
        self._clock = product.clock
        self._jobs = jobs(product) if housekeeping is None else housekeeping
        self._stop = threading.Event()

    def run(self) -> None:
        """Ticks until `stop`."""
        for job in self._jobs:
            threading.Thread(target=self._keep_doing, args=(job,), name=job.name, daemon=True).start()
        while not self._stop.is_set():
            more = self._tick()
            beat()
            self._bell.wait(_WHILE_MORE_IS_DUE if more else _SECOND - time.time() % _SECOND)

    def stop(self) -> None:
        self._stop.set()

    def _tick(self) -> bool:
        try:
            more = self._dispatch.tick()
        except Exception as error:
            logger.warning("tick_failed", reason=type(error).__name__, detail=str(error)[:200])
            return False
        self._tally.note_tick(self._clock.now())
        return more

    def _keep_doing(self, job: Job) -> None:
        """Beside the ticks and the other jobs: a slow mail server must make neither a post nor a renewal late."""
        while not self._stop.is_set():
            job.run()
            self._stop.wait(job.every)


def run(settings: Settings) -> None:
    """The clockwork process: ticks until SIGTERM. Blocks."""
    log.configure(settings.log_level, settings.log_format)
    clockwork = Clockwork(wiring.build(settings), Send(create_celery(settings)))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: clockwork.stop())
    clockwork.run()
