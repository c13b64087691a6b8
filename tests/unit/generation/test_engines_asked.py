"""What is told to a model: what is shared once, what is each platform's own, and for each text a form and an angle."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import pytest

from tests.unit.generation.engines import Books, Scripted
from velocitypost.contract.registry import load
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.generation import prompts
from velocitypost.generation.desk import Desk, Forecasts
from velocitypost.generation.experts import experts
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief
from velocitypost.generation.prediction import learn
from velocitypost.generation.safety import Brand
from velocitypost.generation.writing import Errand, Writing, slip

REGISTRY = load()
PLATFORMS = [REGISTRY.get(key) for key in ("x", "linkedin", "instagram")]
EXPERTS = list(experts())


@dataclass(frozen=True)
class Paragraph:
    id: str
    text: str


def desk(clock: ManualClock, *, source: Source | None = None, prompt: str = "Our bakery") -> Desk:
    keys = tuple(platform.spec.key for platform in PLATFORMS)
    return Desk(
        brief=Brief("tech", keys, prompt, seed=3, guidance="Short sentences, please."),
        expert=EXPERTS[1],
        voice=None,
        source=source,
        brand=Brand(),
        own_posts=(),
        hold_back_unsupported=False,
        forecast=Forecasts(lambda key: learn((), key)),
        now=clock.now(),
    )


def told(books: Books, at: Desk, turn: int = 0) -> tuple[str, str]:
    """The system's and the user's turn that the engine was given."""
    engine = Scripted("one", ["no object"])
    slips = [slip(number, platform, at, turn) for number, platform in enumerate(PLATFORMS, start=1)]
    list(Writing(books.relay(engine)).run(Errand("w", at, "post", 1.0), slips))
    system, user = engine.asked[0].turns
    return system.text, user.text


@pytest.fixture
def books(database: Database, redis: Cache, clock: ManualClock) -> Books:
    return Books(database, redis, clock, keys={"one": "key"})


def test_what_all_platforms_share_is_said_once_and_each_has_its_own(books: Books, clock: ManualClock) -> None:
    system, user = told(books, desk(clock))
    assert system.count("Short sentences, please.") == 1
    assert all(system.count(line) == 1 for line in EXPERTS[1].do)
    for platform in PLATFORMS:
        assert system.count(f"## For {platform.spec.name}") == 1
        assert f"for {platform.spec.name}, at most {platform.spec.limits.text_max:,} characters" in user
    assert "Our bakery" in user


def test_the_passages_of_a_document_are_given_and_later_texts_get_others(books: Books, clock: ManualClock) -> None:
    source = Source([Paragraph(f"p{n}", f"The bakery's oven number {n} came from Town{n}.") for n in range(40)])
    at = desk(clock, source=source)
    systems = [told(books, at, turn)[0] for turn in range(4)]
    seen = [{n for n in range(40) if f"Town{n}." in system} for system in systems]
    assert all(3 <= len(numbers) <= 8 for numbers in seen)
    assert len(set().union(*seen)) > len(seen[0])


def test_without_a_wish_the_expert_chooses_from_its_domain(books: Books, clock: ManualClock) -> None:
    assert EXPERTS[1].description.lower() in told(books, desk(clock, prompt=" "))[1]


def test_no_form_comes_again_with_the_same_angle_before_all_were_together() -> None:
    for expert, seed in product(EXPERTS, range(5)):
        pairs = [(prompts.form_of(expert, seed, n), prompts.angle_of(expert, seed, n)) for n in range(60)]
        assert len(set(pairs)) == len(pairs), (expert.id, seed)


def test_earlier_texts_are_quoted_the_last_of_them_and_not_at_length(clock: ManualClock) -> None:
    earlier = [f"Text {n} " + "x" * 5_000 for n in range(9)]
    piece = slip(1, PLATFORMS[0], desk(clock), 9, earlier=earlier).piece.told
    assert [n for n in range(9) if f"Text {n} " in piece] == [3, 4, 5, 6, 7, 8]
    assert len(piece) < 6_000


def test_another_seed_has_another_order_of_forms() -> None:
    expert = EXPERTS[1]
    orders = {tuple(form.key for form in prompts.forms_for(replace(expert), seed)) for seed in range(20)}
    assert len(orders) > 5
