"""The ways in which a model answers something else than was asked for, on purpose."""

import json
from typing import Any

WAYS = ("prose", "fenced", "cut", "half", "shape", "long", "empty", "refusal", "broken")
REFUSAL = "I’m sorry, but I can’t help with that."


def spoiled(text: str, way: str) -> tuple[str, str]:
    """The text and why it ends, where `text` is what a good answer would be.

    prose: no JSON at all · fenced: JSON within a code fence and some chatter · cut: ends in the middle, by its length ·
    half: every other member is missing · shape: numbers for texts · long: every text twenty times · empty: nothing ·
    refusal: a polite no · broken: as it should be, but the connection breaks in the middle.
    """
    if way == "cut":
        return text[: len(text) * 2 // 3], "length"
    if way == "empty":
        return "", "stop"
    if way == "refusal":
        return REFUSAL, "stop"
    if way == "fenced":
        return f"Here you are:\n\n```json\n{text}\n```\n\nShall I write more?", "stop"
    try:
        value = json.loads(text)
    except ValueError:
        return text, "stop"
    if way == "half" and isinstance(value, dict):
        value = dict(list(value.items())[::2]) if len(value) > 1 else {}
    elif way == "shape":
        value = _numbers(value)
    elif way == "long":
        value = _longer(value)
    elif way == "prose":
        return f"Sure. {' '.join(_texts(value))}", "stop"
    return json.dumps(value, ensure_ascii=False), "stop"


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _numbers(inner) for name, inner in value.items()}
    return [_numbers(inner) for inner in value] if isinstance(value, list) else 7


def _longer(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _longer(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return value
    return " ".join([value] * 20) if isinstance(value, str) else value


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [value] if isinstance(value, str) else []
