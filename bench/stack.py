"""The real product, started as a person starts it, in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.embedded import free_port
from velocitypost import wiring
from velocitypost.settings import load
from velocitypost.wiring import Product

READY_WITHIN_SECONDS = 90.0
# One person stands for many here: what each may ask in a minute is counted all the same, but high enough.
_WITHOUT_A_CROWD = {
    "LOG_LEVEL": "WARNING",
    "API_REQUESTS_PER_MINUTE": "1000000",
    "API_COSTLY_REQUESTS_PER_MINUTE": "1000000",
}
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Stack:
    """A running product and where its parts are."""

    process: subprocess.Popen[bytes]
    url: str
    sandbox_url: str
    variables: dict[str, str]
    ready_after: float

    def product(self) -> Product:
        """The services over the same database, to set the scene without going through HTTP."""
        return wiring.build(load(self.variables))

    def control(self) -> httpx2.Client:
        """The twin's control API."""
        return httpx2.Client(base_url=self.sandbox_url, timeout=60)

    def processes(self) -> dict[str, list[int]]:
        """The ids of everything that runs, by what it is."""
        found: dict[str, list[int]] = {}
        for pid in _family(self.process.pid):
            found.setdefault(_name(pid), []).append(pid)
        return found


@contextmanager
def running_stack() -> Iterator[Stack]:
    """Starts everything on free ports and stops it again."""
    ports = {
        name: free_port() for name in ("--port", "--sandbox-port", "--smtp-port", "--database-port", "--redis-port")
    }
    with tempfile.TemporaryDirectory(prefix="velocitypost-bench-") as folder:
        options = [str(part) for pair in ports.items() for part in pair]
        command = [sys.executable, "-m", "velocitypost.cli", "up", "--data", folder, *options]
        began = time.monotonic()
        with (Path(folder) / "up.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **_WITHOUT_A_CROWD})
        url, sandbox = (f"http://127.0.0.1:{ports[name]}" for name in ("--port", "--sandbox-port"))
        try:
            _wait(process, url, began)
            yield Stack(process, url, sandbox, _variables(Path(folder), ports, sandbox), time.monotonic() - began)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def resident_megabytes(pid: int) -> float:
    """What the process holds in memory (RSS)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pid: int) -> float:
    """What the process has used of all cores since it began."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _wait(process: subprocess.Popen[bytes], url: str, began: float) -> None:
    while time.monotonic() - began < READY_WITHIN_SECONDS:
        if process.poll() is not None:
            break
        try:
            if httpx2.get(f"{url}/ready", timeout=2).status_code == 200 and _workers_live(process.pid):
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError("the product did not start: see up.log in its data folder")


def _workers_live(pid: int) -> bool:
    names = {_name(child) for child in _family(pid)}
    return {"work", "clock", "sandbox"} <= names


def _variables(folder: Path, ports: dict[str, int], sandbox: str) -> dict[str, str]:
    secrets = dict(line.split("=", 1) for line in (folder / "secrets.env").read_text().splitlines() if "=" in line)
    return {
        **secrets,
        "FLASK_ENV": "testing",
        "MONGODB_URI": f"mongodb://127.0.0.1:{ports['--database-port']}/velocitypost?directConnection=true",
        "REDIS_URL": f"redis://127.0.0.1:{ports['--redis-port']}/0",
        "DATA_DIR": str(folder),
        "VELOCITYPOST_SANDBOX_URL": sandbox,
    }


def _family(pid: int) -> list[int]:
    pids = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            pids += _family(int(child))
    return pids


def _name(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "gone"
    known: dict[str, Any] = {
        "secantus": "database", "valkey": "redis", "keeper": "supervisor", " up ": "supervisor",
        " serve": "serve", " work": "work", " clock": "clock", "sandbox": "sandbox",
    }  # fmt: skip
    line = " ".join(words)
    return next((name for part, name in known.items() if part in f"{line} "), "other")
