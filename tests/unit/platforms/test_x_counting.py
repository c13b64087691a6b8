"""X's own way to count, by its published rule and examples."""

from __future__ import annotations

import pytest

from velocitypost.contract.types import Draft
from velocitypost.platforms.x import X


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("hello", 5),
        ("h\u00e9llo", 5),
        ("he\u0301llo", 5),
        ("日本語", 6),
        ("안녕", 4),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("🇩🇪", 2),
        ("1️⃣", 2),
        ("™©", 3),
        ("“quoted” – and…", 16),
        ("https://example.com", 23),
        ("https://example.com/a/very/long/path?with=parameters&and=more#fragment", 23),
        ("see example.com.", 28),
        ("(https://example.com/a)", 25),
        ("two https://example.com example.org", 4 + 23 + 1 + 23),
        ("https://bakery.example/menu", 27),
        ("write to me@example.com", 23),
        ("version 3.5 of file.txt", 23),
        ("#bread @adaquist $TSLA", 22),
    ],
)
def test_each_text_counts_as_x_counts_it(text: str, length: int) -> None:
    assert X().measure(text) == length


def test_a_post_with_a_link_costs_more() -> None:
    assert X().cost(Draft("No link")).amount == "0.015"
    assert X().cost(Draft("See https://example.com")).amount == "0.200"
