"""The built web interface: its files, and `index.html` for every page address of its router.

`pages.json` beside it lists those addresses. Another one gets the same page, which says that there is nothing, and 404.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from wsgiref.headers import Headers as WsgiHeaders

from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request, send_file
from werkzeug.routing import PathConverter
from werkzeug.wrappers import Response as BaseResponse
from whitenoise import WhiteNoise

from velocitypost.contract.registry import UnknownPlatform
from velocitypost.web.context import product
from velocitypost.web.headers import protected

DIST = Path(__file__).parents[2] / "frontend" / "dist"
_HASHED = "/assets/"  # Vite puts a hash of the content into the names there, so they never change

pages = Blueprint("interface", __name__)


def install(app: Flask, *, https: bool, dist: Path) -> None:
    """Serves the interface found in `dist` when the process starts; a page that says how to build it if none is."""
    app.config["INTERFACE"] = dist
    app.config["INTERFACE_PAGES"] = _addresses(dist / "pages.json")
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


@pages.get("/auth/callback/<name>")
def show_callback(name: str) -> Response | BaseResponse:
    """Where platforms send people back to, under the platform's own key: it may have been registered under another."""
    try:
        key = product().registry.get(name).spec.key
    except UnknownPlatform:
        key = name
    if key == name:
        return show_page(f"auth/callback/{name}")
    query = request.query_string.decode()
    return redirect(f"/auth/callback/{key}{'?' if query else ''}{query}")


@pages.get("/")
@pages.get("/<interface_page:page>")
def show_page(page: str = "") -> Response:
    """The interface, which knows its pages by itself."""
    index: Path = current_app.config["INTERFACE"] / "index.html"
    if not index.is_file():
        answer = Response(render_template("not_built.html", path=request.path), status=503)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    known = current_app.config["INTERFACE_PAGES"].fullmatch(page.rstrip("/"))
    answer = send_file(index, mimetype="text/html", conditional=bool(known), max_age=0)
    answer.headers["Cache-Control"] = "no-cache"
    answer.status_code = answer.status_code if known else 404
    return answer


def _addresses(listed: Path) -> re.Pattern[str]:
    """What the addresses of pages look like, without the slash in front: any, where they are not listed."""
    if not listed.is_file():
        return re.compile(r".*")
    return re.compile("|".join(_pattern(str(page)) for page in json.loads(listed.read_text())))


def _pattern(page: str) -> str:
    """`/posts/:id/:part?` as a regular expression."""
    found = ""
    for part in page.strip("/").split("/"):
        slash = "/" if found else ""
        if not part.startswith(":"):
            found += slash + re.escape(part)
        elif part.endswith("?"):
            found += f"(?:{slash}[^/]+)?"
        else:
            found += f"{slash}[^/]+"
    return found
