"""Calls the twins of the services that have language models, as an app would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.sandboxed import Sandbox, loopback_client

KEY = "velocitypost-sandbox-key"
TALK = [{"role": "system", "content": "You write."}, {"role": "user", "content": "Sourdough bread and slow mornings"}]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        name: {
            "type": "object",
            "properties": {"text": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}},
            "required": ["text", "tags"],
            "additionalProperties": False,
        }
        for name in ("first_text", "second_text")
    },
    "required": ["first_text", "second_text"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class House:
    """Where one of them is, and what a small valid request to it looks like."""

    key: str
    base: str
    model: str
    bound: str

    def body(self, **more: Any) -> dict[str, Any]:
        return {"model": self.model, "messages": TALK, self.bound: 800} | more


MISTRAL = House("mistral", "/api.mistral.ai/v1", "mistral-small-latest", "max_tokens")
GROQ = House("groq", "/api.groq.com/openai/v1", "openai/gpt-oss-120b", "max_completion_tokens")
OPENAI = House("openai", "/api.openai.com/v1", "gpt-5.4-mini", "max_completion_tokens")
HOUSES = (MISTRAL, GROQ, OPENAI)


def schema_format(schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "texts", "schema": schema or SCHEMA, "strict": True}}


class ModelCaller:
    """One key's calls to one house."""

    def __init__(self, sandbox: Sandbox, house: House, key: str = KEY) -> None:
        self.house = house
        self.client = loopback_client(f"{sandbox.url}{house.base}", {"Authorization": f"Bearer {key}"})

    def complete(self, **more: Any) -> httpx2.Response:
        return self.client.post("/chat/completions", json=self.house.body(**more))

    def text(self, **more: Any) -> str:
        """What a request that had to be taken was answered with."""
        response = self.complete(**more)
        assert response.status_code == 200, response.text
        return str(response.json()["choices"][0]["message"]["content"])

    def events(self, **more: Any) -> list[dict[str, Any]]:
        """The data of every event of a stream, without its end mark."""
        with self.client.stream("POST", "/chat/completions", json=self.house.body(stream=True, **more)) as response:
            body = response.read().decode()
            assert response.status_code == 200, body
        lines = [line.removeprefix("data: ") for line in body.split("\n\n") if line]
        assert lines[-1] == "[DONE]"
        return [json.loads(line) for line in lines[:-1]]


class Callers:
    """Callers of the houses, closed together."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._made: list[ModelCaller] = []

    def __call__(self, house: House, key: str = KEY) -> ModelCaller:
        self._made.append(ModelCaller(self._sandbox, house, key))
        return self._made[-1]

    def close(self) -> None:
        for caller in self._made:
            caller.client.close()


def streamed_text(events: list[dict[str, Any]]) -> str:
    pieces = (choice["delta"].get("content") or "" for event in events for choice in event["choices"])
    return "".join(pieces)
