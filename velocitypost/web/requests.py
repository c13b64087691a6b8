"""What a request may be: JSON that is JSON, no larger than agreed, with no member that nobody knows."""

from __future__ import annotations

from typing import Any, NoReturn, get_type_hints

from flask import Flask, Request, request
from flask.json.provider import DefaultJSONProvider
from pydantic import BaseModel, ConfigDict, ValidationError

from velocitypost.web.problems import Problem

JSON_MAX_BYTES = 1024 * 1024
_FORM_OVERHEAD_BYTES = 64 * 1024
_FORM_PARTS_MAX = 20
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Views that read the body themselves, piece by piece.
STREAMED = frozenset({"uploads.append"})

_WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "This is not known here.",
    "string_type": "This must be a text.",
    "string_unicode": "This holds characters that are no valid text.",
    "string_too_long": "This is too long: at most {max_length} characters.",
    "string_too_short": "This is too short: at least {min_length} characters.",
    "too_long": "These are too many: at most {max_length}.",
    "too_short": "These are too few: at least {min_length}.",
    "list_type": "This must be a list.",
    "dict_type": "This must be an object.",
    "model_type": "This must be an object.",
    "model_attributes_type": "This must be an object.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "int_from_float": "This must be a whole number.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than_equal": "This must be at most {le}.",
    "literal_error": "This must be one of {expected}.",
    "enum": "This must be one of {expected}.",
}


class Body(BaseModel):
    """The base of every JSON body: members that are not declared are refused."""

    model_config = ConfigDict(extra="forbid")


class _Json(DefaultJSONProvider):
    """JSON as RFC 8259 has it: no NaN, no Infinity, and no nesting that exhausts the reader."""

    sort_keys = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, parse_constant=_refuse_constant, **kwargs)
        except RecursionError:
            raise ValueError("nested too deeply") from None


class _Request(Request):
    max_form_parts = _FORM_PARTS_MAX

    def on_json_loading_failed(self, e: ValueError | None) -> NoReturn:
        if e is None:
            raise Problem(
                "unsupported_media_type",
                "Send JSON with the header Content-Type: application/json. Nothing was changed.",
            )
        raise Problem("bad_json", "The body is not valid JSON. Nothing was changed.") from e


def install(app: Flask, *, upload_max_bytes: int) -> None:
    """Sets these rules for every request of `app`. Only views with a `form` take more than `JSON_MAX_BYTES`."""
    app.request_class = _Request
    app.json = _Json(app)
    app.config["MAX_CONTENT_LENGTH"] = JSON_MAX_BYTES

    @app.before_request
    def read_body() -> None:
        if request.method not in _WRITES or request.url_rule is None:
            return
        if request.endpoint in STREAMED:
            request.max_content_length = upload_max_bytes
            return
        kinds = _kinds_of(app, request.endpoint or "")
        if "form" in kinds:
            request.max_content_length = upload_max_bytes + _FORM_OVERHEAD_BYTES
            if request.mimetype != "multipart/form-data":
                raise Problem("unsupported_media_type", "Send the file as multipart/form-data. Nothing was changed.")
        elif "body" in kinds:
            if not isinstance(request.get_json(), dict):
                raise Problem("bad_json", "The body must be a JSON object. Nothing was changed.")
        elif request.get_data() and request.get_json() != {}:
            raise Problem("validation_failed", "This request takes no content. Nothing was changed.")


def refuse_invalid(error: ValidationError) -> NoReturn:
    """Raises the problem that tells each faulty field in words."""
    fields: dict[str, str] = {}
    for fault in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in fault["loc"]) or "body"
        words = _WORDS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        fields.setdefault(name, words.format_map(fault.get("ctx", {})) if fault["type"] in _WORDS else words)
    detail = " ".join(f"{name}: {text}" for name, text in list(fields.items())[:3])
    raise Problem("validation_failed", f"{detail} Nothing was changed.", errors=fields)


def _kinds_of(app: Flask, endpoint: str) -> frozenset[str]:
    """Which of `body` and `form` the view declares."""
    cache: dict[str, frozenset[str]] = app.extensions.setdefault("velocitypost.kinds", {})
    if endpoint not in cache:
        cache[endpoint] = frozenset(get_type_hints(app.view_functions[endpoint])) & {"body", "form"}
    return cache[endpoint]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
