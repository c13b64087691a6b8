from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from velocitypost.sources.isolation import Crashed, Isolation, Message, Stopped
from velocitypost.sources.limits import MEGABYTE, Limits

ROOT = Path(__file__).parents[3]
HOG = "tests.unit.sources.hog"
LIMITS = Limits(
    memory_bytes=200 * MEGABYTE, cpu_seconds=20, wall_seconds=20, silence_seconds=20, written_bytes=4 * MEGABYTE
)


@pytest.fixture
def isolation(tmp_path: Path) -> Isolation:
    return Isolation(tmp_path / "reading")


@pytest.fixture
def run(isolation: Isolation, tmp_path: Path) -> Any:
    """Runs the hog, and looks that nothing of it is left whatever became of it."""

    def started(do: str, limits: Limits = LIMITS, **options: Any) -> bytes:
        task: Message = {"do": do, "tell": str(tmp_path / "told")}
        try:
            return isolation.run(task, limits, program=HOG, **options)
        finally:
            assert list((tmp_path / "reading").iterdir()) == []
            assert hogs() == []

    return started


def hogs() -> list[int]:
    """The ids of the hogs that this process has started and not buried."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in children if HOG in Path(f"/proc/{pid}/cmdline").read_text()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(*pids: int) -> None:
    deadline = time.monotonic() + 10
    while any(map(is_alive, pids)):
        assert time.monotonic() < deadline, f"still there: {pids}"
        time.sleep(0.02)


def test_one_that_eats_all_memory_is_ended(run: Any) -> None:
    with pytest.raises(Crashed, match="memory"):
        run("eat")


def test_one_that_spins_is_ended_by_its_share_of_the_processor(run: Any) -> None:
    with pytest.raises(Crashed, match=r"SIGXCPU|SIGKILL"):
        run("spin", replace(LIMITS, cpu_seconds=1))


def test_one_that_says_nothing_is_ended(run: Any) -> None:
    with pytest.raises(Crashed, match="time"):
        run("sleep", replace(LIMITS, silence_seconds=0.2))


def test_one_that_never_comes_to_an_end_is_ended(run: Any) -> None:
    with pytest.raises(Crashed, match="time"):
        run("talk", replace(LIMITS, wall_seconds=0.8))


def test_one_that_fills_the_disk_is_ended(run: Any) -> None:
    with pytest.raises(Crashed, match="SIGXFSZ"):
        run("write")


@pytest.mark.parametrize(
    ("do", "how"),
    [("babble", "nonsense"), ("boast", "nonsense"), ("count", "nonsense"), ("fall", "SIGSEGV"), ("leave", "exit 3")],
)
def test_one_that_crashes_is_told(run: Any, do: str, how: str) -> None:
    with pytest.raises(Crashed, match=how):
        run(do)


def test_what_it_has_started_is_ended_with_it(run: Any, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        run("breed", goes_on=lambda: not (tmp_path / "told").exists())
    wait_until_gone(*map(int, (tmp_path / "told").read_text().split()))


def test_a_fault_of_the_listener_ends_it_too(run: Any) -> None:
    def fail(_message: Message) -> None:
        raise RuntimeError("the database is gone")

    with pytest.raises(RuntimeError):
        run("sleep", hear=fail)


def test_it_reaches_no_network(run: Any) -> None:
    assert b"barred" in run("call")


def test_it_knows_no_secret_of_ours(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret of the product")
    assert "SECRET_KEY" not in json.loads(run("peek"))


def test_it_ends_with_the_process_that_started_it_and_leaves_nothing(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = (
        "from pathlib import Path; from velocitypost.sources.isolation import Isolation;"
        "from velocitypost.sources.limits import READING;"
        f"Isolation(Path({str(tmp_path / 'reading')!r})).run({{'do': 'breed', 'tell': {str(told)!r}}}, READING,"
        f" program={HOG!r})"
    )
    worker = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    deadline = time.monotonic() + 15
    while not (told.exists() and told.read_text().count(" ")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_until_gone(*map(int, told.read_text().split()))
    assert list((tmp_path / "reading").iterdir()) == []


def test_folders_that_nobody_attends_to_are_swept_away(isolation: Isolation, tmp_path: Path) -> None:
    root = tmp_path / "reading"
    for name in ("abandoned", "held", "young"):
        (root / name).mkdir(parents=True)
        (root / name / "lock").touch()
        if name != "young":
            os.utime(root / name, (1, 1))
    with (root / "held" / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert isolation.sweep() == 1
    assert sorted(folder.name for folder in root.iterdir()) == ["held", "young"]
