"""Real processes and a real `kill -9`, at the worst of places: the platform has the post, and nobody has noted it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.faults.house import Part
from tests.sandboxed import Sandbox
from tests.workshop import Workshop, open_workshop
from velocitypost.core.cache import Cache
from velocitypost.publishing.model import State
from velocitypost.supervisor import ready
from velocitypost.supervisor.keeper import Keeper

pytestmark = pytest.mark.long

SETTINGS = {"PUBLISH_LEASE_SECONDS": "1.5", "HTTP_TIMEOUT_SECONDS": "1"}
WITHIN_SECONDS = 30.0


@pytest.fixture
def workshop(twin: Sandbox, database_uri: str, redis_url: str, redis: Cache, tmp_path: Path) -> Iterator[Workshop]:
    opened = open_workshop(twin, database_uri=database_uri, redis_url=redis_url, folder=tmp_path, variables=SETTINGS)
    opened.sandbox.dial(duplicate_window_s=0)
    yield opened
    opened.close()


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper(grace_seconds=1) as watching:
        yield watching


def _process(command: str, workshop: Workshop, folder: Path) -> Part:
    beat = folder / f"{command}.heartbeat"
    return Part(
        command,
        (sys.executable, "-m", "velocitypost.cli", command),
        {**workshop.product.settings.variables, "VELOCITYPOST_HEARTBEAT_FILE": str(beat)},
        ready.beats(beat, within_seconds=2.0),
        folder / f"{command}.log",
    )


def test_a_killed_worker_leaves_exactly_one_post_and_the_next_one_finds_it(
    workshop: Workshop, keeper: Keeper, tmp_path: Path
) -> None:
    clock, worker = _process("clock", workshop, tmp_path), _process("work", workshop, tmp_path)
    clock.start(keeper)
    worker.start(keeper, VELOCITYPOST_CRASH_AT="answered")
    post = workshop.now("Survivor")
    assert worker.ends_within(WITHIN_SECONDS)
    assert worker.process is not None
    assert worker.process.returncode == -signal.SIGKILL
    assert workshop.publication(post).state is State.PUBLISHING
    worker.start(keeper)
    deadline = time.monotonic() + WITHIN_SECONDS
    while workshop.publication(post).state is State.PUBLISHING and time.monotonic() < deadline:
        time.sleep(0.1)
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert publication.result is not None
    assert publication.result.confirmed_by == "look"
    assert workshop.live_texts() == ["Survivor"]
    for part in (clock, worker):
        part.kill(keeper)
