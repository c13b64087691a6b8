"""How well a learned voice tells its author's own posts from others'."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from random import Random
from statistics import median

from bench.quality.corpus import documents
from bench.quality.history import posts
from bench.quality.places import X_LIKE
from bench.quality.report import Report
from velocitypost.generation.composer import Composer
from velocitypost.generation.experts import experts
from velocitypost.generation.model import Brief
from velocitypost.generation.voice import NEAR, Voice, learn, nearness

_HEAD = f"""# The voice

Made by `python -m bench.quality voice`. A voice is learned from posts of one person (dslabs/trump_tweets, June 2015 to
October 2016, those sent from Android, which are held to be his own), then asked about posts that it has not seen: more
of these, those that were sent for him from an iPhone at the same time on the same matters, plain reports, and drafts of
the composer.

*Near* means a nearness of {NEAR} or more. The area under the curve is the chance that one of his posts comes out nearer
than one of the others: 50 % is guessing.
"""
_SEEDS = range(5)
_WORDS_LEAST = 8


_MAIN = 30


def report() -> Report:
    """The page for docs/quality, with the figures of a voice that was learned from thirty posts."""
    figures: dict[str, str] = {}
    page = _page(figures)
    says = "Does a learned voice know its author's posts from others'? Figures of a voice learned from 30 posts."
    return Report("voice", "The voice", says, page, figures)


def _page(figures: dict[str, str]) -> str:
    own, staff = _posts("Twitter for Android"), _posts("Twitter for iPhone")
    others = {"sent for him": staff, "reports": _reports(), "drafts of the composer": _drafts()}
    lines = [_HEAD, "| learned from | asked about | near | middle | area under the curve |", "|---|---|---|---|---|"]
    for count in (10, 30, 100, 300):
        asked: list[float] = []
        foreign: dict[str, list[float]] = {name: [] for name in others}
        for seed in _SEEDS:
            voice, unseen = _learned(own, count, seed)
            asked += [nearness(voice, text) for text in unseen]
            for name, texts in others.items():
                foreign[name] += [nearness(voice, text) for text in texts]
        lines.append(f"| {count} posts | his own, unseen | **{_near(asked):.0%}** | {median(asked):.2f} | |")
        if count == _MAIN:
            figures["his own posts, unseen, that come out near"] = f"**{_near(asked):.0%}**"
        for name, scores in foreign.items():
            lines.append(f"| | {name} | {_near(scores):.0%} | {median(scores):.2f} | {_area(asked, scores):.1%} |")
            if count == _MAIN:
                figures[f"told from {name} (area under the curve)"] = f"{_area(asked, scores):.1%}"
    return "\n".join([*lines, ""])


def _learned(own: list[str], count: int, seed: int) -> tuple[Voice, list[str]]:
    shuffled = list(own)
    Random(seed).shuffle(shuffled)
    return learn(shuffled[:count]), shuffled[count : count + 300]


def _posts(device: str) -> list[str]:
    return [
        post.text
        for post in posts()
        if post.device == device
        and "2015-06" <= post.at.isoformat() < "2016-11"
        and len(post.text.split()) >= _WORDS_LEAST
        and not post.text.startswith("@")
    ]


def _reports() -> list[str]:
    return [
        passage.text
        for half in ("tuning", "held_out")
        for document in documents(half)
        if document.language == "en"
        for passage in document.passages
    ]


def _drafts() -> list[str]:
    composers = [Composer(Brief(expert.id, (X_LIKE.spec.key,)), expert) for expert in experts()]
    return [composer.compose(X_LIKE, number).text for composer in composers for number in range(25)]


def _near(scores: list[float]) -> float:
    return sum(score >= NEAR for score in scores) / len(scores)


def _area(own: list[float], others: list[float]) -> float:
    ranked = sorted(others)
    below = sum((bisect_left(ranked, score) + bisect_right(ranked, score)) / 2 for score in own)
    return below / (len(own) * len(ranked))
