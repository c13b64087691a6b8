"""How fast the composer is, how unlike its drafts are, and whether each platform takes them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import combinations

from bench.quality.corpus import documents
from bench.quality.places import PLATFORMS
from bench.quality.report import Report
from velocitypost.contract.types import Draft
from velocitypost.generation.composer import Composer
from velocitypost.generation.experts import expert
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief, Suggestion
from velocitypost.generation.similarity import SAME, likeness

POSTS = 60
_KEYS = ("x", "instagram", "linkedin", "facebook", "threads")
_HEAD = f"""# The composer

Made by `python -m bench.quality composer`: 30 days with two posts a day on five platforms, {POSTS * len(_KEYS)} drafts,
on one core. *Alike* are two drafts for the same platform that share more than {SAME:.0%} of their shingles. A draft may
be alike another where there is more to fill than there is to say: the document has some sixty sentences that stand by
themselves, and a wish without a document has as many angles as the catalogue, 42 for memes.
"""


@dataclass(frozen=True)
class _Passage:
    id: str
    text: str
    place: _Place
    kind: str = "paragraph"


@dataclass(frozen=True)
class _Place:
    headings: tuple[str, ...]


def report() -> Report:
    """The page for docs/quality."""
    rows = _rows()
    table = [
        "| wish | seconds | identical | alike, of all pairs | refused | unsupported |",
        "|---|---|---|---|---|---|",
    ]
    page = "\n".join([_HEAD, *table, *(f"| {' | '.join(row)} |" for row in rows), ""])
    figures = {
        row[0]: f"{row[1]} s; {row[2]} identical, {row[3]} pairs alike, {row[4]} refused, {row[5]} unsupported"
        for row in rows
    }
    says = "How fast are 300 drafts written without a model, are they unlike each other, does each platform take them?"
    return Report("composer", "The composer", says, page, figures)


def _rows() -> list[tuple[str, ...]]:
    return [
        _row("a document of 13 reports", Brief("business", _KEYS, source_id="reports"), _reports()),
        _row("“Create a post about remote work for small teams”", Brief("business", _KEYS, _TOPIC)),
        _row("the same as memes", Brief("memes", _KEYS, _TOPIC)),
        _row("nothing but the domain, food", Brief("food", _KEYS)),
    ]


_TOPIC = "Create a post about remote work for small teams"


def _row(name: str, brief: Brief, passages: tuple[_Passage, ...] = ()) -> tuple[str, ...]:
    platforms = [platform for platform in PLATFORMS if platform.spec.key in _KEYS]
    began = time.process_time()
    source = Source(passages) if passages else None
    composer = Composer(brief, expert(brief.domain), source=source)
    made = [(platform, composer.compose(platform, number)) for number in range(POSTS) for platform in platforms]
    seconds = time.process_time() - began
    refused = sum(
        any(p.severity == "error" and p.field == "text" for p in platform.check(_draft(one))) for platform, one in made
    )
    unsupported = sum(ground.standing == "unsupported" for _, one in made for ground in one.grounds)
    identical = len(made) - len({one.text for _, one in made})
    alike, pairs = _alike([one for _, one in made])
    return name, f"{seconds:.1f}", str(identical), f"{alike} of {pairs:,}", str(refused), str(unsupported)


def _draft(one: Suggestion) -> Draft:
    return Draft(one.text, options=one.options)


def _alike(made: list[Suggestion]) -> tuple[int, int]:
    prints = [(one.platform, likeness(one.text)) for one in made]
    same_place = [(a, b) for (one, a), (other, b) in combinations(prints, 2) if one == other]
    return sum(a.to(b) > SAME for a, b in same_place), len(same_place)


def _reports() -> tuple[_Passage, ...]:
    return tuple(
        _Passage(f"{number}-{passage.id}", passage.text, _Place((document.title,)))
        for number, document in enumerate(documents("tuning")[:13])
        for passage in document.passages
    )
