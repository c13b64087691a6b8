"""Reading a JSON body as strictly as X does."""

import json
from typing import Any

from flask import request

from velocitypost.sandbox.services.x.problems import invalid, misshapen
from velocitypost.sandbox.shapes import Shape


def json_body(shape: Shape) -> dict[str, Any]:
    """The request's JSON; raises X's 400 unless it is JSON of this shape."""
    if request.mimetype != "application/json":
        raise invalid("Requests with bodies must have content-type of application/json.")
    raw = request.get_data()
    try:
        body = json.loads(raw, parse_constant=_no_constant)
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise invalid("Request body is not valid JSON.") from None
    if wrongs := shape.check(body, "$"):
        raise misshapen(wrongs)
    found: dict[str, Any] = body
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
