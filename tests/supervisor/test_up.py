"""`velocitypost up` from outside: signals, exit codes, and what it says when it cannot start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.supervisor.fakes import environment, eventually, is_alive

pytestmark = pytest.mark.long

# The real `run`, its signals and its words; the parts are two lines of Python each.
PROGRAM = """
import asyncio, sys, time
from pathlib import Path
from tests.supervisor.fakes import READY, WAIT, Fake
from velocitypost.supervisor.console import Console
from velocitypost.supervisor.keeper import Keeper
from velocitypost.supervisor.part import STORAGE
from velocitypost.supervisor.plan import Plan
from velocitypost.supervisor.up import run

folder, *lines = sys.argv[1:]
store, web = Fake(Path(folder), "store"), Fake(Path(folder), "web", *lines, READY, WAIT)
facts = {"Open": "http://127.0.0.1:1", "Data": folder}
plan = Plan((store.part(stage=STORAGE), web.part(after=("store",))), (), {}, (), facts)
with Keeper(grace_seconds=1) as keeper:
    sys.exit(asyncio.run(run(plan, Console(sys.stdout, colour=False), keeper, 0, time.monotonic())))
"""
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


@contextmanager
def started(folder: Path, *lines: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PROGRAM, str(folder), *lines]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        for line in process.stdout:
            if "is ready" in line:
                break
        yield process
        process.kill()


def rest_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    told = process.stdout.read()
    process.wait(timeout=20)
    return told


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_that_is_no_failure(tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path) as process:
        process.send_signal(number)
        told = rest_of(process)
    assert process.returncode == 0
    assert f"stopped; your data stays in {tmp_path}" in told
    assert not any(is_alive(int((tmp_path / name).read_text())) for name in ("store", "web"))


def test_the_address_is_shown_when_all_is_ready(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        process.send_signal(signal.SIGINT)
        assert "Open  http://127.0.0.1:1" in rest_of(process)


def test_a_second_ctrl_c_ends_what_will_not_stop(tmp_path: Path) -> None:
    with started(tmp_path, DEAF) as process:
        assert process.stdout
        process.send_signal(signal.SIGINT)
        assert any("Ctrl-C once more" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        told = rest_of(process)
    assert process.returncode == 0
    assert "ending everything by force" in told
    assert "did not stop within" not in told


def test_a_part_that_cannot_start_is_a_failure_and_leaves_nothing_running(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), "sys.exit('no such module')"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False, timeout=30
    )
    assert done.returncode == 1
    assert "web      │ no such module" in done.stdout
    assert "web stopped by itself (exit code 1). Its lines above say why." in done.stdout
    assert not is_alive(int((tmp_path / "store").read_text()))


def test_nobody_reading_the_log_any_more_stops_it(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        assert process.stdout
        process.stdout.close()
        os.kill(int((tmp_path / "web").read_text()), signal.SIGKILL)
        assert process.wait(timeout=20) == 0


def test_kill_9_leaves_nothing_behind(tmp_path: Path) -> None:
    with started(tmp_path, DEAF) as process:
        parts = [int((tmp_path / name).read_text()) for name in ("store", "web")]
        assert all(map(is_alive, parts))
        process.kill()
        assert eventually(lambda: not any(map(is_alive, parts)), within=15)


def up(folder: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs the real command where it is expected to refuse."""
    return subprocess.run(
        [sys.executable, "-m", "velocitypost.cli", "up", "--data", str(folder / "var"), *options],
        env=environment(**environ),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_settings_that_are_wrong_are_told_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WEB_THREADS=none\nSMTP_PORT=0\n")
    done = up(tmp_path, PORT="eighty")
    assert done.returncode == 1
    for name in ("PORT", "WEB_THREADS", "SMTP_PORT"):
        assert f"- {name}: " in done.stderr


def test_a_taken_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        done = up(tmp_path, "--sandbox-port", str(number))
    assert done.returncode == 1
    assert f"Port {number}, meant for the sandbox, is taken by" in done.stderr
    assert "--sandbox-port" in done.stderr


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    done = up(tmp_path, MONGODB_URI="mongodb://me:hunter2@127.0.0.1:9/posts")
    assert done.returncode == 1
    assert "The database at 127.0.0.1:9 does not answer" in done.stderr
    assert "MONGODB_URI" in done.stderr
    assert "hunter2" not in done.stderr


def test_the_supervisor_carries_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys, velocitypost.cli, velocitypost.supervisor.up\n"
        "print(*{name.split('.')[0] for name in sys.modules})\n"
        "print([line for line in open('/proc/self/status') if line.startswith('VmRSS')][0].split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules, kilobytes = done.stdout.splitlines()
    assert not {"pydantic", "pymongo", "celery", "redis", "flask"} & set(modules.split())
    assert int(kilobytes) < 30 * 1024
