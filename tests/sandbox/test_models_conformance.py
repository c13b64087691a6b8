"""What the twins take and answer fits the services' published descriptions, and what those forbid they refuse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest

from tests.sandbox.model_caller import GROQ, HOUSES, MISTRAL, OPENAI, Callers, House, schema_format
from tests.sandboxed import Sandbox

# Mistral's description demands a member `data` in the answer that its own examples do not have.
NOT_REALLY_REQUIRED = {"data"}


@pytest.fixture
def at(sandbox: Sandbox) -> Iterator[Callers]:
    """Makes a caller of a house."""
    callers = Callers(sandbox)
    yield callers
    callers.close()


@cache
def described(folder: Path, name: str) -> tuple[Any, dict[str, Any]]:
    """The description, ready to check requests, and as it stands."""
    sys.path.insert(0, str(folder))
    try:
        import conformance
    finally:
        sys.path.remove(str(folder))
    file = folder / f"{name}.json"
    return conformance.Spec.load(str(file)), json.loads(file.read_text("utf-8"))


def faults(specs: Path, house: House, request: httpx2.Request) -> list[str]:
    """What the description says against a request."""
    spec, _ = described(specs, house.key)
    address = "https://" + str(request.url).partition("://")[2].partition("/")[2]
    found: list[str] = spec.check(request.method, address, dict(request.headers), request.content)
    return found


def check_answer(specs: Path, house: House, path: str, method: str, body: Any, kind: str = "application/json") -> None:
    _, whole = described(specs, house.key)
    prefix = "/v1" if house is MISTRAL else "/openai/v1" if house is GROQ else ""
    schema = whole["paths"][prefix + path][method]["responses"]["200"]["content"][kind]["schema"]
    told = json.dumps({"components": whole["components"], "allOf": [schema]})
    loosened = json.loads(told, object_hook=_without_data)
    jsonschema.Draft202012Validator(loosened).validate(body)


def _without_data(found: dict[str, Any]) -> dict[str, Any]:
    if isinstance(found.get("required"), list) and "choices" in found["required"]:
        found["required"] = [name for name in found["required"] if name not in NOT_REALLY_REQUIRED]
    return found


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.key)
def test_every_accepted_call_and_every_answer_fits_the_description(at: Callers, specs: Path, house: House) -> None:
    caller = at(house)
    shapes: list[dict[str, Any]] = [{}, {"response_format": schema_format()}, {"top_p": 0.5}]
    shapes += [{"random_seed": 1}] if house is MISTRAL else [{"seed": 1}]
    shapes += [{"reasoning_effort": "low"}] if house is not MISTRAL else [{"temperature": 0.7}]
    for more in shapes:
        response = caller.complete(**more)
        assert response.status_code == 200, response.text
        assert faults(specs, house, response.request) == []
        check_answer(specs, house, "/chat/completions", "post", response.json())
    models = caller.client.get("/models")
    assert faults(specs, house, models.request) == []
    check_answer(specs, house, "/models", "get", models.json())


@pytest.mark.parametrize("house", [MISTRAL, OPENAI], ids=lambda house: house.key)
def test_every_event_of_a_stream_fits_the_description(at: Callers, specs: Path, house: House) -> None:
    for event in at(house).events(response_format=schema_format()):
        body = {"data": event} if house is MISTRAL else event
        check_answer(specs, house, "/chat/completions", "post", body, "text/event-stream")


def test_a_picture_and_its_answer_fit_the_description(at: Callers, specs: Path) -> None:
    body = {"model": "gpt-image-2", "prompt": "A lighthouse", "size": "1024x1536", "quality": "low", "n": 2}
    response = at(OPENAI).client.post("/images/generations", json=body)
    assert response.status_code == 200
    assert faults(specs, OPENAI, response.request) == []
    check_answer(specs, OPENAI, "/images/generations", "post", response.json())


@pytest.mark.parametrize(
    ("house", "more"),
    [
        (MISTRAL, {"colour": "red"}),
        (MISTRAL, {"stream_options": {"include_usage": True}}),
        (MISTRAL, {"temperature": 1.6}),
        (MISTRAL, {"messages": [{"role": "user", "content": "x", "name": "Ada"}]}),
        (MISTRAL, {"reasoning_effort": "low"}),
        (GROQ, {"colour": "red"}),
        (GROQ, {"random_seed": 1}),
        (GROQ, {"n": 2}),
        (GROQ, {"stop": ["a", "b", "c", "d", "e"]}),
        (GROQ, {"messages": [{"role": "user", "content": "x", "id": 1}]}),
        (OPENAI, {"colour": "red"}),
        (OPENAI, {"random_seed": 1}),
        (OPENAI, {"temperature": 3}),
        (OPENAI, {"messages": []}),
        (OPENAI, {"response_format": {"type": "poem"}}),
    ],
)
def test_requests_that_the_description_does_not_allow_are_refused(
    at: Callers, specs: Path, house: House, more: dict[str, Any]
) -> None:
    response = at(house).complete(**more)
    assert faults(specs, house, response.request), more
    assert response.status_code in (400, 422), more
