"""The beginning of a text ends at a word and says that there is more."""

from __future__ import annotations

import pytest

from velocitypost.content.beginnings import beginning


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short enough.", "Short enough."),
        ("Bread, warm from the oven #Memes", "Bread, warm from the…"),
        ("Bread is out at seven, and gone", "Bread is out at seven…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsge…"),
    ],
)
def test_a_text_is_cut_at_a_word_with_an_ellipsis(text: str, shown: str) -> None:
    assert beginning(text, 25) == shown
