"""`make bench`: measures, prints, and writes docs/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import extraction, film, frames, generation, measures, pages
from bench.measures import Row
from bench.stack import Stack, running_stack

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_HEAD = """# Performance

Made by `make bench`: the whole product as `velocitypost up` starts it (embedded database with a sync to disk on each
write, embedded cache, the sandbox's twin of X), with the load from the same machine. Moments of arrival are those that
the twin notes. How often one user may ask is counted, but set high: one user stands for many here. The figures are of
one run; the ratios within a run say more than the absolute times.
"""

MEASURES: dict[str, Callable[[Stack], list[Row]]] = {
    "idle": measures.idle,
    "now": measures.publish_now,
    "200": lambda stack: measures.same_second(stack, 200),
    "floor": measures.against_the_floor,
    "8x200": lambda stack: measures.same_second(stack, 200, accounts=8),
    "2000": lambda stack: measures.same_second(stack, 2000),
    "create": measures.creating,
    "calendar": measures.calendar,
    "calendar-frames": frames.calendar,
    "dashboard": pages.dashboard,
    "pages": pages.open_pages,
    "generation": generation.measure,
    "taken": generation.every_post_is_taken,
    "film": film.measure,
    "extraction": extraction.measure,
    "scan": measures.due_scan,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", choices=list(MEASURES), help="measure just these, and write no page")
    chosen = parser.parse_args().only or list(MEASURES)
    rows: list[Row] = []
    with running_stack() as stack:
        for name in chosen:
            for row in MEASURES[name](stack):
                rows.append(row)
                print(_line(row), flush=True)
    if set(chosen) == set(MEASURES):
        PAGE.write_text(_page(rows))
    return 1 if any(row.reached is False for row in rows) else 0


def _page(rows: list[Row]) -> str:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"
    table = ["| what | measured | goal | reached |", "|---|---|---|---|", *(_line(row) for row in rows)]
    return "\n".join([_HEAD, f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}.", "", *table, ""])


def _line(row: Row) -> str:
    reached = {True: "yes", False: "**no**", None: ""}[row.reached]
    return f"| {row.what} | {row.figure} | {row.goal} | {reached} |"


if __name__ == "__main__":
    sys.exit(main())
