"""Work on strangers' files in a process of its own, with bounds on its memory and time: a hostile file harms nobody."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

_MEMORY_MOST = 2 * 1024**3


class ChildFailed(Exception):
    """The work could not be done: the file is broken, or it needs more than it is worth."""


def run_module(module: str, *arguments: str, seconds: float) -> Any:
    """What `python -m module arguments` prints, as JSON. Raises `ChildFailed`."""
    printed = run([sys.executable, "-I", "-m", module, *arguments], seconds=seconds)
    try:
        return json.loads(printed)
    except ValueError as error:
        raise ChildFailed("it gave no answer") from error


def run(command: Sequence[str], *, seconds: float, memory: int = _MEMORY_MOST) -> bytes:
    """What the command prints. It and all that it starts end after `seconds`. Raises `ChildFailed`."""
    process = subprocess.Popen(  # noqa: S603  the program is ours, its arguments are paths of ours
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_bounded(seconds, memory),
    )
    try:
        printed, complaint = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise ChildFailed("it took too long") from None
    finally:
        _end(process)
    if process.returncode != 0:
        raise ChildFailed(complaint.decode("utf-8", "replace").strip()[-300:] or "it failed")
    return printed


def _bounded(seconds: float, memory: int) -> Callable[[], None]:
    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        whole = int(seconds) + 5
        resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)

    return bound


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process and whatever it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
