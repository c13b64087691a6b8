"""A person takes some texts for the same, whatever their hashtags; a variation must be more than other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.generation.similarity import SAME, apart, likeness, nearest, similarity

POST = "Our new bakery opens on Friday at nine, with free coffee for the first fifty guests."


@pytest.mark.parametrize(
    "again",
    [
        POST.upper(),
        POST + " 🥐 #bakery #coffee",
        "Our new bakery opens this Friday at nine, with free coffee for the first fifty guests!",
        "With free coffee for the first fifty guests, our new bakery opens on Friday at nine.",
        POST + " https://example.com/opening",
    ],
)
def test_the_same_said_again_is_the_same(again: str) -> None:
    assert similarity(POST, again) > SAME


@pytest.mark.parametrize(
    "other",
    ["We are closed on Sunday. See you on Monday morning.", "What was the first thing you ever baked?", "Nope."],
)
def test_something_else_is_not(other: str) -> None:
    assert similarity(POST, other) < 0.3


def test_the_nearest_is_found() -> None:
    assert nearest(POST, ["Nothing of it.", POST.lower(), "Our bakery."]) == (1, 1.0)
    assert nearest(POST, []) is None


def test_repetitions_are_left_out_and_the_first_is_kept() -> None:
    assert apart([POST, "Something else entirely.", POST + " 🎉", "Nothing of the kind here."]) == [0, 1, 3]


def test_other_words_in_the_same_build_are_no_variation() -> None:
    one = "Our new bakery opens on Friday. Come for coffee at nine."
    same_build = "Our new bakery opens on Friday. Come for breakfast then."
    list_of_it = "Friday, nine o'clock:\n• our new bakery opens\n• coffee is free\n\nWho comes?"
    assert not likeness(one).varies(likeness(same_build))
    assert likeness(one).varies(likeness(list_of_it))


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_the_same_both_ways_and_between_nothing_and_all(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1
