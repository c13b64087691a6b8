"""The product's parts as processes that can be killed one by one, in a folder of their own."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from tests.embedded import free_port
from velocitypost.supervisor import embedded, ready
from velocitypost.supervisor.data_place import new_secrets
from velocitypost.supervisor.embedded import LOOPBACK
from velocitypost.supervisor.keeper import Keeper

LEASE_SECONDS = 2.0
TIMEOUT_SECONDS = 1.5
READY_WITHIN_SECONDS = 60.0
PARTS = ("database", "cache", "sandbox", "web", "worker", "clock")
_LOOK_EVERY_SECONDS = 0.05


class NotReady(RuntimeError):
    """A part did not come up; the text says which, and where its log is."""


@dataclass
class Part:
    """One process. `environment` is what it gets beside the machine's own."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    check: ready.Check
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self, keeper: Keeper, **more: str) -> None:
        """Starts it with `more` in its environment; does not wait."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**kept, **self.environment, **more},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        keeper.watch(self.process.pid)

    @property
    def number_file(self) -> Path:
        """Holds the number of its group of processes while it serves, for who is told to kill it."""
        return self.log.with_suffix(".pid")

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait(self) -> None:
        """Returns when it serves. Raises `NotReady`."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not asyncio.run(self.check()):
            if not self.runs or time.monotonic() > deadline:
                raise NotReady(f"{self.name} did not come up: see {self.log}")
            time.sleep(_LOOK_EVERY_SECONDS)
        assert self.process is not None
        self.number_file.write_text(str(self.process.pid))

    def ends_within(self, seconds: float) -> bool:
        """Waits for it to end by itself; whether it did."""
        assert self.process is not None
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self, keeper: Keeper) -> None:
        """As a power switch does, with all that it started."""
        if self.process is not None:
            self.number_file.unlink(missing_ok=True)
            if self.runs:
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            keeper.forget(self.process.pid)


@dataclass
class House:
    """Everything that runs, while it is open as a context."""

    folder: Path
    keeper: Keeper = field(default_factory=Keeper)
    parts: dict[str, Part] = field(default_factory=dict)
    url: str = ""
    sandbox_url: str = ""
    cache_url: str = ""
    _armed: bool = False

    def __enter__(self) -> House:
        ports = {name: free_port() for name in ("database", "cache", "sandbox", "mail", "web")}
        self.url, self.sandbox_url = (f"http://{LOOPBACK}:{ports[name]}" for name in ("web", "sandbox"))
        self.cache_url = embedded.cache_url(ports["cache"])
        ours = self._environment(ports)
        checks = {
            "database": ready.listens(LOOPBACK, ports["database"]),
            "cache": ready.answers_ping(LOOPBACK, ports["cache"]),
            "sandbox": ready.answers_http(LOOPBACK, ports["sandbox"]),
            "web": ready.answers_http(LOOPBACK, ports["web"]),
        }
        for name, command in self._commands(ports).items():
            (self.folder / name).mkdir(parents=True)
            beat = self.folder / name / "heartbeat"
            check = checks.get(name) or ready.beats(beat, within_seconds=2.0)
            environment = {} if name in ("database", "cache", "sandbox") else ours
            environment = {**environment, "VELOCITYPOST_HEARTBEAT_FILE": str(beat)}
            self.parts[name] = Part(name, command, environment, check, self.folder / f"{name}.log")
        for names in (("database", "cache", "sandbox"), ("web", "worker", "clock")):
            for name in names:
                self.parts[name].start(self.keeper)
            for name in names:
                self.parts[name].wait()
        return self

    def __exit__(self, *_: object) -> None:
        for name in reversed(PARTS):
            if name in self.parts:
                self.parts[name].kill(self.keeper)
        self.keeper.close()

    def control(self) -> httpx2.Client:
        """The twin's control API."""
        return httpx2.Client(base_url=self.sandbox_url, timeout=60)

    def kill(self, name: str) -> None:
        """`kill -9`. The cache loses its data with it."""
        self.parts[name].kill(self.keeper)
        if name == "cache":
            shutil.rmtree(self.folder / name)
            (self.folder / name).mkdir()

    def start(self, name: str, **more: str) -> None:
        """Starts it again; does not wait."""
        (self.folder / name / "heartbeat").unlink(missing_ok=True)
        self.parts[name].start(self.keeper, **more)

    def revive(self) -> None:
        """Starts whatever does not run, and waits until it serves: a run that was broken off may leave its dead."""
        for name in [name for name in PARTS if not self.parts[name].runs]:
            self.start(name)
            self.parts[name].wait()

    @property
    def worker_is_armed(self) -> bool:
        """Whether it still may kill somebody."""
        return self._armed

    def restart_worker(self, **more: str) -> None:
        """Kills it and starts it with `more` in its environment; does not wait."""
        self.kill("worker")
        self.start("worker", **more)
        self._armed = bool(more)

    def _commands(self, ports: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
        ourselves = (sys.executable, "-m", "velocitypost.cli")
        sandbox = ("--host", LOOPBACK, "--port", str(ports["sandbox"]), "--smtp-port", str(ports["mail"]))
        return {
            "database": embedded.database_command(port=ports["database"], directory=self.folder / "database"),
            "cache": embedded.cache_command(port=ports["cache"], directory=self.folder / "cache"),
            "sandbox": (*ourselves, "sandbox", *sandbox, "--data", str(self.folder / "sandbox")),
            "web": (*ourselves, "serve"),
            "worker": (*ourselves, "work"),
            "clock": (*ourselves, "clock"),
        }

    def _environment(self, ports: Mapping[str, int]) -> dict[str, str]:
        return {
            **new_secrets(),
            "FLASK_ENV": "testing",
            "HOST": LOOPBACK,
            "PORT": str(ports["web"]),
            "MONGODB_URI": embedded.database_url(ports["database"]),
            "REDIS_URL": self.cache_url,
            "VELOCITYPOST_DATA_DIR": str(self.folder / "data"),
            "VELOCITYPOST_SANDBOX_URL": self.sandbox_url,
            "SMTP_PORT": str(ports["mail"]),
            "PUBLISH_LEASE_SECONDS": str(LEASE_SECONDS),
            "HTTP_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
            "API_REQUESTS_PER_MINUTE": "0",  # one person asks for many here
            "LOG_LEVEL": "WARNING",
            "PYTHONUNBUFFERED": "1",
        }


def password() -> str:
    """One that every rule accepts."""
    return f"Aa1!{secrets.token_urlsafe(12)}"
