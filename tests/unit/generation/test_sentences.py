"""A full stop is not always the end of a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.generation.sentences import sentences


def texts(text: str, *, wrapped: bool = False) -> list[str]:
    return [sentence.text for sentence in sentences(text, wrapped=wrapped)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith paid $3.5 million.",
        "It opened on Jan. 5, 2024 in the U.S. market.",
        "J. K. Rowling wrote it.",
        "Am 3. Oktober war es so weit.",
        "Das gilt z.B. in Berlin.",
        "See https://example.com/a.b?c=1 for more",
        "Wait... what?",
        "Acme Inc. CEO Ann Lee left.",
    ],
)
def test_a_dot_within_a_sentence_ends_nothing(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left at 5 p.m. Then it rained.", ["He left at 5 p.m.", "Then it rained."]),
        ("I said no. Then No. 5 came.", ["I said no.", "Then No. 5 came."]),
        ("What?! Yes. 🚀 Next one", ["What?!", "Yes. 🚀", "Next one"]),
        ('"He said it." She left.', ['"He said it."', "She left."]),
        ("第一句。第二句！", ["第一句。", "第二句！"]),
        ("In 2024. Then more.", ["In 2024.", "Then more."]),
    ],
)
def test_what_ends_a_sentence_ends_it(text: str, found: list[str]) -> None:
    assert texts(text) == found


def test_lines_of_a_post_are_sentences_without_their_bullets() -> None:
    assert texts("Three things:\n- one\n2. two\n✅ three") == ["Three things:", "one", "two", "three"]


def test_a_wrapped_line_of_a_document_goes_on_but_a_heading_does_not() -> None:
    text = "Outlook\nRevenue rose by 12 percent in the third quarter of the\nyear. Costs fell."
    assert texts(text, wrapped=True) == [
        "Outlook",
        "Revenue rose by 12 percent in the third quarter of the\nyear.",
        "Costs fell.",
    ]


@given(st.text(max_size=200))
def test_each_sentence_stands_where_it_says(text: str) -> None:
    found = sentences(text)
    assert all(text[span.start : span.end] == span.text for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
