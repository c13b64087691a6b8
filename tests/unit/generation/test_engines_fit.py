"""Whatever a model gives, what comes out is what the platform takes. The bench does the same at length."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle

import pytest

from tests.unit.generation.awkward import TEXTS
from tests.unit.generation.engines import Books, Scripted
from velocitypost.contract.capabilities import Platform
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

pytestmark = pytest.mark.long

REGISTRY = load()
PLATFORMS = list(REGISTRY)
_LONG = 500


def desk(expert: Expert, clock: ManualClock, platforms: Sequence[Platform], *, thread: bool = False) -> Desk:
    keys = tuple(platform.spec.key for platform in platforms)
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


def answering(text: str, count: int) -> str:
    """The same awkward text so many times."""
    tags = ["One Two", "#three", "4", "", "ünïcode", "x" * 300, *(f"more{n}" for n in range(40))]
    post = {"title": text[:900], "text": text, "hashtags": [tag[:200] for tag in tags]}
    return json.dumps({f"post_{number}": post for number in range(1, count + 1)})


def written(books: Books, at: Desk, text: str) -> Iterator[Suggestion]:
    platforms = [REGISTRY.get(key) for key in at.brief.platforms]
    answer = answering(text, len(platforms))
    writing = Writing(books.relay(Scripted("one", [answer], step=500)))
    slips = [slip(number, platform, at, 0) for number, platform in enumerate(platforms, start=1)]
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
def test_platforms_take_what_came_of_every_awkward_text(
    database: Database, redis: Cache, clock: ManualClock, thread: bool
) -> None:
    books = Books(database, redis, clock, keys={"one": "key"})
    texts = {kind: text for kind, text in TEXTS.items() if not thread or len(text) > _LONG}
    seen: set[str] = set()
    for turn, (expert, (kind, text)) in enumerate(zip(cycle(experts()), texts.items(), strict=False)):
        # Each text for a third of the platforms: all texts together for all of them.
        at = desk(expert, clock, PLATFORMS[turn % 3 :: 3], thread=thread)
        suggestions = list(written(books, at, text))
        assert [one.platform for one in suggestions] == list(at.brief.platforms)
        for suggestion in suggestions:
            assert suggestion.text.strip(), (kind, suggestion)
            assert refused(suggestion) == [], (kind, suggestion)
            assert not any(flag.blocking for flag in suggestion.flags if flag.code == "refused"), suggestion.flags
            seen.add(suggestion.platform)
    assert seen == {platform.spec.key for platform in PLATFORMS}


def test_what_is_composed_is_taken_too(clock: ManualClock) -> None:
    for expert in experts():
        at = desk(expert, clock, PLATFORMS)
        composer = Composer(at.brief, expert)
        for platform in PLATFORMS:
            for number in range(3):
                suggestion = composer.compose(platform, number)
                assert suggestion.text.strip()
                assert refused(suggestion) == [], suggestion
