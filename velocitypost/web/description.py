"""The API's description (OpenAPI 3.1), and a page to read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from flask import Blueprint, Response, current_app, render_template
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.info import Info
from flask_openapi.models.tag import Tag
from flask_openapi.openapi import OpenAPI
from flask_openapi.types import ResponseDict

from velocitypost import __version__
from velocitypost.web.auth import ACCESS_COOKIE, CSRF_HEADER, PUBLIC
from velocitypost.web.problems import MIMETYPE, ProblemBody, codes_by_status

JSON = dict[str, Any]

_INTRODUCTION = f"""Everything the interface can do, programs can do too.

Programs sign in at `POST /api/auth/login` and send the `access_token` as a bearer token. Browsers use the
cookie that the same call sets, and repeat the value of the cookie `vp_csrf` in the header `{CSRF_HEADER}` on
everything but GET. Each answer's `RateLimit-Remaining` says how many more requests may follow at once; one too
many is answered 429 with `Retry-After`. Every error is a problem by RFC 9457; its `code` is stable. Times are
ISO 8601 in UTC."""

_SECURITY: JSON = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": ACCESS_COOKIE},
}
_TEMPLATES = Path(__file__).parent / "templates"
_KEY = "velocitypost.openapi"
_METHODS = ("get", "post", "put", "patch", "delete")

pages = Blueprint("description", __name__)


def new_app(import_name: str) -> OpenAPI:
    """An empty application that describes itself."""
    app = OpenAPI(
        import_name,
        info=Info(title="VelocityPost", version=__version__, description=_INTRODUCTION),
        security_schemes=_SECURITY,
        validation_error_model=ProblemBody,
        doc_ui=False,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    app.register_blueprint(pages)
    return app


def api_blueprint(name: str, *, prefix: str, about: str) -> APIBlueprint:
    """A room of the API. `about` says what it is for; views need `operation_id`, `summary` and `responses`."""
    return APIBlueprint(name, name, url_prefix=prefix, abp_tags=[Tag(name=name, description=about)])


def problems(*codes: str) -> ResponseDict:
    """Answers for `responses=`: those of these codes. What every operation may answer is added by itself."""
    return {status: answer for status, answer in _problem_answers(codes).items()}  # noqa: C416  keys widen


def _problem_answers(codes: Iterable[str]) -> dict[int, JSON]:
    status_of = {code: status for status, found in codes_by_status().items() for code in found}
    grouped: dict[int, list[str]] = {}
    for code in codes:
        grouped.setdefault(status_of[code], []).append(code)
    return {status: _problem_answer(found) for status, found in grouped.items()}


def describe(app: OpenAPI) -> JSON:
    """The OpenAPI document, with the sign-in and the problems that hold for every operation filled in."""
    document: JSON = app.api_doc
    # ProblemBody's schema is titled Problem; the library files it under the class's name.
    schemas = document["components"]["schemas"]
    schemas["Problem"] = schemas.pop("ProblemBody", schemas.get("Problem"))
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^<:]+:)?([^>]+)>", r"{\1}", rule.rule)
        for method in _METHODS:
            operation = document["paths"].get(path, {}).get(method)
            if operation is not None and method.upper() in (rule.methods or ()):
                _complete(operation, method, public=rule.endpoint in PUBLIC)
    return document


def _complete(operation: JSON, method: str, *, public: bool) -> None:
    codes = ["internal_error", "too_many_requests", "unavailable"]
    if not public:
        operation["security"] = [{"bearer": []}, {"cookie": []}]
        codes.append("not_signed_in")
    else:
        operation["security"] = []
    if method != "get":
        codes += ["csrf_failed"]
    content = operation.get("requestBody", {}).get("content", {})
    if content:
        codes += ["bad_json", "payload_too_large", "unsupported_media_type", "validation_failed"]
    elif operation.get("parameters") or method != "get":
        codes += ["validation_failed"]
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        codes.append("not_found")
    answers = operation["responses"]
    if _is_automatic(answers.get("422")):
        del answers["422"]
    for status, answer in _problem_answers(codes).items():
        answers[str(status)] = _joined(answers.get(str(status)), answer)


def _is_automatic(answer: JSON | None) -> bool:
    return answer is not None and "application/json" in answer.get("content", {})


def _joined(given: JSON | None, added: JSON) -> JSON:
    if given is None or given["description"] == added["description"]:
        return added
    codes = [*given["description"].split(", "), *added["description"].split(", ")]
    return {**added, "description": ", ".join(dict.fromkeys(codes))}


def _problem_answer(codes: list[str]) -> JSON:
    return {
        "description": ", ".join(codes),
        "content": {MIMETYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _document() -> JSON:
    app = current_app
    if _KEY not in app.extensions:
        app.extensions[_KEY] = describe(cast(OpenAPI, app))
    return cast(JSON, app.extensions[_KEY])


@pages.get("/api/openapi.json")
def read_openapi() -> JSON:
    return _document()


@pages.get("/api/docs")
def read_docs() -> str:
    document = _document()
    rooms: dict[str, list[JSON]] = {tag["name"]: [] for tag in document["tags"]}
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                rooms[item[method]["tags"][0]].append({"method": method, "path": path, **item[method]})
    return render_template("docs.html", document=document, rooms=rooms)


@pages.get("/api/docs/style.css")
def read_style() -> Response:
    return Response((_TEMPLATES / "docs.css").read_bytes(), mimetype="text/css")
