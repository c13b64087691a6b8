"""How documents are read, measured with the whole product running; what is measured lies in `bench.extraction`."""

from __future__ import annotations

from collections.abc import Iterator

from bench import extraction
from bench.measures import Row
from bench.quality.report import Report
from bench.stack import running_stack

_MAIN = ("A PDF of 100 pages", "The web process", "`doc/", "PDF, two columns", "Character errors over all pages")


def report() -> Report:
    """The page for docs/quality."""
    with running_stack() as stack:
        rows = extraction.measure(stack)
    return Report(
        "extraction",
        "Reading documents",
        "Is the text of a document read whole, in its order, soon enough, and from pictures too?",
        extraction.PAGE.read_text(encoding="utf-8"),
        {row.what: row.figure for row in _main(rows)},
    )


def _main(rows: list[Row]) -> Iterator[Row]:
    yield from (row for row in rows if row.what.startswith(_MAIN))
