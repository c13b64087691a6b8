"""The API's description without a running product: for the command line, which exports it for the interface."""

from __future__ import annotations

from typing import Any

from velocitypost.web.app import ROOMS
from velocitypost.web.description import describe, new_app


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, as `/api/openapi.json` serves it."""
    app = new_app("velocitypost.web")
    for room in ROOMS:
        app.register_api(room)
    return describe(app)
