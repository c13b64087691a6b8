"""Whatever a model gives, what comes out is what the platform takes. The bench does the same at length."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

import pytest

from tests.unit.generation.awkward import TEXTS
from tests.unit.generation.engines import Books, Scripted
from velocitypost.contract.registry import load
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.generation.composer import Composer
from velocitypost.generation.desk import Desk, Forecasts, refusals
from velocitypost.generation.experts import Expert, experts
from velocitypost.generation.model import Brief, Suggestion
from velocitypost.generation.prediction import learn
from velocitypost.generation.safety import Brand
from velocitypost.generation.writing import Errand, Writing, Wrote, slip

REGISTRY = load()
PLATFORMS = list(REGISTRY)
_LONG = 500


def desk(expert: Expert, clock: ManualClock, *, thread: bool = False) -> Desk:
    keys = tuple(platform.spec.key for platform in PLATFORMS)
    return Desk(
        brief=Brief(expert.id, keys, "Calm software teams and good bread", seed=3, thread=thread),
        expert=expert,
        voice=None,
        source=None,
        brand=Brand(),
        own_posts=(),
        hold_back_unsupported=False,
        forecast=Forecasts(lambda key: learn((), key)),
        now=clock.now(),
    )


def answering(text: str) -> str:
    """The same awkward text for every platform."""
    tags = ["One Two", "#three", "4", "", "ünïcode", "x" * 300, *(f"more{n}" for n in range(40))]
    post = {"title": text[:900], "text": text, "hashtags": [tag[:200] for tag in tags]}
    return json.dumps({f"post_{number}": post for number in range(1, len(PLATFORMS) + 1)})


def written(books: Books, at: Desk, answer: str) -> Iterator[Suggestion]:
    writing = Writing(books.relay(Scripted("one", [answer], step=500)))
    slips = [slip(number, platform, at, 0) for number, platform in enumerate(PLATFORMS, start=1)]
    for event in writing.run(Errand("w", at, "post", 1.0), slips):
        if isinstance(event, Wrote):
            yield event.suggestion


def refused(suggestion: Suggestion) -> list[str]:
    platform = REGISTRY.get(suggestion.platform)
    found = refusals(platform, suggestion.text, suggestion.options)
    for part in suggestion.parts:
        found += refusals(platform, part, {}, follows=True)
    return found


@pytest.mark.parametrize("thread", [False, True], ids=["single", "thread"])
def test_every_platform_takes_what_came_of_every_awkward_text(
    database: Database, redis: Cache, clock: ManualClock, thread: bool
) -> None:
    books = Books(database, redis, clock, keys={"one": "key"})
    texts = {kind: text for kind, text in TEXTS.items() if not thread or len(text) > _LONG}
    count = 0
    for expert, (kind, text) in zip([*experts()] * 3, texts.items(), strict=False):
        for suggestion in written(books, desk(expert, clock, thread=thread), answering(text)):
            assert suggestion.text.strip(), (kind, suggestion)
            assert refused(suggestion) == [], (kind, suggestion)
            assert not any(flag.blocking for flag in suggestion.flags if flag.code == "refused"), suggestion.flags
            count += 1
    assert count == len(texts) * len(PLATFORMS)


def test_what_is_composed_is_taken_too(clock: ManualClock) -> None:
    for expert in experts():
        at = desk(expert, clock)
        composer = Composer(at.brief, expert)
        for platform in PLATFORMS:
            for number in range(3):
                suggestion = composer.compose(platform, number)
                assert suggestion.text.strip()
                assert refused(suggestion) == [], suggestion


def test_each_texts_form_and_angle_are_its_own(clock: ManualClock) -> None:
    at = desk(next(iter(experts())), clock)
    told = [slip(1, PLATFORMS[0], at, turn).piece.told for turn in islice(range(30), 30)]
    assert len(set(told)) == len(told)
