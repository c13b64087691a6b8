"""Each place where a worker may die, with each way in which the platform may fail at the same time.

The short form of `make faults`: one process, and clocks that are moved by hand.
"""

from __future__ import annotations

import pytest

from bench.faults.misfortunes import MISFORTUNES, Misfortune
from bench.faults.reckoning import Part, reckon
from bench.faults.runs import PLACES
from tests.workshop import Workshop
from velocitypost.content.model import Post

# What is slow in earnest takes its time in earnest, too: the long form has it.
SHORT = [m for m in MISFORTUNES if "slow" not in m.kinds]
CELLS = [
    pytest.param(misfortune, place, id=f"{place}-{misfortune.name}")
    for misfortune in SHORT
    for place in ("nowhere", *PLACES)
    if place != "looked" or misfortune.doubtful
]


@pytest.mark.parametrize(("misfortune", "place"), CELLS)
def test_nothing_is_lost_or_doubled_when_a_worker_dies_at(
    busy_workshop: Workshop, place: str, misfortune: Misfortune
) -> None:
    workshop = busy_workshop
    if misfortune.hides:
        workshop.sandbox.dial(duplicate_window_s=86_400)  # what it shows to nobody it must at least refuse to repeat
    head, tail = f"{misfortune.name}, {place}: the head", f"{misfortune.name}, {place}: the tail"
    post = workshop.now(head, tail)
    for order in misfortune.orders("mapleandrye", times=1):
        workshop.fault(**order)
    workshop.checkpoints.die_at = place
    workshop.settle()
    count = reckon(_parts(workshop, post), [p for p in workshop.live() if p["text"] in (head, tail)], misfortune.told)
    assert count.wrongs == ()
    assert count.posts == 2
    if place != "nowhere":
        assert workshop.deaths == 1 or (place == "recorded" and not count.published)


def _parts(workshop: Workshop, post: Post) -> list[Part]:
    rows = workshop.publications(post)
    texts = {row.id: row.draft.text for row in rows}
    return [
        Part(
            row.draft.text,
            row.state.value,
            row.hold.code if row.hold else None,
            row.result.platform_post_id if row.result else None,
            texts.get(row.previous_id or ""),
        )
        for row in rows
    ]
