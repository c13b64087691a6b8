"""Work on files that nobody may trust: in a process of its own, with limits, that is ended whole and leaves nothing.

The process sets its limits itself before it looks at the file (`extraction/confinement.py`), so nothing has to run
between fork and exec. It holds the other end of a pipe: when this process is gone, however it went, the kernel closes
ours, and it ends itself and all that it started.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import velocitypost
from velocitypost.core.ids import new_secret
from velocitypost.sources.limits import Limits

PROGRAM = "velocitypost.sources.extraction"
_RESULT = "result"
_LOCK = "lock"
_LOOK_SECONDS = 0.5
_FAREWELL_SECONDS = 5.0
_YOUNG_SECONDS = 60.0
_LINE_MAX = 64 * 1024
_PACKAGES = Path(velocitypost.__file__).parents[1]

Message = dict[str, Any]


class Crashed(Exception):
    """It ended without a result: it crashed, or wanted more memory or time than it may have. The text says which."""


class Stopped(Exception):
    """It was ended because whoever waited for it did not want it any more."""


class Isolation:
    """Runs programs of ours in folders of their own below `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def run(
        self,
        task: Message,
        limits: Limits,
        *,
        program: str = PROGRAM,
        hear: Callable[[Message], None] = lambda _message: None,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> bytes:
        """The bytes that the program left as its result.

        `hear` is given each message before the last. `goes_on` is asked about twice a second; where it says no, the
        program is ended. Raises `Crashed` or `Stopped`, and whatever `hear` and `goes_on` raise. In every case nothing
        of the program is left, neither a process nor a file.
        """
        with self._folder() as folder:
            child = _Child(program, {**task, "limits": asdict(limits)}, folder)
            try:
                _listen(child, limits, hear, goes_on)
                return _result(folder, limits)
            finally:
                child.end()

    def sweep(self) -> int:
        """Removes the folders of runs that nobody attends to any more; how many there were."""
        swept = 0
        for folder in self._root.glob("*"):
            if _is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
        return swept

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """An empty folder that is locked as long as this process lives, and then gone."""
        folder = self._root / new_secret(9)
        folder.mkdir(parents=True)
        with (folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)


class _Child:
    """The running program: it leads a group of its own, so that it can be ended with all that it started."""

    def __init__(self, program: str, task: Message, folder: Path) -> None:
        held, self._lifeline = os.pipe()
        self._output, told = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
                [sys.executable, "-P", "-m", program, json.dumps(task)],
                stdin=held,
                stdout=told,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(folder),
                start_new_session=True,
            )
        except OSError:
            self._close()
            raise
        finally:
            os.close(held)
            os.close(told)
        self._unread = b""

    def messages(self, seconds: float) -> list[Message] | None:
        """What it said within so many seconds; None once it will say no more. Raises `Crashed` for nonsense."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            if not selector.select(seconds):
                return []
        chunk = os.read(self._output, _LINE_MAX)
        *lines, self._unread = (self._unread + chunk).split(b"\n")
        if len(self._unread) > _LINE_MAX:
            raise Crashed("nonsense")
        found = [_message(line) for line in lines if line]
        return found if chunk or found else None

    def ended_by(self) -> str:
        """How it went, once it said no more."""
        deadline = time.monotonic() + _FAREWELL_SECONDS
        while time.monotonic() < deadline:
            # It stays unburied, so that its number is nobody else's when its group is ended.
            left = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if left is not None:
                killed = left.si_code in (os.CLD_KILLED, os.CLD_DUMPED)
                return signal.Signals(left.si_status).name if killed else f"exit {left.si_status}"
            time.sleep(0.02)
        return "silence"

    def end(self) -> None:
        """Ends it and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._close()

    def _close(self) -> None:
        os.close(self._lifeline)
        os.close(self._output)


def _listen(child: _Child, limits: Limits, hear: Callable[[Message], None], goes_on: Callable[[], bool]) -> None:
    """Returns when it has said that its result is there."""
    began = heard = asked = time.monotonic()
    while True:
        messages = child.messages(_LOOK_SECONDS)
        now = time.monotonic()
        if messages is None:
            raise Crashed(child.ended_by())
        for message in messages:
            heard = now
            if "crashed" in message:
                raise Crashed(str(message["crashed"])[:80])
            if "done" in message:
                return
            hear(message)
        if now - asked >= _LOOK_SECONDS:
            asked = now
            if not goes_on():
                raise Stopped
        if now - began > limits.wall_seconds or now - heard > limits.silence_seconds:
            raise Crashed("time")


def _message(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise Crashed("nonsense") from None
    if not isinstance(message, dict):
        raise Crashed("nonsense")
    return message


def _result(folder: Path, limits: Limits) -> bytes:
    try:
        with (folder / _RESULT).open("rb") as file:
            data = file.read(limits.written_bytes + 1)
    except OSError:
        raise Crashed("nonsense") from None
    if len(data) > limits.written_bytes:
        raise Crashed("size")
    return data


def _environment(folder: Path) -> dict[str, str]:
    """None of our secrets, one thread for each library, and nowhere to write but the folder."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(_PACKAGES),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "MALLOC_ARENA_MAX": "1",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **{name: os.environ[name] for name in ("LD_LIBRARY_PATH", "TESSDATA_PREFIX") if name in os.environ},
    }


def _is_abandoned(folder: Path) -> bool:
    try:
        with (folder / _LOCK).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # One that is just being made is not locked yet.
            return time.time() - folder.stat().st_mtime > _YOUNG_SECONDS
    except OSError:
        return False
