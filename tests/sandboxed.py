"""Starts the sandbox as a process of its own and talks to it, for any suite that needs the outside world."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx2

STARTS_WITHIN_S = 20.0
LOOPBACK = "127.0.0.1"


class SandboxDidNotStart(AssertionError):
    """Carries what the process printed."""


@dataclass
class Sandbox:
    """A running sandbox and its control API. Stop it, or use it as a context manager."""

    folder: Path
    port: int
    smtp_port: int
    control: httpx2.Client = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.control = loopback_client(self.url)
        self.start()

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def x_api(self) -> str:
        """Where https://api.x.com lives."""
        return f"{self.url}/api.x.com"

    def start(self) -> None:
        """Start, again too, with what an earlier start left in the folder; returns when it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "velocitypost.sandbox", "--port", str(self.port)]
        command += ["--smtp-port", str(self.smtp_port), "--data", str(self.folder / "data")]
        log = self.folder / "sandbox.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output, cwd=Path(__file__).parents[1])
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise SandboxDidNotStart(log.read_text("utf-8", "replace"))
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            return self.control.get("/health").status_code == 200
        except httpx2.TransportError:
            return False

    def stop(self) -> None:
        """Ask it to end and wait until it has; the store stays."""
        self.process.terminate()
        self.process.wait(timeout=20)

    def kill(self) -> None:
        """As a power switch would: the serving process and its keeper end without a chance to tidy up."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        pids = children.read_text().split() if children.exists() else []
        self.process.kill()
        for pid in pids:
            subprocess.run(["kill", "-9", pid], check=False, stderr=subprocess.DEVNULL)
        self.process.wait(timeout=20)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stop()
        self.control.close()

    def _asked(self, method: str, path: str, body: object = None, **parameters: str | int) -> Any:
        response = self.control.request(method, f"/control/api{path}", json=body, params=parameters)
        response.raise_for_status()
        return response.json()

    def reset(self) -> None:
        """Back to the first day: ready accounts, no posts, no tokens, no mails, no faults, dials at their defaults."""
        self._asked("POST", "/reset", {})

    def fault(self, operation: str, kind: str, *, service: str = "x", **details: object) -> int:
        """Switch a fault on; returns its id. Details: times, every, probability, seed, account, seconds, …"""
        body = {"service": service, "operation": operation, "kind": kind, **details}
        return int(self._asked("POST", "/faults", body)["id"])

    def faults(self) -> list[dict[str, Any]]:
        """All faults with how often each matched and acted."""
        found: list[dict[str, Any]] = self._asked("GET", "/faults")["faults"]
        return found

    def clear_faults(self) -> None:
        """Make everything well again."""
        self._asked("DELETE", "/faults")

    def dial(self, **values: object) -> None:
        """Turn dials: audience_speed, latency_ms, duplicate_window_s, media_processing_s, rate_limit_factor, …"""
        self._asked("PATCH", "/dials", values)

    def advance(self, seconds: float) -> None:
        """Move the sandbox's clock forward."""
        self._asked("POST", "/clock", {"advance_seconds": seconds})

    def account(self, handle: str, **details: object) -> dict[str, Any]:
        """Create an account that can be connected."""
        made: dict[str, Any] = self._asked("POST", "/accounts", {"handle": handle, **details})["accounts"][0]
        return made

    def x_tokens(self, account: str = "mapleandrye", **details: object) -> dict[str, Any]:
        """Tokens of X for an account, without a browser."""
        made: dict[str, Any] = self._asked("POST", "/x/tokens", {"account": account, **details})
        return made

    def x_posts(self, account: str | None = None) -> list[dict[str, Any]]:
        """What X really accepted, oldest first, hidden and deleted posts too."""
        parameters = {"account": account} if account else {}
        found: list[dict[str, Any]] = self._asked("GET", "/x/posts", **parameters)["posts"]
        return found

    def requests(self, limit: int = 2_000) -> list[dict[str, Any]]:
        """What the twins were asked, newest first."""
        found: list[dict[str, Any]] = self._asked("GET", "/requests", limit=limit)["requests"]
        return found

    def mails(self, to: str | None = None) -> list[dict[str, Any]]:
        """Mails that were sent, newest first."""
        found: list[dict[str, Any]] = self._asked("GET", "/mailbox", **({"to": to} if to else {}))["mails"]
        return found


def loopback_client(base_url: str, headers: Mapping[str, str] | None = None) -> httpx2.Client:
    """For plain HTTP on this machine: without reading the trusted certificates, which takes longer than most tests."""
    return httpx2.Client(base_url=base_url, headers=headers, timeout=30, verify=False)


def free_port() -> int:
    """A port of loopback that nobody uses at this moment."""
    with socket.socket() as door:
        door.bind((LOOPBACK, 0))
        port: int = door.getsockname()[1]
        return port


def start_sandbox(folder: Path) -> Sandbox:
    """A sandbox on free ports with its data, and its log, in a folder."""
    return Sandbox(folder, free_port(), free_port())
