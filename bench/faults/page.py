"""The results as people read them."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bench.faults.deaths import EMPTIED
from bench.faults.lanes import Result
from bench.faults.misfortunes import MISFORTUNES
from bench.faults.reckoning import Count
from bench.faults.runs import OTHERS, PLACES, VICTIMS

_HEAD = """# Reliability

Made by `make faults`. The real processes (web, worker, clock) publish through the embedded database and cache to the
sandbox's twin of X, while the twin refuses, limits, cuts, delays, garbles or hides, and while something dies by
`kill -9`: a worker that has just come to a named place; another part at the moment when a worker is there; or a part at
random moments. What died is started again. Afterwards the posts are counted **at the twin**, text by text, and compared
with what our API says of each.

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
_PLACES = {
    "claimed": "the post is taken",
    "before_write": "about to note the write",
    "write_noted": "write noted, not sent",
    "answered": "answer not recorded",
    "looked": "looked, not recorded",
    "recorded": "recorded, next part not woken",
}
_AT_A_PLACE = " at a place"
_WHAT = {
    "": "nothing",
    **{place: f"worker dies: {words}" for place, words in _PLACES.items()},
    "cache": "kill -9 cache, its data lost",
    EMPTIED: "cache emptied while it runs",
    **{victim + _AT_A_PLACE: f"kill -9 {victim} when a worker is at a named place" for victim in OTHERS},
}
_COLUMNS = ("kills", "runs", "posts", "published", "refused", "behind", "unconfirmed as told", "unconfirmed otherwise")
_MORE = ("lost", "doubled", "untrue", "settled after")


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def summary(results: Sequence[Result]) -> str:
    """One row for each cause, and one for all."""
    rows = [("what dies", *_COLUMNS, *_MORE), ("---",) * (1 + len(_COLUMNS) + len(_MORE))]
    rows += [
        _row(_WHAT.get(group, f"kill -9 {group}"), [r for r in results if _group(r) == group])
        for group in _groups(results)
    ]
    rows.append(_row("**all**", results))
    return "\n".join(_line(row) for row in rows)


def misfortunes(results: Sequence[Result]) -> str:
    """What dies with each misfortune: how many posts, and what went wrong with them."""
    names = [m.name for m in MISFORTUNES]
    rows = [("what dies", *names), ("---",) * (1 + len(names))]
    for group in _groups(results):
        there = [r for r in results if _group(r) == group]
        cells = [[r.counts[name] for r in there if name in r.counts] for name in names]
        rows.append((_WHAT.get(group, f"kill -9 {group}"), *map(_cell, cells)))
    return "\n".join(_line(row) for row in rows)


def moments(results: Sequence[Result]) -> str:
    """What was killed when a worker was at each place: how often, and how many posts that concerned."""
    rows = [("kill -9 when a worker is at", *_PLACES.values()), ("---",) * (1 + len(_PLACES))]
    for victim in OTHERS:
        cells = []
        for place in _PLACES:
            there = [r for r in results if (r.run.victim, r.run.place) == (victim, place)]
            kills = sum(r.kills for r in there)
            cells.append(f"{kills} kills, {_cell([c for r in there for c in r.counts.values()])}")
        rows.append((victim, *cells))
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
            *("## What dies, and what the platform does meanwhile", ""),
            *("Posts, each accepted exactly once or rightly not at all (✓).", "", misfortunes(results), ""),
            *("## Who is killed, and where a worker is then", "", moments(results), ""),
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


def _cell(counts: Sequence[Count]) -> str:
    if not counts:
        return "–"
    count = total(counts)
    return f"{count.posts} ✓" if count.clean else f"**{len(count.wrongs)} of {count.posts} wrong**"


def _group(result: Result) -> str:
    run = result.run
    return run.victim + _AT_A_PLACE if run.victim and run.place else run.place or run.victim


def _groups(results: Sequence[Result]) -> list[str]:
    there = {_group(result) for result in results}
    return [group for group in ("", *PLACES, *VICTIMS, *(v + _AT_A_PLACE for v in OTHERS)) if group in there]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
