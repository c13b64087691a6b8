"""The built web interface: its files, and `index.html` for every page address of its router."""

from __future__ import annotations

from pathlib import Path
from wsgiref.headers import Headers as WsgiHeaders

from flask import Blueprint, Flask, Response, current_app, render_template, request, send_file
from werkzeug.routing import PathConverter
from whitenoise import WhiteNoise

from velocitypost.web.headers import protected

DIST = Path(__file__).parents[2] / "frontend" / "dist"
_HASHED = "/assets/"  # Vite puts a hash of the content into the names there, so they never change

pages = Blueprint("interface", __name__)


def install(app: Flask, *, https: bool, dist: Path) -> None:
    """Serves the interface found in `dist` when the process starts; a page that says how to build it if none is."""
    app.config["INTERFACE"] = dist
    app.url_map.converters["interface_page"] = _Page
    app.register_blueprint(pages)
    if not dist.is_dir():
        return

    def add_headers(headers: WsgiHeaders, path: str, url: str) -> None:  # noqa: ARG001  the signature is WhiteNoise's
        for name, value in protected(https=https).items():
            headers.setdefault(name, value)

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(dist),
        prefix="/",
        max_age=0,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: url.startswith(_HASHED),  # noqa: ARG005
        add_headers_function=add_headers,
    )


class _Page(PathConverter):
    """An address of the interface's router: not one of the API's, which tells by itself what is not there."""

    regex = r"(?!(?:api|assets)(?:/|$)|media/).+"


@pages.get("/")
@pages.get("/<interface_page:page>")
def show_page(page: str = "") -> Response:  # noqa: ARG001  the interface's own router reads it
    """The interface, which knows its pages by itself."""
    index: Path = current_app.config["INTERFACE"] / "index.html"
    if index.is_file():
        answer = send_file(index, mimetype="text/html", conditional=True, max_age=0)
        answer.headers["Cache-Control"] = "no-cache"
        return answer
    answer = Response(render_template("not_built.html", path=request.path), status=503)
    answer.headers["Cache-Control"] = "no-store"
    return answer
