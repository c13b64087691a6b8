"""Everything that we ask of a service with a language model fits its published description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conformance.recorder import LookingTransport, described_on
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.core.clock import ManualClock
from velocitypost.core.http import Outbound
from velocitypost.generation.engines.chat import ChatEngine
from velocitypost.generation.engines.engine import Answer, Ask, EngineError, Turn
from velocitypost.generation.engines.line_up import LineUp, line_up
from velocitypost.generation.engines.order import Order, Piece, complaint
from velocitypost.generation.engines.pictures import Shape
from velocitypost.settings import load

KEY = "velocitypost-sandbox-key"
ORDER = Order("You write.", "Bread", (Piece(1, "for X", 280), Piece(2, "for YouTube", 900, titled=True)), seed=7)
MODELS = {
    "mistral": ("mistral-small-latest", "mistral-medium-latest"),
    "groq": ("openai/gpt-oss-120b", "openai/gpt-oss-20b"),
    "openai": ("gpt-5.4-mini", "gpt-5.4-nano", "gpt-4.1-mini"),
}


@pytest.fixture(scope="module")
def own_twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def transport(specs: Path) -> Iterator[LookingTransport]:
    looking = LookingTransport(specs)
    yield looking
    looking.close()


def engines(sandbox: Sandbox, transport: LookingTransport, clock: ManualClock, **variables: str) -> LineUp:
    settings = load({"FLASK_ENV": "development", "VELOCITYPOST_SANDBOX_URL": sandbox.url, **variables})
    return line_up(settings, Outbound(transport=transport), clock)


@pytest.mark.parametrize(("key", "model"), [(key, model) for key, models in MODELS.items() for model in models])
def test_every_way_in_which_an_engine_asks_fits_the_services_description(
    key: str, model: str, own_twin: Sandbox, transport: LookingTransport, clock: ManualClock, specs: Path
) -> None:
    there = engines(own_twin, transport, clock, **{f"{key.upper()}_MODEL": model})
    engine = next(one for one in there.engines if one.key == key)
    engine.check(KEY)
    repair = (Turn("assistant", "no"), Turn("user", complaint({"post_1": "it is missing"})))
    for creativity in (0, 50, 100):
        for ask in (ORDER.ask({1, 2}), ORDER.ask({1}, repair=repair)):
            _answered(engine, replace(ask, creativity=creativity))
    assert transport.faults == []
    assert len(transport.seen) == 2, transport.seen
    assert described_on(specs, f"{key}.json")


def test_a_picture_is_asked_for_as_the_description_has_it(
    own_twin: Sandbox, transport: LookingTransport, clock: ManualClock
) -> None:
    pictures = engines(own_twin, transport, clock).pictures
    shapes: tuple[Shape, ...] = ("square", "wide", "tall")
    for shape in shapes:
        assert pictures.draw("A lighthouse", shape, KEY, within=10).data.startswith(b"\x89PNG")
    assert transport.faults == []


def test_a_request_that_does_not_fit_is_noticed(
    own_twin: Sandbox, transport: LookingTransport, clock: ManualClock
) -> None:
    there = engines(own_twin, transport, clock)
    mistral, groq = (next(one for one in there.engines if one.key == key) for key in ("mistral", "groq"))
    confused = replace(mistral, service=replace(groq.service, path=mistral.service.path))
    with pytest.raises(EngineError):
        _answered(confused, ORDER.ask({1}))
    assert any("max_completion_tokens" in fault for fault in transport.faults)


def _answered(engine: ChatEngine, ask: Ask) -> Answer:
    *_, last = engine.ask(ask, KEY, within=10)
    assert isinstance(last, Answer)
    return last
