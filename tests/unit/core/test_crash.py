"""Dying on purpose: at the named place, at the named times, and nowhere else."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from velocitypost.core import crash

WITHIN_SECONDS = 10.0


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """A process that does nothing, in a group of its own."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    yield process
    process.kill()
    process.communicate()


def test_a_process_ends_itself_the_named_time_that_somebody_comes_by() -> None:
    script = (
        "from velocitypost.core import crash\n"
        "checkpoint = crash.killer('answered:3')\n"
        "for place in ('answered', 'claimed', 'answered', 'claimed', 'answered', 'answered'):\n"
        "    checkpoint(place)\n"
        "    print(place, flush=True)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=WITHIN_SECONDS)
    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout.split() == ["answered", "claimed", "answered", "claimed"]


def test_another_process_is_ended_in_its_place(victim: subprocess.Popen[bytes], tmp_path: Path) -> None:
    file = tmp_path / "victim.pid"
    file.write_text(str(victim.pid))
    checkpoint = crash.killer(f"answered:2,3:{file}")
    checkpoint("answered")
    checkpoint("claimed")
    assert victim.poll() is None
    checkpoint("answered")
    assert victim.wait(WITHIN_SECONDS) == -signal.SIGKILL
    assert not file.exists()
    checkpoint("answered")  # it is dead already, and the number may be another's by now
