"""The real thing once: every part on ports of its own, from the command to Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.embedded import free_port
from tests.supervisor.fakes import environment, eventually, is_alive

pytestmark = pytest.mark.long

PORTS = ("--port", "--sandbox-port", "--smtp-port", "--database-port", "--redis-port")


@contextmanager
def everything(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`velocitypost up` in `folder`, and what it said until it was ready."""
    options = [text for option in PORTS for text in (option, str(free_port()))]
    command = [sys.executable, "-m", "velocitypost.cli", "up", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment()) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            said.append(line)
            if line.strip().startswith("Stop"):
                break
        yield process, "".join(said)
        process.kill()


def test_everything_starts_answers_heals_and_stops(tmp_path: Path) -> None:
    with everything(tmp_path) as (process, said):
        assert process.poll() is None, said
        addresses = dict(re.findall(r"^ +(Open|Sandbox|Mailbox) +(http\S+)", said, re.MULTILINE))
        for address in (addresses["Open"] + "/health", addresses["Sandbox"] + "/health", addresses["Mailbox"]):
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200, address

        parts = descendants(process.pid)
        assert sum(map(resident_megabytes, parts)) < 600

        worker = next(part for part in parts if command_of(part).endswith("velocitypost.cli work"))
        os.kill(worker, signal.SIGKILL)
        assert process.stdout
        assert any("worker is ready again" in line for line in process.stdout)

        parts = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        rest = process.stdout.read()
        assert process.wait(timeout=30) == 0, rest
        assert time.monotonic() - began < 10
        assert eventually(lambda: not any(map(is_alive, parts)), within=2)


def descendants(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(found for child in children for found in descendants(int(child)))]


def resident_megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ").strip()
