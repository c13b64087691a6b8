"""Groq's own. https://console.groq.com/docs/api-reference · https://console.groq.com/docs/errors"""

import secrets
from difflib import get_close_matches
from typing import Any

from flask import Response

from velocitypost.sandbox.services.models.answers import answer
from velocitypost.sandbox.services.models.house import House, Model
from velocitypost.sandbox.services.models.schema import loose_object
from velocitypost.sandbox.services.models.shape import (
    Fault,
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

_CONTENT = either(text(), many(free, 1))
_SYSTEM = members({"role": text(), "content": _CONTENT, "name": text()}, ("content",))
_MESSAGE = by(
    "role",
    {
        "system": _SYSTEM,
        "developer": _SYSTEM,
        "user": members({"role": text(), "content": _CONTENT, "name": text()}, ("content",)),
        "assistant": members(
            {
                "role": text(),
                "content": maybe(_CONTENT),
                "reasoning": maybe(text()),
                "name": text(),
                "tool_calls": many(free),
                "function_call": free,
            }
        ),
        "tool": members({"role": text(), "content": _CONTENT, "tool_call_id": text()}, ("content", "tool_call_id")),
        "function": members({"role": text(), "content": maybe(text()), "name": text()}, ("content", "name")),
    },
)
_SCHEMA = members({"name": text(), "description": text(), "schema": free, "strict": maybe(flag)}, ("name",))
_FORMAT = by(
    "type",
    {
        "text": members({"type": text()}),
        "json_object": members({"type": text()}),
        "json_schema": members({"type": text(), "json_schema": _SCHEMA}, ("json_schema",)),
    },
)
_CHAT = members(
    {
        "messages": many(_MESSAGE, 1),
        "model": text(),
        "disable_tool_validation": flag,
        "frequency_penalty": maybe(number(-2, 2)),
        "include_reasoning": maybe(flag),
        "logit_bias": maybe(free),
        "logprobs": maybe(flag),
        "top_logprobs": maybe(number(0, 20, whole=True)),
        "max_tokens": maybe(number(1, whole=True)),
        "max_completion_tokens": maybe(number(1, whole=True)),
        "n": maybe(number(1, 1, whole=True)),
        "presence_penalty": maybe(number(-2, 2)),
        "response_format": maybe(_FORMAT),
        "seed": maybe(number(whole=True)),
        "service_tier": maybe(text("auto", "on_demand", "flex", "performance")),
        "stop": maybe(either(text(), many(text(), 0, 4))),
        "reasoning_effort": maybe(text("none", "default", "low", "medium", "high")),
        "reasoning_format": maybe(text("hidden", "raw", "parsed")),
        "stream": maybe(flag),
        "temperature": maybe(number(0, 2)),
        "top_p": maybe(number(0, 1)),
        "tools": maybe(many(free, 0, 128)),
        "tool_choice": maybe(either(text("none", "auto", "required"), free)),
        "parallel_tool_calls": maybe(flag),
        "user": maybe(text()),
        "function_call": maybe(either(text("none", "auto", "required"), free)),
        "functions": maybe(many(free, 0, 128)),
        "metadata": maybe(free),
        "store": maybe(flag),
        "include_domains": maybe(many(text())),
        "exclude_domains": maybe(many(text())),
        "search_settings": maybe(free),
        "compound_custom": maybe(free),
        "documents": maybe(many(free)),
        "citation_options": maybe(text("enabled", "disabled")),
    },
    ("model", "messages"),
)
_OSS = Model(131_072, efforts=("low", "medium", "high"))


class _Words:
    def wrong_key(self, _key: str) -> Response:
        return _error(401, "Invalid API Key", code="invalid_api_key")

    def faulty(self, faults: list[Fault]) -> Response:
        return _error(400, _sentence(faults[0]))

    def not_json(self) -> Response:
        return _error(400, "could not parse JSON body: invalid character")

    def no_such_model(self, model: str) -> Response:
        words = f"The model `{model}` does not exist or you do not have access to it."
        return _error(404, words, code="model_not_found")

    def too_long(self, _model: str, _context: int, _tokens: int) -> Response:
        words = "Please reduce the length of the messages or completion."
        return _error(400, words, code="context_length_exceeded", param="messages")

    def crowded(self, model: str) -> Response:
        response = _limit(model, 1)
        response.headers["retry-after"] = "1"
        return response

    def nowhere(self, method: str, path: str) -> Response:
        return _error(404, f"Unknown request URL: {method} {path}. Please check the URL.", code="unknown_url")

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return _error(status, reason or "Request refused", code=code)

    def rate_limited(self, retry_after: int | None, window_s: float) -> Response:
        response = _limit("", retry_after if retry_after is not None else int(window_s))
        if retry_after is not None:
            response.headers["retry-after"] = str(retry_after)
        return response

    def server_error(self, status: int) -> Response:
        words = "Service Unavailable" if status == 503 else "Internal Server Error"
        return answer({"error": {"message": words, "type": "internal_server_error"}}, status)


def _error(status: int, message: str, *, code: str | None = None, param: str | None = None) -> Response:
    error: dict[str, Any] = {"message": message, "type": "invalid_request_error"}
    error |= {name: value for name, value in (("param", param), ("code", code)) if value is not None}
    return answer({"error": error}, status, x_request_id=f"req_{secrets.token_hex(13)}")


def _limit(model: str, seconds: int) -> Response:
    words = (
        f"Rate limit reached for model `{model}` in organization `org_sandbox` service tier `on_demand` on requests "
        f"per minute (RPM): Limit 30, Used 30, Requested 1. Please try again in {seconds}s. "
        "Visit https://console.groq.com/docs/rate-limits for more information."
    )
    return answer({"error": {"message": words, "type": "requests", "code": "rate_limit_exceeded"}}, 429)


def _sentence(fault: Fault) -> str:
    if len(fault.path) > 2 and fault.path[0] == "messages":
        inner = f"'messages.{fault.path[1]}' : {_plain(fault)}"
        return f"'messages.{fault.path[1]}' : the following must be satisfied[({inner})]"
    return _plain(fault)


def _plain(fault: Fault) -> str:
    where = "'" + ".".join(map(str, fault.path)) + "'"
    if fault.kind == "unknown":
        near = get_close_matches(fault.member, fault.wanted, n=1)
        return f"property '{fault.member}' is unsupported" + (f", did you mean '{near[0]}'?" if near else "")
    if fault.kind == "missing":
        return f"property '{fault.member}' is missing"
    if fault.kind == "choice":
        return f"{where} : value is not one of the allowed values {list(fault.wanted)}"
    if fault.kind == "type":
        return f"{where} : value must be {'an' if fault.wanted[0] in 'aio' else 'a'} {fault.wanted}"
    return f"{where} : {'minimum' if fault.kind == 'least' else 'maximum'} value is {fault.wanted}"


def _further(body: dict[str, Any], model: Model) -> Response | None:
    """https://console.groq.com/docs/structured-outputs · https://console.groq.com/docs/reasoning"""
    form = body.get("response_format") or {}
    kind = form.get("type", "text")
    effort = body.get("reasoning_effort")
    if effort is not None and effort not in model.efforts:
        if not model.efforts:
            return _error(400, "`reasoning_effort` is not supported with this model", param="reasoning_effort")
        listed = ", ".join(f"`{one}`" for one in model.efforts)
        return _error(400, f"`reasoning_effort` must be one of {listed}", param="reasoning_effort")
    if kind == "json_schema" and not model.schemas:
        words = "This model does not support response format `json_schema`. See supported models at "
        words += "https://console.groq.com/docs/structured-outputs#supported-models"
        return _error(400, words, param="response_format")
    if kind != "text" and body.get("stream"):
        return _error(400, "`response_format` does not support streaming")
    if kind == "json_object" and "json" not in _said(body):
        words = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        return _error(400, words)
    schema = form.get("json_schema") or {}
    if schema.get("strict") and (place := loose_object(schema.get("schema") or {})) is not None:
        words = f"invalid JSON schema for response_format: '{schema['name']}': {'/'.join(place) or '/'}: "
        words += "`additionalProperties:false` must be set on every object and every property must be required"
        return _error(400, words, param="response_format")
    return None


def _said(body: dict[str, Any]) -> str:
    return " ".join(str(message.get("content")) for message in body["messages"]).lower()


def _card(name: str, model: Model) -> dict[str, Any]:
    return {
        "id": name,
        "object": "model",
        "created": 1_754_408_224,
        "owned_by": name.partition("/")[0],
        "active": True,
        "context_window": model.context,
        "public_apps": None,
        "max_completion_tokens": 65_536,
    }


GROQ = House(
    key="groq",
    name="Groq",
    host="api.groq.com",
    base="/openai/v1",
    models={
        "openai/gpt-oss-120b": _OSS,
        "openai/gpt-oss-20b": _OSS,
        "qwen/qwen3.6-27b": Model(131_072, schemas=False, efforts=("none", "default")),
    },
    words=_Words(),
    chat=_CHAT,
    further=_further,
    card=_card,
    tokens_names=("max_completion_tokens", "max_tokens"),
    seed_name="seed",
    tells_usage=True,
)
