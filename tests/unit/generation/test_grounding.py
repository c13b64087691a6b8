"""A sentence is grounded only where the source says it, and what is missing is named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.quality.corpus import documents
from bench.quality.grounding import measured
from velocitypost.generation.grounding import Source, flags, ground


@dataclass(frozen=True)
class Passage:
    id: str
    text: str


FERRY = [
    Passage(
        "p1",
        "The city of Malmö ran a free harbour ferry from 3 March to 30 June 2024. The ferry carried 48,200 passengers, "
        "of whom 61 percent said they would otherwise have driven.",
    ),
    Passage(
        "p2",
        "Operating costs came to 2.4 million kronor, slightly below the budget of 2.6 million kronor. Net income of "
        "the port fell to 11.9 million kronor from 15.4 million kronor. The council may decide in October.",
    ),
]


def standing(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    (found,) = ground(text, FERRY)
    return found.standing, found.passage_ids, found.missing


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The ferry carried 48,200 passengers.", "p1"),
        ("About 48,000 people took Malmö's free harbour ferry.", "p1"),
        ("Six in ten passengers would otherwise have driven.", "p1"),
        ("Operating costs stayed below the budget of 2.6 million kronor.", "p2"),
        ("Net income dropped to 11.9 million kronor.", "p2"),
    ],
)
def test_what_the_source_says_is_grounded_with_its_passage(text: str, passage: str) -> None:
    assert standing(text) == ("grounded", (passage,), ())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("About 84,000 people took the free harbour ferry.", ("84,000",)),
        ("Operating costs came to 2.4 billion kronor.", ("2.4 billion kronor",)),
        ("The city of Gothenburg ran a free harbour ferry.", ("Gothenburg",)),
        ("The council may decide in December 2025.", ("December 2025",)),
    ],
)
def test_what_it_does_not_hold_is_named(text: str, missing: tuple[str, ...]) -> None:
    assert standing(text)[0] == "unsupported"
    assert standing(text)[2] == missing


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Operating costs did not stay below the budget.", "denies"),
        ("Net income rose to 11.9 million kronor.", "other way round"),
        ("All passengers would otherwise have driven.", "as far"),
        ("The budget was 2.4 million kronor and operating costs reached 2.6 million.", "belongs to something else"),
        ("Cafés along the quay sold more ice cream than ever.", "source"),
        ("The council decides in October.", "possible or planned"),
    ],
)
def test_what_it_says_otherwise_is_unsupported_with_the_reason(text: str, why: str) -> None:
    (found,) = ground(text, FERRY)
    assert found.standing == "unsupported"
    assert why in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Would you leave the car at home?",
        "Tell us what you think!",
        "I love the smell of the harbour.",
        "Good to know:",
        "Thank you to everybody on board.",
        "#Malmö #ferry",
    ],
)
def test_what_states_no_fact_is_an_opinion_or_nothing(text: str) -> None:
    assert {found.standing for found in ground(text, FERRY)} <= {"opinion"}


def test_a_question_with_a_number_in_it_is_checked() -> None:
    assert standing("Did you know that 61 percent would otherwise have driven?")[0] == "grounded"
    assert standing("Did you know that 91 percent would otherwise have driven?")[0] == "unsupported"


def test_sentences_stand_at_their_place_and_hashtags_and_links_are_no_part_of_them() -> None:
    text = "🚢 The ferry carried 48,200 passengers. See https://example.com/12345 now.\n\n#Malmö2099"
    found = ground(text, FERRY)
    assert [text[one.start : one.end] for one in found] == [
        "The ferry carried 48,200 passengers.",
        "See https://example.com/12345 now.",
    ]
    assert [one.standing for one in found] == ["grounded", "opinion"]


def test_what_is_unsupported_becomes_a_flag_that_blocks_only_by_choice() -> None:
    text = "About 84,000 people took the ferry. Would you?"
    grounds = ground(text, FERRY)
    (flag,) = flags(text, grounds)
    assert text[flag.start : flag.end] == "About 84,000 people took the ferry."
    assert "84,000" in flag.message
    assert not flag.blocking
    assert flags(text, grounds, block=True)[0].blocking


def test_passages_are_ranked_by_what_is_asked_for() -> None:
    source = Source(FERRY)
    assert [passage.id for passage in source.ranked("costs and budget")] == ["p2"]
    assert [passage.id for passage in source.ranked("")] == ["p1", "p2"]


def test_a_source_without_words_supports_nothing() -> None:
    assert Source([]).ground("The ferry carried 48,200 passengers.")[0].standing == "unsupported"
    assert Source([Passage("p", "")]).ground("") == ()


def test_every_sentence_of_a_document_is_grounded_in_it() -> None:
    for document in documents("tuning")[:20]:
        source = Source(document.passages)
        for passage in document.passages:
            assert {found.standing for found in source.ground(passage.text)} == {"grounded"}


def test_the_check_is_as_good_as_its_page_says() -> None:
    held_out = measured("held_out")
    assert held_out.recall > 0.8
    assert held_out.precision > 0.86
    assert len(documents("tuning")) + len(documents("held_out")) >= 60


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    for found in ground(text, FERRY):
        assert 0 <= found.start < found.end <= len(text)


BEFORE = [
    Passage(
        "p1", "On Saturday 380 volunteers collected 6.2 tonnes of rubbish. The year before it had been 8.1 tonnes."
    ),
    Passage("p2", "Half of adults listen to podcasts at least once a month. In 2020 it was 37 percent."),
    Passage("p3", "The brigades have 32,400 members, 1,900 of them women. Ten years ago there were 700 women."),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There was less rubbish than the year before.", "grounded"),
        ("There was more rubbish than the year before.", "unsupported"),
        ("More adults listen to podcasts than in 2020.", "grounded"),
        ("Fewer adults listen to podcasts than in 2020.", "unsupported"),
        ("There are more women than ten years ago.", "grounded"),
        ("There are fewer women than ten years ago.", "unsupported"),
    ],
)
def test_more_or_less_than_before_is_held_against_the_numbers_of_then_and_now(text: str, expected: str) -> None:
    (found,) = ground(text, BEFORE)
    assert found.standing == expected, found.reason
