"""Dying on purpose at a named place, to prove that nothing is lost by it. Off unless a test asks for it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path


def nowhere(_name: str) -> None:
    """The checkpoint of every real installation: goes on."""


def killer(order: str) -> Callable[[str], None]:
    """A checkpoint that kills, as `kill -9` does, whenever somebody comes by a place for a certain time.

    `answered:2` ends this process the second time that somebody comes by `answered`. `answered:2,9:FILE` ends, the
    second and the ninth time, the group of processes whose number is in FILE, and removes the file.
    """
    name, _, rest = order.partition(":")
    counts, _, file = rest.partition(":")
    deadly = {int(count) for count in (counts or "1").split(",")}
    seen = 0
    lock = threading.Lock()

    def checkpoint(place: str) -> None:
        nonlocal seen
        if place != name:
            return
        with lock:
            seen += 1
            if seen in deadly:
                _kill(Path(file) if file else None)

    return checkpoint


def _kill(file: Path | None) -> None:
    if file is None:
        os.kill(os.getpid(), signal.SIGKILL)
        return
    try:
        group = int(file.read_text())
        file.unlink()
        os.killpg(group, signal.SIGKILL)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return  # it is dead already, and not yet started again
