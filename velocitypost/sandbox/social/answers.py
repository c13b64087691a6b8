"""JSON answers, and how a service says no: one method to write, the rest follows."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Response

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.state import Sandbox


def answer(body: Any, status: int = 200, kind: str = "application/json; charset=utf-8") -> Response:
    """A JSON answer; characters beyond ASCII are sent as they are."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = Response(text, status=status, content_type=kind)
    response.headers["cache-control"] = "no-store"
    return response


def stamp(ms: int) -> str:
    """A moment as most services write it: 2026-11-23T09:00:00.000Z"""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03}Z"


class Problem(Exception):
    """Raised by a view; becomes the answer that it carries."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class Answers:
    """A service's refusals. A twin writes `say`, and overrides what its service words or counts otherwise."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def say(self, status: int, code: str, words: str) -> Response:
        """An error in the service's own form. `code` is the service's, or one of the words used below."""
        raise NotImplementedError

    def problem(self, status: int, code: str, words: str) -> Problem:
        """The same, to be raised."""
        return Problem(self.say(status, code, words))

    def unauthorised(self, why: str) -> Response:
        """`why` is "missing", "unknown", "expired" or "revoked"."""
        return self.say(401, "unauthorized", f"The access token is {why}.")

    def lacking(self, scopes: frozenset[str]) -> Response:
        """The token is good but was not given these scopes."""
        return self.say(403, "forbidden", f"The token lacks: {', '.join(sorted(scopes))}.")

    def too_many(self, allowance: Allowance) -> Response:
        """A window is used up."""
        return self.say(429, "rate_limited", "Too many requests.")

    def rate_headers(self, allowances: Iterable[tuple[str, Allowance]]) -> Mapping[str, str]:
        """Headers that tell what is left, from (bucket, allowance)."""
        return {}

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        """A fault: a refusal that says why."""
        return self.say(status, code or "refused", reason or "This is not allowed.")

    def rate_limited(self, retry_after: int | None, window_s: float) -> Response:
        """A fault: too many requests until the window ends."""
        allowance = Allowance(1, 0, int(self.sandbox.clock.now() + window_s), exceeded=True)
        response = self.too_many(allowance)
        for name, value in self.rate_headers([("fault", allowance)]).items():
            response.headers[name] = value
        if retry_after is not None:
            response.headers["retry-after"] = str(retry_after)
        return response

    def server_error(self, status: int) -> Response:
        """A fault: the service's own trouble."""
        return self.say(status, "server_error", "Something is wrong on our side. Try again later.")
