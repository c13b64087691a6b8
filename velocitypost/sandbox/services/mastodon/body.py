"""Reading parameters as Rails does: forms with brackets, or JSON; what is unknown is passed over."""

import json
import re
from typing import Any

from flask import request

from velocitypost.sandbox.social.answers import Answers

_PART = re.compile(r"\[(\w*)\]")


def parameters(answers: Answers) -> dict[str, Any]:
    """The request's parameters, nested. Raises the service's 400 for JSON that is none."""
    if request.mimetype == "application/json":
        try:
            found = json.loads(request.get_data() or b"{}")
        except (ValueError, RecursionError):
            raise answers.problem(400, "400", "Error occurred while parsing request parameters") from None
        return found if isinstance(found, dict) else {}
    nested: dict[str, Any] = {}
    for name, values in request.form.lists():
        _put(nested, name, values)
    return nested


def _put(nested: dict[str, Any], name: str, values: list[str]) -> None:
    head, *_ = name.partition("[")
    parts = [head, *_PART.findall(name[len(head) :])]
    *path, last = parts
    if last == "":
        *path, last = path
        value: Any = values
    else:
        value = values[-1]
    for part in path:
        inner = nested.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        nested = inner
    nested[last] = value


def truth(value: Any) -> bool:
    """As Rails casts what a form says."""
    return value not in (None, False, "", 0, "0", "f", "F", "false", "FALSE", "off", "OFF")
