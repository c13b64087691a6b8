"""The whole product, started as a person starts it: `velocitypost up`, stopped with Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from threading import Thread
from types import TracebackType

from tests.sandboxed import LOOPBACK, Sandbox, free_port

READY_WITHIN_S = 90.0
STOPS_WITHIN_S = 30.0
_PORTS = ("port", "sandbox-port", "smtp-port", "database-port", "redis-port")
_WISHES = {"MONGODB_URI", "REDIS_URL", "PORT", "HOST", "SMTP_HOST", "SMTP_PORT", "PUBLIC_URL", "FLASK_ENV"}
_LINES_KEPT = 200
_CLOCK_SET_AHEAD = Path(__file__).with_name("clock_set_ahead")


class TheirSandbox(Sandbox):
    """The sandbox that the supervisor runs: talked to, never started or stopped from here."""

    def start(self) -> None:
        """Nothing to do: the supervisor has."""


class Stack:
    """`velocitypost up` on ports of its own, which stay the same when it is stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {name: free_port() for name in _PORTS}
        self.url = f"http://{LOOPBACK}:{self.ports['port']}"
        self.sandbox = TheirSandbox(folder, self.ports["sandbox-port"], self.ports["smtp-port"])
        self.lines: deque[str] = deque(maxlen=_LINES_KEPT)

    def start(self, *, minutes_later: float = 0) -> None:
        """Returns when everything is ready; for its parts, `minutes_later` have passed since the true time."""
        ports = [text for name, number in self.ports.items() for text in (f"--{name}", str(number))]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "velocitypost.cli", "up", *ports, "--data", str(self.folder / "data")],
            cwd=self.folder,  # where no `.env` of the developer lies
            env=_environment(minutes_later),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._wait_until_ready()
        self._reader = Thread(target=self._read_on, daemon=True)
        self._reader.start()

    def _wait_until_ready(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line)
            if re.match(r" +Stop +Ctrl-C", line):
                return
        raise AssertionError("The product did not start:\n" + "".join(self.lines))

    def _read_on(self) -> None:
        assert self.process.stdout
        self.lines.extend(self.process.stdout)

    def stop(self) -> None:
        """Ctrl-C, as a terminal sends it; returns when all has ended. The data stays."""
        self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(timeout=STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self._reader.join(timeout=STOPS_WITHIN_S)
            if self.process.stdout:
                self.process.stdout.close()
        assert code == 0, "".join(self.lines)

    def __enter__(self) -> Stack:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.stop()
        self.sandbox.control.close()


def _environment(minutes_later: float) -> Mapping[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in _WISHES and not k.startswith("VELOCITYPOST_")}
    if minutes_later:
        kept["PYTHONPATH"] = os.pathsep.join([str(_CLOCK_SET_AHEAD), *filter(None, [kept.get("PYTHONPATH")])])
        kept["TESTS_CLOCK_AHEAD_MINUTES"] = str(minutes_later)
    return kept
