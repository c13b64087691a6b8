"""The limits that this process lays on itself before it looks at a file, and its end when nobody waits any more."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from velocitypost.sources.limits import MEGABYTE, Limits

_OPEN_FILES = 256
# Libraries map much that they never touch: what counts is the limit on data.
_MAPPED_BYTES = 6 * 1024 * MEGABYTE
_CPU_GRACE_SECONDS = 5
_BARRED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "os.system")


def confine(limits: Limits, folder: Path) -> None:
    """From here on: this much memory, time and disk, no network, and an end when the other end of stdin is closed."""
    _watch(folder)
    os.nice(limits.niceness)
    for kind, soft, hard in (
        (resource.RLIMIT_DATA, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_AS, _MAPPED_BYTES, _MAPPED_BYTES),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + _CPU_GRACE_SECONDS),
        (resource.RLIMIT_FSIZE, limits.written_bytes, limits.written_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, allowed = resource.getrlimit(kind)
        ceiling = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
        resource.setrlimit(kind, (min(soft, ceiling), ceiling))
    sys.addaudithook(_bar)


def _bar(event: str, _arguments: tuple[Any, ...]) -> None:
    """No model, font or picture is fetched from anywhere, whatever a library or a document would like."""
    if event in _BARRED:
        raise PermissionError(f"{event} is barred here")


def _watch(folder: Path) -> None:
    def wait() -> None:
        with contextlib.suppress(OSError):
            while os.read(sys.stdin.fileno(), 1024):
                pass
        shutil.rmtree(folder, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
