"""A long text becomes posts that a reader can take one by one, and nothing of it is lost or torn."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.generation.places import place
from velocitypost.generation.threads import TooLongForAThread, split

X_LIKE = place(weighted=True)
STORY = (
    "The city of Malmö finished its first car-free winter last week, and the numbers are in. Footfall in the old town "
    "rose by 14 percent, according to Dr. Anna Berg of the city's office for traffic.\n\n"
    "What made it work? Trams that run every 6 minutes, a square with heated benches, and delivery bikes for traders. "
    "See https://example.com/malmo/report?year=2024 for the whole report. The council votes in March 🚲\n\n"
    "Not everybody is happy. Families outside the ring road say that they come less often."
)


def test_a_text_that_fits_is_one_part() -> None:
    assert split("Short enough.", X_LIKE.measure, 280) == ("Short enough.",)


def test_paragraphs_are_kept_together_where_they_fit() -> None:
    parts = split(STORY, X_LIKE.measure, 280)
    assert parts[0].endswith("office for traffic.")
    assert parts[1].startswith("What made it work?")


def test_without_paragraphs_it_parts_between_sentences() -> None:
    parts = split(STORY.replace("\n\n", " "), X_LIKE.measure, 280)
    assert all(part[-1] in ".!?🚲" for part in parts)


def test_a_long_sentence_parts_at_a_clause() -> None:
    sentence = "We moved the bakery to the harbour in spring, " * 5 + "and nobody has looked back since."
    assert all(part.endswith((",", ".")) for part in split(sentence, X_LIKE.measure, 120))


def test_a_number_stays_with_its_unit_and_a_name_together() -> None:
    text = "The bridge that Maria Gonzales Ortega designed cost about 3.2 million euros and 45 km of cable went into it"
    for limit in range(30, 80):
        for part in split(text, len, limit):
            assert not part.endswith(("3.2", "45", "Maria", "Gonzales"))


def test_a_link_is_never_cut() -> None:
    link = "https://example.com/a/long/path?with=query&and=more#fragment"
    parts = split(f"Read it here before you go {link} and tell us what you think of it then", len, 65)
    assert sum(link in part for part in parts) == 1


def test_a_link_that_no_post_can_hold_is_said() -> None:
    with pytest.raises(TooLongForAThread, match="link"):
        split("See https://example.com/" + "a" * 300, len, 200)


def test_too_many_parts_are_said() -> None:
    with pytest.raises(TooLongForAThread, match="25"):
        split("And then another thing happened here. " * 400, len, 100)


def test_the_last_part_is_not_a_mere_rest() -> None:
    text = "One two three four five six seven. " * 8 + "The end."
    parts = split(text, len, 140)
    assert len(parts[-1]) > 35


def test_numbers_show_the_place_of_each_part_and_fit_too() -> None:
    parts = split(STORY, X_LIKE.measure, 200, numbered=True)
    assert [part.rsplit(" ", 1)[1] for part in parts] == [f"({n}/{len(parts)})" for n in range(1, len(parts) + 1)]
    assert all(X_LIKE.measure(part) <= 200 for part in parts)


def test_more_than_nine_parts_are_numbered_within_the_limit() -> None:
    parts = split("And then another thing happened here. " * 30, len, 100, numbered=True)
    assert len(parts) > 9
    assert all(len(part) <= 100 for part in parts)


def test_a_script_without_spaces_parts_at_its_own_stops() -> None:
    text = "日本の首都は東京です。人口は約1400万人で、世界最大級の都市圏を形成しています。" * 6
    parts = split(text, X_LIKE.measure, 200)
    assert "".join(parts) == text
    assert all(part.endswith("。") for part in parts)


def test_an_emoji_family_is_never_torn() -> None:
    family = "👨‍👩‍👧‍👦"
    parts = split(family * 60, len, 100)
    assert set(regex.findall(r"\X", "".join(parts))) == {family}
    assert "".join(parts) == family * 60


PIECES = [
    *[
        "We",
        "sold",
        "12",
        "km",
        "of",
        "rope,",
        "in",
        "2024!",
        "“So",
        "what?”",
        "🎉",
        "3.5",
        "yes;",
        "Über.",
        "日本語。",
    ],
    "%\n\n",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=160))
def test_nothing_is_lost_and_every_part_fits(pieces: list[str]) -> None:
    text = " ".join(pieces)
    parts = split(text, X_LIKE.measure, 60, most=500)
    assert all(X_LIKE.measure(part) <= 60 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
