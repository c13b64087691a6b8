"""What is told to a model: what is shared once, what is each platform's own, and for each text a form and an angle."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import product

import pytest

from tests.unit.generation.engines import Books, Scripted
from tests.unit.generation.test_voice import loud, posts
from velocitypost.contract.registry import load
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.generation import prompts
from velocitypost.generation.desk import Desk, Forecasts
from velocitypost.generation.experts import experts
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief
from velocitypost.generation.phrasebook import phrasebook
from velocitypost.generation.prediction import learn
from velocitypost.generation.safety import Brand
from velocitypost.generation.voice import Voice, nearness
from velocitypost.generation.voice import learn as learn_voice
from velocitypost.generation.writing import Errand, Writing, Wrote, slip

REGISTRY = load()
PLATFORMS = [REGISTRY.get(key) for key in ("x", "linkedin", "instagram")]
EXPERTS = list(experts())


@dataclass(frozen=True)
class Paragraph:
    id: str
    text: str


def desk(
    clock: ManualClock, *, source: Source | None = None, prompt: str = "Our bakery", voice: Voice | None = None
) -> Desk:
    keys = tuple(platform.spec.key for platform in PLATFORMS)
    return Desk(
        brief=Brief("tech", keys, prompt, seed=3, guidance="Short sentences, please."),
        expert=EXPERTS[1],
        voice=voice,
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


def test_texts_of_one_turn_are_one_post_with_one_subject(clock: ManualClock) -> None:
    source = Source(
        [Paragraph(f"p{n}", f"The bakery's oven number {n} came from Town{n} by train.") for n in range(40)]
    )
    for at in (desk(clock, prompt=""), desk(clock, prompt="", source=source), desk(clock, source=source)):
        told = [[slip(n, place, at, turn).piece.told for n, place in enumerate(PLATFORMS)] for turn in range(5)]
        shared = [{re.sub(r", for .*? characters\.", "", text) for text in texts} for texts in told]
        assert [len(texts) for texts in shared] == [1] * 5, "all but the place is the same"
        assert len(set().union(*shared)) == 5
        assert all(at.subject(turn) in slip(1, PLATFORMS[0], at, turn).piece.told for turn in range(5))


def test_a_call_for_several_posts_has_the_passage_that_each_of_them_starts_from(
    books: Books, clock: ManualClock
) -> None:
    source = Source(
        [Paragraph(f"p{n}", f"The bakery's oven number {n} came from Town{n} by train.") for n in range(40)]
    )
    at = desk(clock, source=source, prompt="")
    engine = Scripted("one", ["no object"])
    slips = [slip(turn + 1, PLATFORMS[0], at, turn * 7) for turn in range(6)]
    list(Writing(books.relay(engine)).run(Errand("w", at, "batch", 1.0), slips))
    system = engine.asked[0].turns[0].text
    starts = [at.lead(turn * 7) for turn in range(6)]
    assert all(start and f'<passage id="{start.id}">' in system for start in starts)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40, 1313])
def test_posts_on_a_whole_document_come_from_everywhere_in_it(clock: ManualClock, count: int) -> None:
    source = Source(
        [Paragraph(f"p{n}", f"The bakery's oven number {n} came from Town{n} by train.") for n in range(count)]
    )
    at = desk(clock, source=source, prompt="")
    leads = [at.lead(turn) for turn in range(count)]
    assert len({one.id for one in leads if one}) == count
    first = sorted(int(one.id[1:]) for one in leads[:30] if one)
    gaps = [after - before for before, after in zip([0, *first], [*first, count], strict=True)]
    assert max(gaps) <= max(2, count // 8)


def test_without_a_wish_the_subject_is_one_of_the_experts_domain(books: Books, clock: ManualClock) -> None:
    asked = told(books, desk(clock, prompt=" "))[1]
    assert EXPERTS[1].description.lower() in asked
    assert any(theme in asked for theme in phrasebook("en", EXPERTS[1].id).themes)


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


FAR = "this morning, before the rain: it seems to me that patience, more than skill, decides; perhaps that is enough."
NEAR = "Wow! Today we won again, our team is the best! Thank you!"


@pytest.mark.parametrize(
    ("lines", "kept", "calls"), [((FAR, NEAR), NEAR, 2), ((FAR, FAR), FAR, 2), ((NEAR, FAR), NEAR, 1)]
)
def test_what_does_not_sound_like_the_author_is_tried_once_more_and_the_nearer_is_kept(
    books: Books, clock: ManualClock, lines: tuple[str, str], kept: str, calls: int
) -> None:
    at = desk(clock, voice=learn_voice(posts(loud, 1, 40)))
    at = replace(at, brief=replace(at.brief, hashtags=False, emojis=False))
    assert at.voice is not None
    assert nearness(at.voice, FAR) < 0.25 < nearness(at.voice, NEAR)
    engine = Scripted("one", [json.dumps({"post_1": {"text": line, "hashtags": []}}) for line in lines])
    progress = Writing(books.relay(engine)).run(Errand("w", at, "post", 1.0), [slip(1, PLATFORMS[0], at, 0)])
    (wrote,) = [event for event in progress if isinstance(event, Wrote)]
    assert kept[:40] in wrote.suggestion.text
    assert len(engine.asked) == calls
    if calls == 2:
        assert "The last try did not sound like the author." in engine.asked[1].turns[1].text
