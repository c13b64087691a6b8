"""The embedded database and cache for tests, each in a temporary folder that goes with it."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from velocitypost.supervisor import embedded, ready
from velocitypost.supervisor.keeper import Keeper

START_WITHIN_SECONDS = 30.0


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((embedded.LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_database() -> Iterator[str]:
    """A database server of its own, empty; gives its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="velocitypost-database-") as folder:
        command = embedded.database_command(port=port, directory=Path(folder), survives_power_loss=False)
        with _running(command, ready.listens(embedded.LOOPBACK, port)):
            yield embedded.database_url(port)


@contextmanager
def running_cache() -> Iterator[str]:
    """A cache server of its own, empty; gives its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="velocitypost-cache-") as folder:
        command = embedded.cache_command(port=port, directory=Path(folder), keeps_data=False)
        with _running(command, ready.answers_ping(embedded.LOOPBACK, port)):
            yield embedded.cache_url(port)


@contextmanager
def _running(command: tuple[str, ...], is_ready: ready.Check) -> Iterator[None]:
    with Keeper() as keeper:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        keeper.watch(process.pid)
        try:
            _wait(process, is_ready)
            yield
        finally:
            process.kill()  # nothing in it is to be kept
            process.wait(timeout=10)


def _wait(process: subprocess.Popen[bytes], is_ready: ready.Check) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while not asyncio.run(is_ready()):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{process.args!r} did not become ready")
        time.sleep(0.02)
