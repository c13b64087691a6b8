"""Ends every process that a parent started, once that parent is gone, however it went: also by `kill -9`.

A small process of its own. The parent holds the other end of a pipe, which the kernel closes with it. Each
child leads a process group, so its own children are ended with it. Nothing outside the standard library is
imported, and the program runs without `site`, so that it costs little memory and starts at once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from types import TracebackType

GRACE_SECONDS = 6.0
_LOOK_EVERY_SECONDS = 0.05


class Keeper:
    """The parent's side: tells the keeper which process groups to end, and in which order."""

    def __init__(self, *, grace_seconds: float = GRACE_SECONDS) -> None:
        told_by, self._tell_to = os.pipe()
        self._process = subprocess.Popen(  # noqa: S603  our own file, by our own interpreter
            [sys.executable, "-I", "-S", __file__, str(grace_seconds)], stdin=told_by, start_new_session=True
        )
        os.close(told_by)

    def __enter__(self) -> Keeper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def watch(self, group: int, *, stage: int = 0) -> None:
        """From now on `group` ends with this process; groups of a lower stage end first."""
        self._tell(f"watch {group} {stage}\n")

    def forget(self, group: int) -> None:
        """`group` has ended."""
        self._tell(f"forget {group}\n")

    def close(self) -> None:
        """Ends what is still watched, and waits for it."""
        os.close(self._tell_to)
        self._process.wait()

    def _tell(self, line: str) -> None:
        # A keeper that somebody killed must not take the product with it.
        with contextlib.suppress(BrokenPipeError):
            os.write(self._tell_to, line.encode())


def end(groups: Iterable[int], *, grace_seconds: float) -> None:
    """Asks the groups to end, waits for at most `grace_seconds`, then ends what is left by force."""
    left = [group for group in groups if _signal(group, signal.SIGTERM)]
    deadline = time.monotonic() + grace_seconds
    while left and time.monotonic() < deadline:
        time.sleep(_LOOK_EVERY_SECONDS)
        left = [group for group in left if _signal(group, 0)]
    for group in left:
        _signal(group, signal.SIGKILL)


def _signal(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _keep(grace_seconds: float) -> None:
    stages: dict[int, int] = {}
    for line in sys.stdin:
        verb, group, *rest = line.split()
        if verb == "watch":
            stages[int(group)] = int(rest[0])
        else:
            stages.pop(int(group), None)
    for stage in sorted(set(stages.values())):
        end((group for group, of in stages.items() if of == stage), grace_seconds=grace_seconds)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    _keep(float(sys.argv[1]))
