"""The sandbox as one WSGI application."""

import errno
import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import Forbidden, HTTPException, RequestEntityTooLarge

from velocitypost.sandbox import control, news, pages
from velocitypost.sandbox.gate import CUT
from velocitypost.sandbox.service import Service
from velocitypost.sandbox.services import SERVICES
from velocitypost.sandbox.state import Sandbox, open_sandbox

LARGEST_REQUEST = 64 * 1024 * 1024
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; media-src 'self';"
    " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)


class CutsConnections:
    """Lets a fault end a request without an answer: the server closes the connection on a broken pipe."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self._app(environ, start_response)
        if environ.get(CUT):
            raise BrokenPipeError(errno.EPIPE, "cut by a fault of the sandbox")
        return answer


def create_app(folder: Path, services: Sequence[Service] = SERVICES) -> tuple[Flask, Sandbox]:
    """The application over the state in a folder. Its `wsgi_app` is what a server should run."""
    sandbox = open_sandbox(folder, [service.schema for service in services])
    for service in services:
        service.prepare(sandbox)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(_began)
    app.after_request(lambda response: _ended(sandbox, response))
    app.register_error_handler(HTTPException, _said)
    for blueprint in (pages.blueprint(sandbox, services), control.blueprint(sandbox, services), news.blueprint()):
        app.register_blueprint(blueprint)
    for service in services:
        for blueprint in service.blueprints(sandbox):
            app.register_blueprint(blueprint)
    app.wsgi_app = CutsConnections(app.wsgi_app)  # type: ignore[method-assign]
    return app, sandbox


def _began() -> None:
    g.began = time.time()
    origin = request.headers.get("Origin")
    if origin and request.method not in ("GET", "HEAD", "OPTIONS") and urlsplit(origin).netloc != request.host:
        raise Forbidden("A page of another site may not press buttons here.")


def _ended(sandbox: Sandbox, response: Response) -> Response:
    """Note calls of the twins' APIs; people's pages and the control API itself are no news."""
    operation = g.get("operation")
    if operation is None:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response
    account = g.get("account")
    sandbox.journal.add(
        {
            "at_ms": int(g.began * 1000),
            "service": g.service,
            "operation": operation,
            "method": request.method,
            "path": request.path,
            "status": None if request.environ.get(CUT) else response.status_code,
            "fault": g.get("fault"),
            "account": account.handle if account else None,
            "took_ms": round((time.time() - g.began) * 1000, 1),
        }
    )
    return response


def _said(problem: HTTPException) -> Response | tuple[str, int]:
    status = problem.code or 500
    if request.path.startswith("/control/api/") or g.get("operation"):
        detail = (
            "The request is larger than 64 MB." if isinstance(problem, RequestEntityTooLarge) else problem.description
        )
        body = {"title": problem.name, "detail": detail, "type": "about:blank", "status": status}
        return Response(json.dumps(body), status=status, content_type="application/problem+json")
    return render_template("lost.html", status=status, problem=problem), status
