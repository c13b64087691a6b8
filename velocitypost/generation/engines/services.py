"""The services that write, as data: where they are, what they call things, which models they have at which price.

They speak one protocol (OpenAI's chat completions) in dialects of their own: a member that one of them needs, another
refuses with an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from velocitypost.generation.engines.prices import FREE, Price

JSON = Any
JsonMode = Literal["schema", "object", "none"]


@dataclass(frozen=True)
class Model:
    """What is known of a model. `context` is in tokens; `extra` goes with each request to it.

    `temperature` says that it takes one.
    """

    context: int
    price: Price
    extra: Mapping[str, JSON] = field(default_factory=dict)
    temperature: bool = True


@dataclass(frozen=True)
class Service:
    """One service and its dialect.

    `path` leads from `api_url` to the protocol's operations. `tokens_name` and `seed_name` are what it calls the bound
    and the seed. `usage_on_request` says that a stream tells its tokens only when asked to. `streams_json` says that an
    answer in JSON may be streamed. `sources` are the service's own pages.
    """

    key: str
    name: str
    api_url: str
    path: str
    default_model: str
    models: Mapping[str, Model]
    sources: tuple[str, ...]
    tokens_name: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    seed_name: Literal["random_seed", "seed"] | None = "seed"
    usage_on_request: bool = True
    streams_json: bool = True
    temperature_most: float = 1.0
    unknown_models_take_temperature: bool = True

    @property
    def url_variable(self) -> str:
        """The variable that replaces `api_url`."""
        return f"{self.key.upper()}_API_URL"


def _price(tokens_in: float, tokens_out: float, source: str, verified_on: date) -> Price:
    return Price(tokens_in, tokens_out, source, verified_on)


_MISTRAL_PRICES = "https://docs.mistral.ai/inference/pricing"
_GROQ_PRICES = "https://groq.com/pricing"
_OPENAI_PRICES = "https://developers.openai.com/api/docs/pricing"
_SMALL = Model(256_000, _price(0.15, 0.60, _MISTRAL_PRICES, date(2026, 8, 27)))
_MEDIUM = Model(256_000, _price(1.50, 7.50, _MISTRAL_PRICES, date(2026, 6, 17)))

MISTRAL = Service(
    key="mistral",
    name="Mistral",
    api_url="https://api.mistral.ai",
    path="/v1",
    default_model="mistral-small-latest",
    models={
        "mistral-small-latest": _SMALL,
        "mistral-small-2603": _SMALL,
        "mistral-medium-latest": _MEDIUM,
        "mistral-medium-3-5": _MEDIUM,
    },
    sources=("https://docs.mistral.ai/api", _MISTRAL_PRICES),
    seed_name="random_seed",
    # It refuses `stream_options`, and tells the tokens without being asked.
    usage_on_request=False,
)
GROQ = Service(
    key="groq",
    name="Groq",
    api_url="https://api.groq.com",
    path="/openai/v1",
    # The Llama models that it was known for ended on 16 August 2026: https://console.groq.com/docs/deprecations
    default_model="openai/gpt-oss-120b",
    models={
        "openai/gpt-oss-120b": Model(
            131_072, _price(0.15, 0.60, _GROQ_PRICES, date(2026, 6, 4)), {"reasoning_effort": "low"}
        ),
        "openai/gpt-oss-20b": Model(
            131_072, _price(0.075, 0.30, _GROQ_PRICES, date(2026, 1, 18)), {"reasoning_effort": "low"}
        ),
    },
    sources=("https://console.groq.com/docs/api-reference", "https://console.groq.com/docs/structured-outputs"),
    tokens_name="max_completion_tokens",
    usage_on_request=False,
    # "Streaming and tool use are not currently supported with Structured Outputs." It answers in a second or two.
    streams_json=False,
)
OPENAI = Service(
    key="openai",
    name="OpenAI",
    api_url="https://api.openai.com",
    path="/v1",
    default_model="gpt-5.4-mini",
    models={
        "gpt-5.4-mini": Model(
            400_000,
            _price(0.75, 4.50, _OPENAI_PRICES, date(2026, 4, 2)),
            {"reasoning_effort": "none"},
            temperature=False,
        ),
        "gpt-5.4-nano": Model(
            400_000,
            _price(0.20, 1.25, _OPENAI_PRICES, date(2026, 4, 2)),
            {"reasoning_effort": "none"},
            temperature=False,
        ),
        "gpt-image-2": Model(
            32_000,
            _price(5.00, 30.00, "https://developers.openai.com/api/docs/models/gpt-image-2", date(2026, 4, 21)),
        ),
        "gpt-image-1-mini": Model(32_000, _price(2.00, 8.00, _OPENAI_PRICES, date(2025, 10, 27))),
    },
    sources=("https://developers.openai.com/api/reference/resources/chat", _OPENAI_PRICES),
    tokens_name="max_completion_tokens",
    # Deprecated there; the newest models no longer promise anything for it.
    seed_name=None,
    # Reasoning models refuse it, and new ones are.
    unknown_models_take_temperature=False,
)
LOCAL = Service(
    key="local",
    name="the model of this installation",
    api_url="",
    path="",
    default_model="default",
    models={},
    sources=(
        "https://docs.ollama.com/api/openai-compatibility",
        "https://github.com/ggml-org/llama.cpp/tree/master/tools/server",
        "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
    ),
)
SERVICES: Mapping[str, Service] = {service.key: service for service in (MISTRAL, GROQ, OPENAI, LOCAL)}
PICTURE_MODEL = "gpt-image-2"


def price_of(service: Service, model: str) -> Price | None:
    """What tokens of this model cost there; a server of one's own takes nothing."""
    if service is LOCAL:
        return FREE
    known = service.models.get(model)
    return known.price if known else None
