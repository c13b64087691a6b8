"""Which engines an installation has, in which order and where, follows from its settings alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from velocitypost.core.clock import ManualClock
from velocitypost.core.http import Outbound
from velocitypost.generation.engines.line_up import LineUp, line_up
from velocitypost.generation.engines.services import SERVICES
from velocitypost.settings import SettingsError, load


@pytest.fixture
def outbound() -> Iterator[Outbound]:
    client = Outbound()
    yield client
    client.close()


def of(outbound: Outbound, clock: ManualClock, **variables: str) -> LineUp:
    return line_up(load(variables), outbound, clock)


def addresses(made: LineUp) -> list[str]:
    return [f"{engine.url}{engine.service.path}" for engine in made.engines]


def test_mistral_is_first_then_groq_then_openai(outbound: Outbound, clock: ManualClock) -> None:
    made = of(outbound, clock, MISTRAL_API_KEY="m", OPENAI_API_KEY="o")
    assert [engine.key for engine in made.engines] == ["mistral", "groq", "openai"]
    assert addresses(made) == [
        "https://api.mistral.ai/v1", "https://api.groq.com/openai/v1", "https://api.openai.com/v1",
    ]  # fmt: skip
    assert made.keys == {"mistral": "m", "openai": "o"}


def test_the_order_is_a_setting_and_what_is_left_out_is_not_asked(outbound: Outbound, clock: ManualClock) -> None:
    made = of(outbound, clock, AI_ENGINES="openai, Mistral", GROQ_API_KEY="g")
    assert [engine.key for engine in made.engines] == ["openai", "mistral"]


def test_a_server_of_ones_own_is_asked_where_its_address_is_given(outbound: Outbound, clock: ManualClock) -> None:
    assert "local" not in {engine.key for engine in of(outbound, clock, AI_ENGINES="local,mistral").engines}
    given = {"AI_ENGINES": "local,mistral", "LOCAL_AI_URL": "http://127.0.0.1:11434/v1/", "LOCAL_AI_MODEL": "qwen3"}
    made = of(outbound, clock, **given)
    first = made.engines[0]
    assert (first.key, first.model, addresses(made)[0]) == ("local", "qwen3", "http://127.0.0.1:11434/v1")
    assert first.price is not None
    assert first.price.micro_usd(1_000_000, 1_000_000) == 0
    assert made.keys["local"] == "", "it may need no key, and is there all the same"


def test_the_sandbox_stands_in_for_each_service_unless_its_address_is_given(
    outbound: Outbound, clock: ManualClock
) -> None:
    made = of(outbound, clock, SANDBOX_URL="http://127.0.0.1:5050", GROQ_API_URL="https://groq.example/")
    assert addresses(made) == [
        "http://127.0.0.1:5050/api.mistral.ai/v1",
        "https://groq.example/openai/v1",
        "http://127.0.0.1:5050/api.openai.com/v1",
    ]


def test_a_model_is_a_setting_and_one_that_is_not_known_has_no_price(outbound: Outbound, clock: ManualClock) -> None:
    usual, chosen = of(outbound, clock), of(outbound, clock, MISTRAL_MODEL="mistral-huge-9")
    assert [engine.price is None for engine in usual.engines] == [False, False, False]
    assert (chosen.engines[0].model, chosen.engines[0].price) == ("mistral-huge-9", None)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"AI_ENGINES": "mistral,skynet"}, "AI_ENGINES: knows no skynet: name some of mistral, groq, openai, local"),
        ({"AI_ENGINES": "groq,groq"}, "AI_ENGINES: names an engine twice"),
        ({"LOCAL_AI_URL": "my machine"}, "LOCAL_AI_URL: must be a web address"),
        ({"LOCAL_AI_JSON": "yaml"}, "LOCAL_AI_JSON"),
        ({"AI_CALLS_AT_ONCE": "0"}, "AI_CALLS_AT_ONCE"),
        ({"AI_BUDGET_USD_MONTH": "-1"}, "AI_BUDGET_USD_MONTH"),
    ],
)
def test_a_setting_that_cannot_be_is_said_by_its_name(variables: dict[str, str], words: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(variables)
    assert words in str(raised.value)


def test_every_price_names_its_source_and_its_day() -> None:
    priced = [model.price for service in SERVICES.values() for model in service.models.values()]
    assert len(priced) >= 8
    for price in priced:
        assert price.source.startswith("https://")
        assert price.verified_on.year >= 2025
        assert price.tokens_out > price.tokens_in > 0
