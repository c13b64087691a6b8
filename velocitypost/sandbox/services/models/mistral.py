"""Mistral's own. https://docs.mistral.ai/api/endpoint/chat"""

import secrets
from typing import Any

from flask import Response

from velocitypost.sandbox.services.models.answers import answer
from velocitypost.sandbox.services.models.house import House, Model
from velocitypost.sandbox.services.models.shape import (
    Fault,
    anything,
    by,
    either,
    flag,
    free,
    many,
    maybe,
    members,
    number,
    text,
)

_CONTENT = either(text(), many(free))
_MESSAGE = by(
    "role",
    {
        "system": members({"role": text(), "content": _CONTENT}, ("content",)),
        "user": members({"role": text(), "content": maybe(_CONTENT)}, ("content",)),
        "assistant": members(
            {"role": text(), "content": maybe(_CONTENT), "tool_calls": maybe(many(free)), "prefix": flag}
        ),
        "tool": members(
            {"role": text(), "content": maybe(_CONTENT), "tool_call_id": maybe(text()), "name": maybe(text())}
        ),
    },
)
_FORMAT = members(
    {
        "type": text("text", "json_object", "json_schema"),
        "json_schema": maybe(
            members({"name": text(), "description": maybe(text()), "schema": free, "strict": flag}, ("name", "schema"))
        ),
    }
)
_CHAT = members(
    {
        "model": text(),
        "messages": many(_MESSAGE),
        "temperature": maybe(number(0, 1.5)),
        "top_p": number(0, 1),
        "max_tokens": maybe(number(0, whole=True)),
        "stream": flag,
        "stop": either(text(), many(text())),
        "random_seed": maybe(number(0, whole=True)),
        "metadata": maybe(free),
        "response_format": _FORMAT,
        "tools": maybe(many(free)),
        "tool_choice": anything,
        "presence_penalty": number(-2, 2),
        "frequency_penalty": number(-2, 2),
        "n": maybe(number(1, whole=True)),
        "prediction": free,
        "parallel_tool_calls": flag,
        "prompt_mode": maybe(text("reasoning")),
        "reasoning_effort": text("high", "none"),
        "guardrails": maybe(many(free)),
        "prompt_cache_key": maybe(text()),
        "safe_prompt": flag,
    },
    ("messages", "model"),
)
_TYPES = {"string": "string", "integer": "int", "number": "float", "boolean": "bool", "array": "list", "object": "dict"}
_SMALL, _MEDIUM = Model(256_000), Model(256_000)


class _Words:
    """Validation in Pydantic's words, the rest as `{"object": "error", …}`."""

    def wrong_key(self, _key: str) -> Response:
        return answer({"detail": "Unauthorized"}, 401)

    def faulty(self, faults: list[Fault]) -> Response:
        detail = [_detail(fault) for fault in faults]
        return _error(422, {"detail": detail}, "invalid_request_error")

    def not_json(self) -> Response:
        detail = [{"type": "json_invalid", "loc": ["body", 0], "msg": "JSON decode error", "input": {}}]
        return _error(422, {"detail": detail}, "invalid_request_error")

    def no_such_model(self, model: str) -> Response:
        return _error(400, f"Invalid model: {model}", "invalid_model", "1500")

    def too_long(self, _model: str, context: int, tokens: int) -> Response:
        message = f"Prompt contains {tokens} tokens and 0 draft tokens, too large for model with {context} maximum context length"  # noqa: E501
        return _error(400, message, "invalid_request_error", "3051")

    def crowded(self, _model: str) -> Response:
        return _error(429, "Rate limit exceeded", "rate_limited", "1300")

    def nowhere(self, _method: str, _path: str) -> Response:
        return answer({"message": "no Route matched with those values", "request_id": secrets.token_hex(16)}, 404)

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return _error(status, reason or "Request refused", "invalid_request_error", code)

    def rate_limited(self, retry_after: int | None, _window_s: float) -> Response:
        response = self.crowded("")
        if retry_after is not None:
            response.headers["retry-after"] = str(retry_after)
        return response

    def server_error(self, status: int) -> Response:
        words = "Service tier capacity exceeded for this model." if status == 503 else "Internal server error"
        return _error(status, words, "internal_server_error", "1000")


def _error(status: int, message: Any, kind: str, code: str | None = None) -> Response:
    body = {"object": "error", "message": message, "type": kind, "param": None, "code": code}
    return answer(body | {"raw_status_code": status}, status)


def _detail(fault: Fault) -> dict[str, Any]:
    loc = ["body", *fault.path]
    if fault.kind == "unknown":
        return {"type": "extra_forbidden", "loc": loc, "msg": "Extra inputs are not permitted", "input": fault.value}
    if fault.kind == "missing":
        return {"type": "missing", "loc": loc, "msg": "Field required", "input": fault.value}
    if fault.kind == "least":
        words = f"Input should be greater than or equal to {fault.wanted}"
        return {"type": "greater_than_equal", "loc": loc, "msg": words, "input": fault.value}
    if fault.kind == "most":
        words = f"Input should be less than or equal to {fault.wanted}"
        return {"type": "less_than_equal", "loc": loc, "msg": words, "input": fault.value}
    if fault.kind == "choice":
        listed = " or ".join(f"'{choice}'" for choice in fault.wanted)
        return {"type": "literal_error", "loc": loc, "msg": f"Input should be {listed}", "input": fault.value}
    name = _TYPES[fault.wanted]
    return {"type": f"{name}_type", "loc": loc, "msg": f"Input should be a valid {fault.wanted}", "input": fault.value}


def _further(body: dict[str, Any], _model: Model) -> Response | None:
    """https://docs.mistral.ai/capabilities/structured_output"""
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema" and not form.get("json_schema"):
        return _error(400, "response_format: json_schema is required", "invalid_request_error")
    return None


def _card(name: str, model: Model) -> dict[str, Any]:
    can = {"completion_chat": True, "function_calling": True, "completion_fim": False, "fine_tuning": False}
    return {
        "id": name,
        "object": "model",
        "created": 1_773_273_600,
        "owned_by": "mistralai",
        "capabilities": {**can, "vision": True},
        "name": name,
        "description": None,
        "max_context_length": model.context,
        "aliases": [],
        "deprecation": None,
        "default_model_temperature": 0.3,
        "type": "base",
    }


MISTRAL = House(
    key="mistral",
    name="Mistral",
    host="api.mistral.ai",
    base="/v1",
    models={
        "mistral-small-latest": _SMALL,
        "mistral-small-2603": _SMALL,
        "mistral-medium-latest": _MEDIUM,
        "mistral-medium-3-5": _MEDIUM,
        "ministral-8b-latest": Model(131_072),
    },
    words=_Words(),
    chat=_CHAT,
    further=_further,
    card=_card,
    tokens_names=("max_tokens",),
    seed_name="random_seed",
    tells_usage=True,
)
