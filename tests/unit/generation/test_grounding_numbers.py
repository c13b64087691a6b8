"""Numbers are the same number however they are written, and another one when they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.generation.numerals import quantities
from velocitypost.generation.quantities import Quantity, agree, bears_out_ratio


def one(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("48,200 passengers", "count", 48_200),
        ("€184.3 million", "money:eur", 184_300_000),
        ("£7.3m", "money:gbp", 7_300_000),
        ("2,4 Mio. Euro", "money:eur", 2_400_000),
        ("86,4 Millionen Euro", "money:eur", 86_400_000),
        ("2,3 millions d'euros", "money:eur", 2_300_000),
        ("1 850 commerçants", "count", 1850),
        ("340 milliseconds", "time", 0.34),
        ("a 25-minute meeting", "time", 1500),
        ("61 percent", "percent", 61),
        ("5 %", "percent", 5),
        ("a third of them", "percent", 33.333),
        ("three quarters", "percent", 75),
        ("six in ten", "percent", 60),
        ("Twenty-two turbines", "count", 22),
        ("two and a half million", "bare", 2_500_000),
        ("240 °C", "heat:c", 240),
        ("92 megawatts", "power", 92_000_000),
        ("doubled", "factor", 2),
        ("3.4 times", "factor", 3.4),
        ("twice a week", "often", 2),
        ("10 a.m.", "clock", 10),
        ("1 p.m.", "clock", 13),
        ("70 square metres", "area", 70),
    ],
)
def test_a_number_is_read_with_what_it_measures(text: str, kind: str, value: float) -> None:
    found = one(text)
    assert found.kind == kind
    assert found.value == pytest.approx(value)


def test_what_a_price_is_per_is_part_of_it() -> None:
    assert one("45 pounds a year").per == one("45 pounds per year").per
    assert not agree(one("45 pounds a month"), one("45 pounds a year"))
    first, second = quantities("from 8.90 euros per kilogram to 3.60 euros")
    assert first.per == second.per


def test_in_a_range_the_unit_holds_for_both() -> None:
    assert [(q.kind, q.value) for q in quantities("from 48 to 75 percent")] == [("percent", 48), ("percent", 75)]


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("about 48,000 people", "48,200 passengers"),
        ("7 percent", "7.2 percent"),
        ("roughly €184 million", "€184.3 million"),
        ("almost half", "47 percent"),
        ("nearly 5,000 hectares", "4,800 hectares"),
        ("more than 16,000 runners", "16,400 runners"),
        ("0.9 seconds", "900 milliseconds"),
        ("1,800 kilograms", "1.8 tonnes"),
        ("92 MW", "92 megawatts"),
        ("eight minutes", "8 minutes"),
        ("184.3 million euros", "€184.3 million"),
        ("six in ten", "61 percent"),
        ("240 degrees", "240 °C"),
        ("a year and a half", "18 months"),
        ("286,000", "286.000"),
    ],
)
def test_the_same_said_otherwise_is_the_same(said: str, source: str) -> None:
    assert agree(one(said), one(source))


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("84,000 people", "48,200 passengers"),
        ("2.4 billion kronor", "2.4 million kronor"),
        ("14 months", "14 weeks"),
        ("$184.3 million", "€184.3 million"),
        ("240 °F", "240 °C"),
        ("62 GB", "62 MB"),
        ("over 40 percent", "38 percent"),
        ("nearly 40 percent", "43 percent"),
        ("8 percent", "7.2 percent"),
        ("48 km", "48 miles"),
        ("18 percent", "18 percentage points"),
    ],
)
def test_another_number_or_another_unit_is_another_thing(said: str, source: str) -> None:
    assert not agree(one(said), one(source))


def test_a_share_may_follow_from_two_numbers_of_the_source() -> None:
    part, whole = quantities("Of the 640 businesses, 212 bought one")[::-1]
    assert bears_out_ratio(one("a third of them"), part, whole)
    assert not bears_out_ratio(one("half of them"), part, whole)


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    for found in quantities(text):
        assert text[found.start : found.end] == found.text
