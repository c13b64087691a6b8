"""One child process: it leads a group of its own, and what it writes goes to the console.

Not asyncio's own: on Python 3.11 its `wait` waits for whoever still holds the output, so a crashed part that left a
child of its own behind would never count as ended (https://github.com/python/cpython/issues/119710).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from velocitypost.supervisor.console import Lines

_AT_ONCE = 65536


class Process:
    """A running child. `collect` has to be called when the kernel says that a child has ended (SIGCHLD)."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], lines: Lines, inherit: tuple[int, ...]
    ) -> None:
        """Starts it. Raises `OSError` where the program cannot be run."""
        self._loop = asyncio.get_running_loop()
        self._ended: asyncio.Future[int] = self._loop.create_future()
        self._silent: asyncio.Future[None] = self._loop.create_future()
        self._lines = lines
        self._output, written = os.pipe()
        try:
            self._popen = subprocess.Popen(  # noqa: S603  the plan's own commands
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
                start_new_session=True,
                pass_fds=inherit,
            )
        except OSError:
            os.close(self._output)
            raise
        finally:
            os.close(written)
        self._loop.add_reader(self._output, self._relay)

    @property
    def group(self) -> int:
        """The id of the process and of the group it leads."""
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative where a signal ended it."""
        return self._ended.result() if self._ended.done() else None

    def collect(self) -> None:
        """Takes note if it has ended."""
        code = self._popen.poll()
        if code is not None and not self._ended.done():
            self._ended.set_result(code)

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        return await asyncio.shield(self._ended)

    async def drain(self) -> None:
        """Returns when the last of its output was written, or nobody has written for a second."""
        await asyncio.wait({self._silent}, timeout=1.0)

    def signal(self, number: int) -> None:
        """Sends a signal to it and to all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.group, number)

    def kill(self) -> None:
        """Ends it, and all that it started, by force."""
        self.signal(signal.SIGKILL)

    def _relay(self) -> None:
        data = os.read(self._output, _AT_ONCE)
        self._lines.feed(data)
        if not data:
            self._lines.end()
            self._loop.remove_reader(self._output)
            os.close(self._output)
            self._silent.set_result(None)
