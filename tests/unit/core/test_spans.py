"""Spans of time in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from velocitypost.core.spans import in_words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=2, minutes=15), "2 hours 15 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=3, hours=4, minutes=5), "3 days 4 hours"),
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_a_span_is_told_by_its_two_largest_units(span: timedelta, words: str) -> None:
    assert in_words(span) == words
