from __future__ import annotations

import pytest

from velocitypost.sources.finding import Index
from velocitypost.sources.passage import Passage, PassageKind, Place
from velocitypost.sources.words import keys


def passage(number: int, text: str, kind: PassageKind = "paragraph", weight: float = 0.0, heading: str = "") -> Passage:
    place = Place(page=1, headings=(heading,) if heading else (), paragraph=number + 1)
    return Passage(place=place, kind=kind, text=text, weight=weight, id=f"source-{number}", number=number)


PASSAGES = [
    passage(0, "The bakery opens at seven every morning.", weight=0.2),
    passage(1, "Sourdough bread is baked twice a day and sells out by noon.", weight=0.9),
    passage(2, "The oven was bought in 2019 for 12,000 dollars.", weight=0.4),
    passage(3, "Bread and rolls are delivered to cafés nearby.", weight=0.5, heading="Delivery"),
    passage(4, "Bakery annual report", kind="margin"),
]


def found(query: str, most: int = 3) -> list[int]:
    return [p.number for p in Index(PASSAGES).find(query, most=most)]


def test_the_passage_that_answers_comes_first() -> None:
    assert found("When does the oven date from, 2019?")[0] == 2
    assert found("sourdough breads")[0] == 1


def test_endings_accents_and_case_do_not_matter() -> None:
    assert found("DELIVERING TO CAFES")[0] == 3
    assert keys("Cafés, baking") == keys("cafe baked")


def test_the_heading_above_a_passage_counts() -> None:
    assert found("delivery")[0] == 3


def test_rare_words_count_more_than_those_that_are_everywhere() -> None:
    assert found("the the the noon")[0] == 1


def test_margins_are_no_answer() -> None:
    assert 4 not in found("annual report bakery", most=5)


@pytest.mark.parametrize("query", ["", "zebra", "?!"])
def test_where_nothing_answers_the_most_central_passages_are_given(query: str) -> None:
    assert found(query) == [1, 3, 2]


def test_an_empty_document_has_no_answer() -> None:
    assert Index([]).find("bread", most=3) == []


def test_scripts_without_spaces_are_searched_by_pairs_of_signs() -> None:
    index = Index([passage(0, "天然酵母のパンは人気です。"), passage(1, "店は七時に開きます。")])
    assert [p.number for p in index.find("酵母パン", most=1)] == [0]
