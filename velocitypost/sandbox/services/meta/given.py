"""Reading a request as the Graph API does: query, form and JSON are one; field lists may be nested."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request

from velocitypost.sandbox.services.meta.answers import GraphAnswers

OLDEST, NEWEST = 21, 27
_NAME = re.compile(r"[\w\-]+")


def token() -> str | None:
    """The access token: `Authorization: Bearer …` or `OAuth …`, or the parameter `access_token`."""
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in ("bearer", "oauth"):
        return told.strip() or None
    found: str | None = given().get("access_token")
    return found


def given() -> dict[str, Any]:
    """Every parameter, wherever it stands."""
    if "given" not in g:
        body = request.get_json(silent=True) if request.mimetype == "application/json" else None
        g.given = {**request.args.to_dict(), **request.form.to_dict(), **(body if isinstance(body, dict) else {})}
    found: dict[str, Any] = g.given
    return found


class Given:
    """The parameters of one request, read with the service's complaints."""

    def __init__(self, answers: GraphAnswers) -> None:
        self._answers = answers
        self._values = given()

    def text(self, name: str) -> str:
        """Empty where it is not there."""
        value = self._values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def needed(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise self._answers.invalid(f"The parameter {name} is required")
        return value

    def one_of(self, name: str, words: tuple[str, ...], usual: str = "") -> str:
        """In capital letters; Meta reads names of choices in any letter case."""
        value = self.text(name).upper() or usual
        if value and value not in words:
            raise self._answers.invalid(f"Param {name} must be one of {{{', '.join(words)}}} - got {value!r}")
        return value

    def flag(self, name: str, usual: bool = False) -> bool:
        value = self._values.get(name)
        if value is None:
            return usual
        if str(value).lower() not in ("true", "false", "1", "0"):
            raise self._answers.invalid(f"Param {name} must be a boolean")
        return str(value).lower() in ("true", "1")

    def whole(self, name: str, usual: int | None = None) -> int | None:
        value = self.text(name)
        if not value:
            return usual
        if not re.fullmatch(r"-?\d+", value):
            raise self._answers.invalid(f"Param {name} must be an integer")
        return int(value)

    def many(self, name: str) -> list[Any]:
        """A JSON list, or words with commas between them."""
        value = self._values.get(name)
        if value is None or value == "":
            return []
        if isinstance(value, str) and value.lstrip().startswith("["):
            try:
                value = json.loads(value)
            except ValueError:
                raise self._answers.invalid(f"Param {name} must be an array") from None
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        if not isinstance(value, list):
            raise self._answers.invalid(f"Param {name} must be an array")
        return value

    def object(self, name: str) -> dict[str, Any]:
        """A JSON object; empty where it is not there."""
        value = self._values.get(name)
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                value = ()
        if value in (None, ""):
            return {}
        if not isinstance(value, dict):
            raise self._answers.invalid(f"Param {name} must be a JSON object")
        return value


@dataclass(frozen=True)
class Field:
    """One of `fields`: its name, what `.name(value)` says of it, and its own fields in braces."""

    name: str
    modifiers: Mapping[str, str]
    inner: tuple["Field", ...]


def fields(text: str, answers: GraphAnswers) -> tuple[Field, ...]:
    """`id,insights.metric(a,b){name},from{id}` as its parts. Raises the service's complaint."""
    found, position = _read(text, 0, answers)
    if position != len(text):
        raise answers.invalid(f"Syntax error at position {position} of fields", "2500")
    return found


def _read(text: str, at: int, answers: GraphAnswers) -> tuple[tuple[Field, ...], int]:
    found = []
    while (match := _NAME.match(text, at)) is not None:
        at, modifiers = match.end(), dict[str, str]()
        inner: tuple[Field, ...] = ()
        while text[at : at + 1] == ".":
            named = _NAME.match(text, at + 1)
            end = text.find(")", at)
            if named is None or text[named.end() : named.end() + 1] != "(" or end < 0:
                raise answers.invalid(f"Syntax error at position {at} of fields", "2500")
            modifiers[named.group()] = text[named.end() + 1 : end]
            at = end + 1
        if text[at : at + 1] == "{":
            inner, at = _read(text, at + 1, answers)
            if text[at : at + 1] != "}":
                raise answers.invalid(f"Syntax error at position {at} of fields", "2500")
            at += 1
        found.append(Field(match.group(), modifiers, inner))
        if text[at : at + 1] != ",":
            break
        at += 1
    return tuple(found), at


Reader = Callable[[Field], Any]


def node(
    kind: str, wanted: tuple[Field, ...], readers: Mapping[str, Reader], usual: tuple[str, ...], answers: GraphAnswers
) -> dict[str, Any]:
    """The fields of an object. What has no value is left out; what the kind of object has not, is refused."""
    asked = wanted or tuple(Field(name, {}, ()) for name in usual)
    shown: dict[str, Any] = {}
    for field in asked:
        reader = readers.get(field.name)
        if reader is None and field.name != "id":
            raise answers.invalid(f"Tried accessing nonexisting field ({field.name}) on node type ({kind})")
        value = reader(field) if reader else None
        if value is not None:
            shown[field.name] = value
    if "id" in readers:
        shown.setdefault("id", readers["id"](Field("id", {}, ())))
    return shown


def check_version(answers: GraphAnswers, version: str) -> None:
    """A version that never was is no part of any path; an old one is answered by the oldest there is."""
    match = re.fullmatch(r"v(\d+)\.(\d)", version)
    if match is None or not 2 <= int(match[1]) <= NEWEST:
        raise answers.problem(400, "2500", f"Unknown path components: /{version}")
