"""The clockwork ticks and keeps house, whatever hangs or fails."""

from __future__ import annotations

from threading import Event, Thread

from tests.workshop import Workshop
from velocitypost.worker.clockwork import Clockwork, Job

SOON = 10.0


def test_a_job_that_hangs_or_fails_holds_up_neither_the_posts_nor_the_other_jobs(workshop: Workshop) -> None:
    handed_over, done_twice, let_go = Event(), Event(), Event()
    turns: list[int] = []

    def fail() -> None:
        raise RuntimeError("the disk is full")

    def count() -> None:
        turns.append(len(turns))
        if len(turns) == 2:
            done_twice.set()

    housekeeping = [Job("hangs", 0.01, let_go.wait), Job("fails", 0.01, fail), Job("counts", 0.01, count)]
    clockwork = Clockwork(workshop.product, lambda _due: handed_over.set(), housekeeping=housekeeping)
    running = Thread(target=clockwork.run)
    running.start()
    try:
        workshop.now("On time")
        assert handed_over.wait(SOON)
        assert done_twice.wait(SOON)
    finally:
        clockwork.stop()
        let_go.set()
        running.join(SOON)
    assert not running.is_alive()
