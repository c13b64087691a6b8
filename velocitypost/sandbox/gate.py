"""What happens around every call of a twin: who calls, latency, faults, limits, the journal."""

import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.faults import Fault
from velocitypost.sandbox.state import Sandbox

CUT = "sandbox.cut"
GARBAGE = b'{"data":{"id":"18\xff\xfe<html><head><title>502 Bad Gateway</title>'


class FaultAnswers(Protocol):
    """How a service words a failure that a fault brings about."""

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        """A refusal that says why."""

    def rate_limited(self, retry_after: int | None, window_s: float) -> Response:
        """Too many requests, until the window ends."""

    def server_error(self, status: int) -> Response:
        """A failure on the service's own side."""


@dataclass(frozen=True)
class Gate:
    """Guards the API of one service. `authenticate` and `limit` may answer in the view's stead."""

    sandbox: Sandbox
    service: str
    answers: FaultAnswers
    authenticate: Callable[[], Response | None] = lambda: None
    limit: Callable[[], Response | None] = lambda: None

    def guard(self, api: Blueprint) -> None:
        """Stand before and after every view of a blueprint."""
        api.before_request(self._before)
        api.after_request(self._after)

    def _before(self) -> Response | None:
        name_request(self.service)
        latency = self.sandbox.dials.number("latency_ms")
        if latency:
            self.sandbox.stopping.wait(latency / 1000)
        if (denied := self.authenticate()) is not None:
            return denied
        fault = self._take("before")
        if fault is not None and (answer := self._act_before(fault)) is not None:
            g.untouched = True
            return answer
        return self.limit()

    def _take(self, stage: Any) -> Fault | None:
        if not self.sandbox.faults.listed():
            return None
        account: Account | None = g.get("account")
        who = {account.id.lower(), account.handle.lower()} if account else set()
        fault = self.sandbox.faults.take(stage, self.service, g.names, who)
        if fault is not None:
            g.fault = fault.kind
        return fault

    def hides(self) -> Fault | None:
        """For a view that is about to store something: the fault that keeps it out of listings."""
        return self._take("storing")

    def babbles(self) -> Fault | None:
        """For a language model that is about to answer: the fault that spoils its answer."""
        return self._take("writing")

    def _act_before(self, fault: Fault) -> Response | None:
        if fault.kind == "slow":
            self.sandbox.stopping.wait(fault.seconds if fault.seconds is not None else 5.0)
            return None
        if fault.kind == "refuse":
            return self.answers.refused(fault.status or 403, fault.code, fault.reason)
        if fault.kind == "rate_limited":
            window = fault.seconds if fault.seconds is not None else 900.0
            return self.answers.rate_limited(fault.retry_after, window)
        if fault.kind == "server_error_before":
            return self.answers.server_error(fault.status or 503)
        if fault.kind == "garbage_before":
            return _garbage(200)
        return _cut()

    def _after(self, response: Response) -> Response:
        if g.get("untouched") or response.status_code >= 400:
            return response
        fault = self._take("after")
        if fault is None:
            return response
        if fault.kind == "server_error_after":
            return self.answers.server_error(fault.status or 503)
        if fault.kind == "garbage":
            return _garbage(response.status_code if response.status_code < 300 else 200)
        if fault.kind == "timeout_after":
            self._stay_silent(fault.seconds if fault.seconds is not None else 30.0)
        return _cut()

    def _stay_silent(self, seconds: float) -> None:
        connection: socket.socket | None = request.environ.get("gunicorn.socket")
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if self.sandbox.stopping.wait(min(left, 0.2)) or _gone(connection):
                return


def name_request(service: str) -> None:
    """Note what is asked for, under each name that a fault may use for it."""
    rule = request.url_rule.rule if request.url_rule else request.path
    path = "/" + request.path.lstrip("/").partition("/")[2]
    tidy = "/" + rule.lstrip("/").partition("/")[2].replace("<", ":").replace(">", "")
    g.service, g.operation = service, f"{request.method} {tidy}"
    route = (request.endpoint or "").rpartition(".")[2]
    g.names = (g.operation, f"{request.method} {path}", route)


def _gone(connection: socket.socket | None) -> bool:
    """Whether the other side has hung up, so that no thread waits for nobody."""
    if connection is None:
        return False
    try:
        readable, _, _ = select.select([connection], [], [], 0)
        return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""
    except (OSError, ValueError):
        return True


def _garbage(status: int) -> Response:
    return Response(GARBAGE, status=status, content_type="application/json; charset=utf-8")


def _cut() -> Response:
    """The server's outermost layer closes the connection when it sees this mark."""
    request.environ[CUT] = True
    return Response(status=500)
