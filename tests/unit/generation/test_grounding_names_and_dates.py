"""Names and dates are found where they are, and not in what only looks like one."""

from __future__ import annotations

import pytest

from velocitypost.generation.dates import dates
from velocitypost.generation.names import names


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("on 12 September 2025", (2025, 9, 12)),
        ("on January 5, 2024", (2024, 1, 5)),
        ("on 2024-05-06", (2024, 5, 6)),
        ("am 3. Oktober 2024", (2024, 10, 3)),
        ("el 5 de octubre de 2025", (2025, 10, 5)),
        ("le 12 juin 2025", (2025, 6, 12)),
        ("since May 2022", (2022, 5, None)),
        ("in October", (None, 10, None)),
        ("since 2011", (2011, None, None)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(text: str, parts: tuple[int | None, ...]) -> None:
    (found,) = dates(text)
    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize("text", ["it may rain", "they march on", "about 2000 people", "2,050 workers", "1850 euros"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == []


def test_the_year_of_a_range_is_that_of_its_beginning_too() -> None:
    assert [date.year for date in dates("from 3 March to 30 June 2024")] == [2024, 2024]


def test_a_date_is_borne_out_by_one_that_says_at_least_as_much() -> None:
    source = dates("on 12 September 2025")
    assert dates("in September 2025")[0].borne_out_by(source)
    assert not dates("on 13 September 2025")[0].borne_out_by(source)
    assert not dates("on 12 September 2024")[0].borne_out_by(source)
    assert not dates("on 12 September 2025")[0].borne_out_by(dates("in September 2025"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gothenburg ran a ferry.", ["Gothenburg"]),
        ("Local shops reported it.", []),
        ("Landowners get their share.", []),
        ("It was led by Dr. Achieng Odhiambo in Kisumu County.", ["Achieng Odhiambo", "Kisumu County"]),
        ("Three Amur leopards live there.", ["Amur"]),
        ("The Bank of Lindmark and UNICEF helped.", ["Bank of Lindmark", "UNICEF"]),
        ("Residents of Viby complained.", ["Viby"]),
        ("The most borrowed book was “The Salt Path”.", ["The Salt Path"]),
        ("Das Hallenbad hatte mehr Gäste als sonst.", []),
    ],
)
def test_names_are_told_from_words_that_only_begin_with_a_capital(text: str, found: list[str]) -> None:
    from velocitypost.generation.claims import statement

    assert [name.text for name in statement(text).names] == found
    assert [name.text for name in names("")] == []
