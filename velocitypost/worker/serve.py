"""The worker process."""

from __future__ import annotations

import threading
import warnings

from celery.apps.worker import Worker
from celery.exceptions import SecurityWarning

from velocitypost import wiring
from velocitypost.core import log
from velocitypost.settings import Settings
from velocitypost.worker import background
from velocitypost.worker.app import create_celery
from velocitypost.worker.batches import write_in_background
from velocitypost.worker.hands import Hands
from velocitypost.worker.heartbeat import beat_in_background
from velocitypost.worker.tasks import register

_DOCUMENTS_AT_ONCE = 2


def work(settings: Settings) -> None:
    """Runs tasks until SIGTERM, then finishes those that run. Blocks."""
    log.configure(settings.log_level, settings.log_format)
    # It warns of root because of pickled messages; ours are JSON, and two identifiers long.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    app = create_celery(settings)
    product = wiring.build(settings, errands_behind=True)
    hands = Hands(product.publications, product.delivery, product.hints, threads=settings.work_threads)
    register(app, hands)
    product.hints.forget()
    stop = threading.Event()
    beat_in_background(stop)
    background.start({"renditions": product.renditions.work, "automation": product.autopilot.work.work}, stop)
    background.start({"recycling": product.queue_room.recycling.work, "closing": product.closing.work}, stop)
    background.start({"imports": product.spreadsheets.importer.work, "feeds": product.feed_room.poller.work}, stop)
    background.start({f"documents {number}": product.reader.work for number in range(_DOCUMENTS_AT_ONCE)}, stop)
    write_in_background(product, stop)
    # Celery takes one message after the other: what is in them goes to hands of our own.
    worker: Worker = app.Worker(pool="solo", use_eventloop=False, loglevel="WARNING", quiet=True)
    worker.start()
    hands.finish()
    product.errands.finish()
    stop.set()
    product.reader.close()
