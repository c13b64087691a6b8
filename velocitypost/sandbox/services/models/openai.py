"""OpenAI's own. https://platform.openai.com/docs/api-reference/chat · https://platform.openai.com/docs/guides/error-codes"""

from typing import Any

from flask import Response

from velocitypost.sandbox.services.models.answers import answer
from velocitypost.sandbox.services.models.house import House, Model
from velocitypost.sandbox.services.models.schema import loose_object, unlisted_property
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

_CONTENT = either(text(), many(free, 1))
_NAMED = members({"role": text(), "content": _CONTENT, "name": text()}, ("content",))
_MESSAGE = by(
    "role",
    {
        "developer": _NAMED,
        "system": _NAMED,
        "user": _NAMED,
        "assistant": members(
            {
                "role": text(),
                "content": maybe(_CONTENT),
                "refusal": maybe(text()),
                "name": text(),
                "audio": maybe(free),
                "tool_calls": many(free),
                "function_call": maybe(free),
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
_EFFORTS = ("none", "low", "medium", "high", "xhigh")
_CHAT = members(
    {
        "messages": many(_MESSAGE, 1),
        "model": text(),
        "metadata": maybe(free),
        "top_logprobs": maybe(number(0, 20, whole=True)),
        "temperature": maybe(number(0, 2)),
        "top_p": maybe(number(0, 1)),
        "user": text(),
        "safety_identifier": maybe(text()),
        "prompt_cache_key": maybe(text()),
        "prompt_cache_retention": maybe(text("in_memory", "24h")),
        "prompt_cache_options": anything,
        "service_tier": anything,
        "modalities": maybe(many(text())),
        "verbosity": maybe(text("low", "medium", "high")),
        "reasoning_effort": maybe(text("none", "minimal", "low", "medium", "high", "xhigh", "max")),
        "max_completion_tokens": maybe(number(1, whole=True)),
        "frequency_penalty": maybe(number(-2, 2)),
        "presence_penalty": maybe(number(-2, 2)),
        "web_search_options": free,
        "response_format": _FORMAT,
        "audio": maybe(free),
        "store": maybe(flag),
        "moderation": maybe(free),
        "stream": maybe(flag),
        "stop": maybe(either(text(), many(text(), 0, 4))),
        "logit_bias": maybe(free),
        "logprobs": maybe(flag),
        "max_tokens": maybe(number(1, whole=True)),
        "n": maybe(number(1, 128, whole=True)),
        "prediction": maybe(free),
        "seed": maybe(number(whole=True)),
        "stream_options": maybe(members({"include_usage": flag, "include_obfuscation": flag})),
        "tools": many(free),
        "tool_choice": anything,
        "parallel_tool_calls": flag,
        "function_call": anything,
        "functions": many(free, 1, 128),
    },
    ("model", "messages"),
)
_PICTURES = members(
    {
        "prompt": text(),
        "model": maybe(text()),
        "n": maybe(number(1, 10, whole=True)),
        "quality": maybe(text("standard", "hd", "low", "medium", "high", "auto")),
        "response_format": maybe(text("url", "b64_json")),
        "output_format": maybe(text("png", "jpeg", "webp")),
        "output_compression": maybe(number(0, 100, whole=True)),
        "stream": maybe(flag),
        "partial_images": anything,
        "size": maybe(
            text("auto", "1024x1024", "1536x1024", "1024x1536", "256x256", "512x512", "1792x1024", "1024x1792")
        ),
        "moderation": maybe(text("low", "auto")),
        "background": maybe(text("transparent", "opaque", "auto")),
        "style": maybe(text("vivid", "natural")),
        "user": text(),
    },
    ("prompt",),
)
_TYPES = {
    "string": "a string",
    "integer": "an integer",
    "number": "a decimal",
    "boolean": "a boolean",
    "array": "an array",
    "object": "an object",
}
_FOUND = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a decimal",
}


class _Words:
    def wrong_key(self, key: str) -> Response:
        if not key:
            words = (
                "You didn't provide an API key. You need to provide your API key in an Authorization header using "
                "Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
            )
            return _error(401, words)
        words = f"Incorrect API key provided: {key[:7]}{'*' * 8}{key[-4:]}. "
        words += "You can find your API key at https://platform.openai.com/account/api-keys."
        return _error(401, words, code="invalid_api_key")

    def faulty(self, faults: list[Fault]) -> Response:
        fault = faults[0]
        code, words = _sentence(fault)
        return _error(400, words, code=code, param=fault.dotted)

    def not_json(self) -> Response:
        return _error(400, "We could not parse the JSON body of your request.")

    def no_such_model(self, model: str) -> Response:
        words = f"The model `{model}` does not exist or you do not have access to it."
        return _error(404, words, code="model_not_found")

    def too_long(self, _model: str, context: int, tokens: int) -> Response:
        words = f"This model's maximum context length is {context} tokens. However, your messages resulted in {tokens} "
        words += "tokens. Please reduce the length of the messages."
        return _error(400, words, code="context_length_exceeded", param="messages")

    def crowded(self, model: str) -> Response:
        response = _limit(model)
        response.headers["retry-after"] = "1"
        return response

    def nowhere(self, method: str, path: str) -> Response:
        return _error(404, f"Invalid URL ({method} {path})")

    def refused(self, status: int, code: str | None, reason: str | None) -> Response:
        return _error(status, reason or "Request refused", code=code)

    def rate_limited(self, retry_after: int | None, _window_s: float) -> Response:
        response = _limit("")
        if retry_after is not None:
            response.headers["retry-after"] = str(retry_after)
        return response

    def server_error(self, status: int) -> Response:
        words = (
            "The server is currently overloaded with other requests. Sorry about that!"
            if status == 503
            else ("The server had an error while processing your request. Sorry about that!")
        )
        return _error(status, words, kind="server_error")


def _error(
    status: int, message: str, *, kind: str = "invalid_request_error", code: str | None = None, param: str | None = None
) -> Response:
    return answer({"error": {"message": message, "type": kind, "param": param, "code": code}}, status)


def _limit(model: str) -> Response:
    words = f"Rate limit reached for {model} in organization org-sandbox on requests per min (RPM): Limit 3, Used 3, "
    words += "Requested 1. Please try again in 1s. Visit https://platform.openai.com/account/rate-limits to learn more."
    return _error(429, words, kind="requests", code="rate_limit_exceeded")


def _sentence(fault: Fault) -> tuple[str, str]:
    name = fault.dotted
    if fault.kind == "unknown":
        return "unknown_parameter", f"Unknown parameter: '{name}'."
    if fault.kind == "missing":
        return "missing_required_parameter", f"Missing required parameter: '{name}'."
    if fault.kind == "choice":
        listed = ", ".join(f"'{choice}'" for choice in fault.wanted)
        return "invalid_value", f"Invalid value: '{fault.value}'. Supported values are: {listed}."
    if fault.kind == "type":
        found = "null" if fault.value is None else _FOUND.get(type(fault.value), "an unknown value")
        return "invalid_type", f"Invalid type for '{name}': expected {_TYPES[fault.wanted]}, but got {found} instead."
    if isinstance(fault.value, list):
        bound = "minimum length" if fault.kind == "least" else "maximum length"
        words = (
            f"Expected an array with {bound} {fault.wanted}, but got an array with length {len(fault.value)} instead."
        )
        return ("empty_array" if not fault.value else "array_above_max_length"), f"Invalid '{name}': {words}"
    kind = "integer" if isinstance(fault.value, int) else "decimal"
    side, sign = ("below minimum", ">=") if fault.kind == "least" else ("above maximum", "<=")
    code = f"{kind}_{'below_min' if fault.kind == 'least' else 'above_max'}_value"
    words = f"{kind} {side} value. Expected a value {sign} {fault.wanted}, but got {fault.value} instead."
    return code, f"Invalid '{name}': {words}"


def _further(body: dict[str, Any], model: Model) -> Response | None:
    """https://platform.openai.com/docs/guides/structured-outputs · https://platform.openai.com/docs/guides/reasoning"""
    form = body.get("response_format") or {}
    effort = body.get("reasoning_effort")
    if model.efforts:
        if body.get("max_tokens") is not None:
            words = "Unsupported parameter: 'max_tokens' is not supported with this model. "
            return _error(
                400, f"{words}Use 'max_completion_tokens' instead.", code="unsupported_parameter", param="max_tokens"
            )
        if effort is not None and effort not in model.efforts:
            words = f"Unsupported value: 'reasoning_effort' does not support '{effort}' with this model."
            return _error(400, words, code="unsupported_value", param="reasoning_effort")
        temperature = body.get("temperature")
        if temperature not in (None, 1) and effort != "none":
            words = f"Unsupported value: 'temperature' does not support {temperature} with this model. "
            words += "Only the default (1) value is supported."
            return _error(400, words, code="unsupported_value", param="temperature")
    elif effort is not None:
        return _error(400, "Unrecognized request argument supplied: reasoning_effort")
    if body.get("stream_options") is not None and not body.get("stream"):
        words = "The 'stream_options' parameter is only allowed when 'stream' is enabled."
        return _error(400, words, param="stream_options")
    if form.get("type") == "json_object" and "json" not in _said(body):
        words = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        return _error(400, words, param="messages")
    schema = form.get("json_schema") or {}
    return _strict(schema) if schema.get("strict") else None


def _strict(schema: dict[str, Any]) -> Response | None:
    head = f"Invalid schema for response_format '{schema['name']}': In context="
    shape = schema.get("schema") or {}
    if (place := loose_object(shape)) is not None:
        words = f"{head}{tuple(place)}, 'additionalProperties' is required to be supplied and to be false."
        return _error(400, words, param="response_format")
    if (unlisted := unlisted_property(shape)) is not None:
        place, name = unlisted
        words = (
            f"{head}{tuple(place)}, 'required' is required to be supplied and to be an array including every key in "
        )
        return _error(400, f"{words}properties. Missing '{name}'.", param="response_format")
    return None


def _said(body: dict[str, Any]) -> str:
    return " ".join(str(message.get("content")) for message in body["messages"]).lower()


def _card(name: str, _model: Model) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 1_773_705_600, "owned_by": "system"}


OPENAI = House(
    key="openai",
    name="OpenAI",
    host="api.openai.com",
    base="/v1",
    models={
        "gpt-5.4-mini": Model(400_000, efforts=_EFFORTS),
        "gpt-5.4-nano": Model(400_000, efforts=_EFFORTS),
        "gpt-4.1-mini": Model(1_047_576),
    },
    words=_Words(),
    chat=_CHAT,
    further=_further,
    card=_card,
    tokens_names=("max_completion_tokens", "max_tokens"),
    seed_name="seed",
    tells_usage=False,
    pictures=_PICTURES,
    picture_models=("gpt-image-2", "gpt-image-1-mini"),
)
