"""JSON over the wire, as these houses send it."""

import json
from typing import Any

from flask import Response


def answer(body: Any, status: int = 200, **headers: str) -> Response:
    """`headers` with underscores for hyphens."""
    response = Response(json.dumps(body, ensure_ascii=False), status=status, content_type="application/json")
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response
