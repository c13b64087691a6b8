"""The results as people read them."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bench.faults.lanes import Result
from bench.faults.misfortunes import MISFORTUNES
from bench.faults.reckoning import Count
from bench.faults.runs import EMPTIED, PLACES, VICTIMS

_HEAD = """# Reliability

Made by `make faults`. The real processes (web, worker, clock) publish through the embedded database and cache to the
sandbox's twin of X. Meanwhile workers die at named places, as by `kill -9`, or parts are killed at random moments and
started again, while the twin refuses, limits, cuts, delays, garbles or hides. Afterwards the posts are counted **at the
twin**, text by text, and compared with what our API says of each.

- **Lost**: not accepted by the twin, without its having refused it for good, or said to be published and not there.
- **Doubled**: accepted more than once. The twin takes the same text any number of times here, so that it covers up for
  nobody; only where it hides posts does it refuse repetitions, as X does.
- **Behind**: a thread's parts that rightly wait, because the part before them was refused or is not confirmed.
- **Unconfirmed**: a person has to look. *As told*: the twin was told to hide just these posts for ever. *Otherwise*
  must be zero.
- **Untrue**: our API says something else than the twin, or a thread's part is under the wrong post.
- **Settled after**: from the last kill until nothing moved any more, median over the runs, without those where posts
  are hidden. The row `nothing` shows how much of that the twin's misfortunes alone cost.
"""
_WHAT = {
    "": "nothing",
    "claimed": "worker dies: claimed",
    "before_write": "worker dies: about to note the write",
    "write_noted": "worker dies: write noted, not sent",
    "answered": "worker dies: answer not recorded",
    "looked": "worker dies: looked, not recorded",
    "recorded": "worker dies: recorded, next part not woken",
    "cache": "kill -9 cache, its data lost",
    EMPTIED: "cache emptied while it runs",
}
_COLUMNS = ("kills", "runs", "posts", "published", "refused", "behind", "unconfirmed as told", "unconfirmed otherwise")
_MORE = ("lost", "doubled", "untrue", "settled after")


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def summary(results: Sequence[Result]) -> str:
    """One row for each cause, and one for all."""
    rows = [("what dies", *_COLUMNS, *_MORE), ("---",) * (1 + len(_COLUMNS) + len(_MORE))]
    rows += [
        _row(_WHAT.get(cause, f"kill -9 {cause}"), [r for r in results if _cause(r) == cause])
        for cause in _causes(results)
    ]
    rows.append(_row("**all**", results))
    return "\n".join(_line(row) for row in rows)


def matrix(results: Sequence[Result]) -> str:
    """Each cause with each misfortune: how many posts, and what went wrong with them."""
    names = [m.name for m in MISFORTUNES]
    rows = [("what dies", *names), ("---",) * (1 + len(names))]
    for cause in _causes(results):
        cells = []
        for name in names:
            counts = [r.counts[name] for r in results if _cause(r) == cause and name in r.counts]
            cells.append(_cell(total(counts)) if counts else "–")
        rows.append((_WHAT.get(cause, f"kill -9 {cause}"), *cells))
    return "\n".join(_line(row) for row in rows)


def page(results: Sequence[Result], *, seed: int, command: str, seconds: float) -> str:
    """The whole of docs/reliability.md."""
    cores = os.cpu_count()
    machine = f"{cores} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    made = (
        f"`{command}`, seed {seed}, on {datetime.now(UTC):%Y-%m-%d}: {len(results)} runs in {seconds / 60:.0f} minutes"
    )
    wrongs = [f"- {r.run.name}: {wrong}" for r in results for count in r.counts.values() for wrong in count.wrongs]
    found = ["## What went wrong", "", *wrongs, ""] if wrongs else []
    return "\n".join(
        [
            *(_HEAD, f"{made}; {machine}.", "", summary(results), "", *found),
            *("## Each with each", "", "Posts, each accepted exactly once or rightly not at all (✓).", ""),
            *(matrix(results), ""),
        ]
    )


def _row(what: str, results: Sequence[Result]) -> tuple[str, ...]:
    count = total(c for r in results for c in r.counts.values())
    plain = [r.recovered for r in results if not any(m.told.hides for m in r.run.misfortunes)]
    untrue = len(count.wrongs) - count.lost - count.doubled - count.unconfirmed_unexpected
    figures = (
        *(sum(r.kills for r in results), len(results), count.posts, count.published, count.refused, count.held),
        *(count.unconfirmed_expected, count.unconfirmed_unexpected, count.lost, count.doubled, untrue),
    )
    return (what, *(f"{figure:,}" for figure in figures), f"{statistics.median(plain):.1f} s" if plain else "–")


def _cell(count: Count) -> str:
    return f"{count.posts} ✓" if count.clean else f"**{len(count.wrongs)} of {count.posts} wrong**"


def _cause(result: Result) -> str:
    return result.run.place or result.run.victim


def _causes(results: Sequence[Result]) -> list[str]:
    there = {_cause(result) for result in results}
    return [cause for cause in ("", *PLACES, *VICTIMS) if cause in there]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
