"""What X takes beside a text, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from velocitypost.contract.types import Attachment, Draft
from velocitypost.platforms.x import X

POLL = {"choices": ["Rye", "Wheat"], "minutes": 1440}


def problems(text: str = "Which one?", *, files: tuple[Attachment, ...] = (), **options: Any) -> list[tuple[str, str]]:
    found = X().check(Draft(text, files, options=options))
    return [(problem.field, problem.message) for problem in found if problem.severity == "error"]


def test_a_poll_with_its_question_is_fine_and_so_is_whoever_may_reply() -> None:
    assert problems(poll=POLL, reply_settings="following") == []


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"choices": ["Rye", "x" * 26]}, "25 characters"),
        ({"minutes": 3}, "5 minutes to 7 days"),
        ({"minutes": 20_160}, "5 minutes to 7 days"),
        ({"choices": ["Rye"]}, "2 to 4 answers"),
        ({"choices": list("abcde")}, "2 to 4 answers"),
    ],
)
def test_a_poll_that_x_would_refuse_is_told_before(changes: dict[str, Any], word: str) -> None:
    [(field, message)] = problems(poll={**POLL, **changes})
    assert field == "options"
    assert word in message


def test_a_poll_stands_with_a_text_alone() -> None:
    picture = Attachment("m", "image", "image/png", 10, 64, 64, alt="A loaf")
    [(_, message)] = problems(poll=POLL, files=(picture,))
    assert "remove the files or the poll" in message
    assert ("text", "X takes no poll without a text: write the question.") in problems("", poll=POLL)


def test_a_further_part_carries_neither() -> None:
    assert X().check(Draft("And more", reply_to="1", options={"poll": {"choices": []}})) == []


def test_an_unheard_of_circle_of_repliers_is_none() -> None:
    [(_, message)] = problems(reply_settings="everyone-but-you")
    assert "choose one of" in message
