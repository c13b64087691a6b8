"""Each place where a worker may die, with each way in which the platform may fail at the same time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from bench.faults.reckoning import Part, Told, reckon
from tests.workshop import Workshop
from velocitypost.content.model import Post

PLACES = ["nowhere", "claimed", "before_write", "write_noted", "answered", "looked", "recorded"]
TOLD_NOTHING = Told()


@dataclass(frozen=True)
class Misfortune:
    """What the twin does to writes, and what that excuses."""

    kinds: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    told: Told = TOLD_NOTHING
    doubtful: bool = False


MISFORTUNES = {
    "nothing": Misfortune(()),
    "a refusal": Misfortune(("refuse",), {"times": None}, Told(refuses=True)),
    "a limit with a time named": Misfortune(("rate_limited",), {"seconds": 30, "retry_after": 30}),
    "a limit": Misfortune(("rate_limited",), {"seconds": 30}),
    "an error before accepting": Misfortune(("server_error_before",), doubtful=True),
    "an error after accepting": Misfortune(("server_error_after",), doubtful=True),
    "a cut before accepting": Misfortune(("cut_before",), doubtful=True),
    "a cut after accepting": Misfortune(("cut_after",), doubtful=True),
    "silence after accepting": Misfortune(("timeout_after",), {"seconds": 2}, doubtful=True),
    "garbage before accepting": Misfortune(("garbage_before",), doubtful=True),
    "garbage after accepting": Misfortune(("garbage",), doubtful=True),
    "slowness": Misfortune(("slow",), {"seconds": 0.1}),
    "a cut and a hidden post": Misfortune(("hide", "cut_after"), told=Told(hides=True), doubtful=True),
}


@pytest.mark.parametrize("misfortune", MISFORTUNES.values(), ids=MISFORTUNES.keys())
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_lost_or_doubled_when_a_worker_dies_at(
    workshop: Workshop, place: str, misfortune: Misfortune
) -> None:
    if misfortune.told.hides:
        workshop.sandbox.dial(duplicate_window_s=86_400)  # what shows nobody that it is there, it must at least refuse
    post = workshop.now("The head", "The tail")
    for kind in misfortune.kinds:
        workshop.fault(kind, **misfortune.details)
    workshop.checkpoints.die_at = place
    workshop.settle()
    assert workshop.deaths == (0 if place == "nowhere" or not _comes_by(place, misfortune) else 1)
    count = reckon(_parts(workshop, post), workshop.live(), misfortune.told)
    assert count.wrongs == ()
    assert count.posts == 2


def _comes_by(place: str, misfortune: Misfortune) -> bool:
    """Whether a worker passes there: only what was doubtful is looked for, only what was confirmed is recorded."""
    if place == "looked":
        return misfortune.doubtful
    return place != "recorded" or not (misfortune.told.refuses or misfortune.told.hides)


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
