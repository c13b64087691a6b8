"""How X says no. https://docs.x.com/x-api/fundamentals/response-codes-and-errors"""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import Response, g

from velocitypost.sandbox.clock import Clock
from velocitypost.sandbox.services.x.limits import LIMITS
from velocitypost.sandbox.shapes import Wrong, printed

INVALID_REQUEST = "https://api.x.com/2/problems/invalid-request"
NOT_FOUND = "https://api.x.com/2/problems/resource-not-found"


class Problem(Exception):
    """Raised by a view; becomes the answer."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(body.get("detail"))
        self.status, self.body = status, body

    def response(self) -> Response:
        """As it goes over the wire."""
        return answer(self.body, self.status, "application/problem+json")


def answer(body: dict[str, Any], status: int = 200, kind: str = "application/json; charset=utf-8") -> Response:
    """A JSON answer; characters beyond ASCII are sent as they are."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = Response(text, status=status, content_type=kind)
    response.headers["cache-control"] = "no-cache, no-store, max-age=0"
    return response


def plain(status: int, detail: str | None = None) -> Problem:
    """A problem without a type of its own, as 401, 403, 429 and 503 come."""
    title = HTTPStatus(status).phrase
    return Problem(status, {"title": title, "type": "about:blank", "status": status, "detail": detail or title})


def invalid(message: str, parameters: dict[str, list[str]] | None = None) -> Problem:
    """400 for one thing wrong with the request."""
    return _invalid([{"parameters": parameters or {}, "message": message}])


def misshapen(wrongs: Iterable[Wrong]) -> Problem:
    """400 for a body that does not fit."""
    return _invalid([{"parameters": {w.path: [printed(w.value)]}, "message": w.message} for w in wrongs])


def _invalid(errors: list[dict[str, Any]]) -> Problem:
    detail = "One or more parameters to your request was invalid."
    return Problem(400, {"errors": errors, "title": "Invalid Request", "detail": detail, "type": INVALID_REQUEST})


def not_found(kind: str, parameter: str, value: str) -> dict[str, Any]:
    """The entry that stands in `errors` for something that is not there."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": NOT_FOUND,
    }


def nowhere(kind: str, parameter: str, value: str) -> Problem:
    """404 for the one thing that was asked for."""
    entry = not_found(kind, parameter, value)
    return Problem(404, {"errors": [entry], **{name: entry[name] for name in ("title", "detail", "type")}})


class XFaults:
    """X's words for failures that a fault brings about."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        """`code`, when given, is the problem's type."""
        problem = plain(status, reason or "You are not permitted to perform this action.")
        problem.body["type"] = code or "about:blank"
        return problem.response()

    def rate_limited(self, retry_after: int | None, window_s: float) -> Response:
        """X sends no Retry-After of its own; a fault may add it."""
        response = plain(429).response()
        limits = LIMITS.get(g.operation)
        if limits is not None:
            response.headers["x-rate-limit-limit"] = str(limits.user.requests)
        response.headers["x-rate-limit-remaining"] = "0"
        response.headers["x-rate-limit-reset"] = str(int(self._clock.now() + window_s))
        if retry_after is not None:
            response.headers["retry-after"] = str(retry_after)
        return response

    def server_error(self, status: int) -> Response:
        """X's own trouble."""
        return plain(status).response()
