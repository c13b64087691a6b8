"""Thirty days at once, and a thousand posts, with the whole product running; measured by `bench.generation`."""

from __future__ import annotations

from bench import generation
from bench.quality.report import Report
from bench.stack import running_stack

_HEAD = """# Thirty days at once

Made by `python -m bench.quality batches`, through the API of a product that runs as `velocitypost up` starts it, with
the sandbox's twins of the models: of a batch, when its first draft was there and when its last; of single posts,
whether each is taken by the check of its platform, whatever the model answered.
"""


def report() -> Report:
    """The page for docs/quality."""
    with running_stack() as stack:
        rows = [*generation.measure(stack), *generation.every_post_is_taken(stack)]
    table = ["| what | measured | wanted | |", "|---|---|---|---|"]
    table += [f"| {row.what} | {row.figure} | {row.goal} | {'yes' if row.reached else '**no**'} |" for row in rows]
    return Report(
        "batches",
        "Thirty days at once",
        "How soon are thirty days of posts there, and does each platform take each post?",
        "\n".join([_HEAD, *table, ""]),
        {row.what: row.figure for row in rows},
    )
