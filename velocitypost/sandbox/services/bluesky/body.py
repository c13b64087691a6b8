"""Reading an XRPC procedure's JSON."""

import json
from typing import Any

from flask import request

from velocitypost.sandbox.services.bluesky.answers import XrpcAnswers


def json_body(answers: XrpcAnswers) -> dict[str, Any]:
    """The request's JSON object; raises the service's 400 when it is none."""
    if request.mimetype != "application/json":
        given = request.mimetype or "nothing"
        raise answers.invalid(f"Wrong request encoding (Content-Type): {given}")
    try:
        found = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise answers.invalid("request body is not valid JSON") from None
    if not isinstance(found, dict):
        raise answers.invalid("Input must be an object")
    return found
