"""The parts of JSON Schema that a model is held to, and what the strict modes refuse."""

from collections.abc import Iterator
from typing import Any


def loose_object(schema: dict[str, Any]) -> list[str] | None:
    """Where an object allows further members; None where none does."""
    for place, one in _objects(schema, []):
        if one.get("additionalProperties") is not False:
            return place
    return None


def unlisted_property(schema: dict[str, Any]) -> tuple[list[str], str] | None:
    """Where an object has a property that is not required, and its name; None where all are."""
    for place, one in _objects(schema, []):
        for name in one.get("properties", {}):
            if name not in one.get("required", ()):
                return place, name
    return None


def resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """With a reference inside the document followed, and the first of several alternatives taken."""
    for _ in range(20):
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#"):
            found: Any = root
            for part in reference.removeprefix("#").strip("/").split("/"):
                found = found.get(part, {}) if isinstance(found, dict) else {}
            schema = found if isinstance(found, dict) else {}
        elif alternatives := next((schema[word] for word in ("anyOf", "oneOf", "allOf") if schema.get(word)), None):
            schema = alternatives[0]
        else:
            break
    return schema


def _objects(schema: Any, place: list[str]) -> Iterator[tuple[list[str], dict[str, Any]]]:
    if not isinstance(schema, dict):
        return
    if schema.get("type") == "object" or "properties" in schema:
        yield place, schema
    for name, inner in schema.get("properties", {}).items():
        yield from _objects(inner, [*place, "properties", name])
    if "items" in schema:
        yield from _objects(schema["items"], [*place, "items"])
    for name, inner in schema.get("$defs", {}).items():
        yield from _objects(inner, [*place, "$defs", name])
    for word in ("anyOf", "oneOf"):
        for number, inner in enumerate(schema.get(word, ())):
            yield from _objects(inner, [*place, word, str(number)])
