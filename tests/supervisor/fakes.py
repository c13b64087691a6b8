"""Small programs that stand in for parts, and ways to watch processes from outside."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from velocitypost.supervisor.console import Console
from velocitypost.supervisor.keep_running import Patience, Supervisor
from velocitypost.supervisor.keeper import Keeper
from velocitypost.supervisor.part import APPLICATION, Part

IMPATIENT = Patience(
    ready=5.0,
    between_looks=0.01,
    first_back_off=0.05,
    longest_back_off=0.2,
    heartbeat=0.3,
    between_heartbeat_looks=0.1,
    stop=2.0,
    stop_storage=2.0,
)

READY = "open({ready!r}, 'w').write(str(os.getpid()))"
WAIT = "signal.pause()"


class Fake:
    """A part made of a few lines of Python, which says that it is ready by writing its id to a file."""

    def __init__(self, folder: Path, name: str, *lines: str) -> None:
        self.name, self.file = name, folder / name
        program = [line.format(ready=str(self.file), folder=str(folder)) for line in (lines or (READY, WAIT))]
        self.command: tuple[str, ...] = (
            sys.executable,
            "-I",
            "-S",
            "-c",
            "\n".join(["import os, signal, sys, time", *program]),
        )

    def part(self, *, after: tuple[str, ...] = (), stage: int = APPLICATION, heartbeat: Path | None = None) -> Part:
        return Part(self.name, self.command, self._ready, os.environ, after, stage, heartbeat)

    @property
    def process(self) -> int:
        """The id of the process that last said it was ready."""
        return int(self.file.read_text() or 0) if self.file.exists() else 0

    async def _ready(self) -> bool:
        return is_alive(self.process)


class Recorder:
    """A console whose output can be read."""

    def __init__(self) -> None:
        self._stream = io.StringIO()
        self.console = Console(self._stream, colour=False)

    @property
    def text(self) -> str:
        return self._stream.getvalue()


def supervise(keeper: Keeper, recorder: Recorder, *parts: Part, patience: Patience = IMPATIENT) -> Supervisor:
    return Supervisor(parts, recorder.console, keeper, patience=patience)


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended but was not yet collected by its parent counts as ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return process > 0 and state != "Z"


def eventually(condition: Callable[[], object], *, within: float = 10.0) -> bool:
    """Waits for `condition`; False if it has not come true in time."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def environment(**changes: str) -> Mapping[str, str]:
    """This process's environment without anything that a plan would take for a person's wish."""
    ours = {"MONGODB_URI", "REDIS_URL", "PORT", "HOST", "SMTP_HOST", "PUBLIC_URL", "FLASK_ENV"}
    kept = {k: v for k, v in os.environ.items() if k not in ours and not k.startswith("VELOCITYPOST_")}
    return {**kept, **changes}
