"""What `velocitypost up` will start, worked out from its options and the environment, before anything runs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from velocitypost.supervisor import embedded, ready
from velocitypost.supervisor.embedded import LOOPBACK
from velocitypost.supervisor.part import STORAGE, Part
from velocitypost.supervisor.ports import Port

HEARTBEAT = "VELOCITYPOST_HEARTBEAT_FILE"
_BEATS_WITHIN_SECONDS = 5.0
_ANY_ADDRESS = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104  what a person may have set, and how we reach it


@dataclass(frozen=True)
class Options:
    """What the person asked for. `port` and `data` fall back to `PORT` and `VELOCITYPOST_DATA_DIR`."""

    port: int | None = None
    sandbox_port: int = 5080
    smtp_port: int = 5025
    database_port: int = 27117
    redis_port: int = 6479
    data: Path | None = None
    live: bool = False

    def folder(self, environ: Mapping[str, str]) -> Path:
        """Where the data lies, as an absolute path."""
        return (self.data or Path(environ.get("VELOCITYPOST_DATA_DIR") or "var")).absolute()


@dataclass(frozen=True)
class Plan:
    """The parts with their ports, and what to tell the person once they run."""

    parts: tuple[Part, ...]
    ports: tuple[Port, ...]
    environment: Mapping[str, str]
    folders: tuple[Path, ...]
    facts: Mapping[str, str]
    outside: tuple[str, ...] = field(default=())
    """Parts of the set-up that run elsewhere and have to be reachable: `database`, `redis`."""


def make_plan(options: Options, environ: Mapping[str, str], secrets: Mapping[str, str]) -> Plan:
    """The plan for `environ` (the environment over `.env`). Raises `embedded.NotInstalled`."""
    return _Planner(options, environ, secrets).plan()


class _Planner:
    def __init__(self, options: Options, environ: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        self.options, self.given = options, environ
        self.folder = options.folder(environ)
        self.run = self.folder / "run"
        self.port = options.port or int(environ.get("PORT") or 5000)
        self.host = environ.get("HOST") or LOOPBACK
        self.own_sandbox = not options.live and not environ.get("VELOCITYPOST_SANDBOX_URL")
        self.environment = {**environ, **self._ours(secrets)}

    def plan(self) -> Plan:
        stores = [store for store in (self._database(), self._cache()) if store]
        sandbox = [self._sandbox()] if self.own_sandbox else []
        parts = [part for part, _ in (*stores, *sandbox)]
        after = tuple(part.name for part, _ in stores)
        web, web_port = self._web(after)
        return Plan(
            parts=(*parts, web, self._beating("worker", "work", after), self._beating("clock", "clock", after)),
            ports=(web_port, *(port for _, ports in (*stores, *sandbox) for port in ports)),
            environment=self.environment,
            folders=(self.run, *(self.folder / part.name for part in parts)),
            facts=self._facts(),
            outside=tuple(name for name in ("database", "redis") if name not in after),
        )

    def _ours(self, secrets: Mapping[str, str]) -> dict[str, str]:
        given, options = self.given, self.options
        ours = {name: given.get(name) or value for name, value in secrets.items()}
        ours["PORT"] = str(self.port)
        ours["HOST"] = self.host
        ours["VELOCITYPOST_DATA_DIR"] = str(self.folder)
        ours["MONGODB_URI"] = given.get("MONGODB_URI") or embedded.database_url(options.database_port)
        ours["REDIS_URL"] = given.get("REDIS_URL") or embedded.cache_url(options.redis_port)
        ours["PYTHONUNBUFFERED"] = "1"
        ours["MALLOC_ARENA_MAX"] = "2"  # threads would each keep an arena of their own: less memory for all
        if options.live:
            ours["VELOCITYPOST_SANDBOX_URL"] = ""
        elif self.own_sandbox:
            ours["VELOCITYPOST_SANDBOX_URL"] = self._sandbox_url
            if not given.get("SMTP_HOST"):
                ours |= {"SMTP_HOST": LOOPBACK, "SMTP_PORT": str(options.smtp_port), "SMTP_SECURITY": "none"}
        return ours

    @property
    def _sandbox_url(self) -> str:
        return f"http://{LOOPBACK}:{self.options.sandbox_port}"

    def _database(self) -> tuple[Part, list[Port]] | None:
        if self.given.get("MONGODB_URI"):
            return None
        number = self.options.database_port
        part = Part(
            "database",
            embedded.database_command(port=number, directory=self.folder / "database"),
            ready.listens(LOOPBACK, number),
            self.given,
            stage=STORAGE,
        )
        return part, [Port("database", number, "--database-port")]

    def _cache(self) -> tuple[Part, list[Port]] | None:
        if self.given.get("REDIS_URL"):
            return None
        number = self.options.redis_port
        part = Part(
            "redis",
            embedded.cache_command(port=number, directory=self.folder / "redis"),
            ready.answers_ping(LOOPBACK, number),
            self.given,
            stage=STORAGE,
        )
        return part, [Port("cache (Valkey)", number, "--redis-port")]

    def _sandbox(self) -> tuple[Part, list[Port]]:
        port, smtp = self.options.sandbox_port, self.options.smtp_port
        part = Part(
            "sandbox",
            (
                *_ourselves("sandbox"),
                *("--host", LOOPBACK, "--port", str(port), "--smtp-port", str(smtp)),
                *("--data", str(self.folder / "sandbox")),
            ),
            ready.answers_http(LOOPBACK, port),
            # A stand-in for third parties gets none of our secrets.
            {**self.given, "PYTHONUNBUFFERED": "1", "MALLOC_ARENA_MAX": "2"},
        )
        return part, [
            Port("sandbox", port, "--sandbox-port"),
            Port("sandbox's mail server", smtp, "--smtp-port"),
        ]

    def _web(self, after: tuple[str, ...]) -> tuple[Part, Port]:
        reached = _ANY_ADDRESS.get(self.host, self.host)
        check = ready.answers_http(reached, self.port)
        part = Part("web", _ourselves("serve"), check, self.environment, after=after)
        return part, Port("web interface", self.port, "--port", self.host)

    def _beating(self, name: str, command: str, after: tuple[str, ...]) -> Part:
        heartbeat = self.run / f"{name}.heartbeat"
        return Part(
            name,
            _ourselves(command),
            ready.beats(heartbeat, within_seconds=_BEATS_WITHIN_SECONDS),
            {**self.environment, HEARTBEAT: str(heartbeat)},
            after=after,
            heartbeat=heartbeat,
        )

    def _facts(self) -> dict[str, str]:
        facts = {"Open": self.given.get("PUBLIC_URL") or f"http://{_ANY_ADDRESS.get(self.host, self.host)}:{self.port}"}
        if self.options.live:
            facts["Live"] = "posts go to the real services"
            if not self.given.get("SMTP_HOST"):
                facts["Mail"] = "no server is set (SMTP_HOST): no e-mail can be sent"
        elif self.own_sandbox:
            facts["Sandbox"] = f"{self._sandbox_url}  stand-ins for the real services; nothing leaves this machine"
            if not self.given.get("SMTP_HOST"):
                facts["Mailbox"] = f"{self._sandbox_url}/mailbox  every e-mail we send lands here"
        else:
            facts["Sandbox"] = self.given["VELOCITYPOST_SANDBOX_URL"]
        facts["Data"] = str(self.folder)
        facts["Stop"] = "Ctrl-C"
        return facts


def _ourselves(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "velocitypost.cli", *arguments)
