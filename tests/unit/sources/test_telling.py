"""What is told about a document: language, topics, summary, kind; and where sentences end."""

from __future__ import annotations

import pytest

from tests.unit.sources.conftest import Read
from velocitypost.sources.extraction.sentences import ends_of_sentences, sentences
from velocitypost.sources.limits import Kind

REPORT = """# Annual report 2024

The Maple Street bakery grew again in 2024. Revenue rose by 12 percent to 480,000 dollars, mostly because of sourdough
bread. Sourdough bread is now baked twice a day, and the morning queue is shorter than it was.

## Customers

Most customers come before nine. The loyalty card, introduced in March, has 1,200 members. Members of the loyalty card
buy sourdough bread more often than others do, and they bring friends along on Saturdays.

## Outlook

We plan a second oven for the bakery in spring. With a second oven, sourdough bread will not sell out before noon. The
loyalty card will work in the new shop as well. Revenue should then grow by another tenth, if flour prices stay calm.
"""


def test_topics_are_what_a_document_comes_back_to(reading: Read) -> None:
    topics = reading("text", REPORT.encode(), "report.md").key_topics
    assert {"sourdough bread", "loyalty card", "second oven"} <= set(topics)
    assert len(topics) <= 8


def test_a_summary_is_made_of_the_documents_own_sentences_in_their_order(reading: Read) -> None:
    found = reading("text", REPORT.encode(), "report.md")
    text = " ".join(p.text for p in found.passages)
    chosen = sentences(found.summary)
    assert 1 <= len(chosen) <= 3
    places = [text.index(sentence) for sentence in chosen]
    assert places == sorted(places)
    assert "sourdough" in found.summary.lower()


def test_the_most_central_passage_speaks_of_the_topics(reading: Read) -> None:
    found = reading("text", REPORT.encode(), "report.md")
    central = max(found.passages, key=lambda passage: passage.weight)
    assert central.weight == 1.0
    assert "loyalty card" in central.text or "sourdough" in central.text.lower()


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("The bakery opens at seven and closes when the bread is sold out.", "en", "ltr"),
        ("Die Bäckerei öffnet um sieben und schließt, wenn das Brot ausverkauft ist.", "de", "ltr"),
        ("La boulangerie ouvre à sept heures et ferme quand il n'y a plus de pain.", "fr", "ltr"),
        ("La panadería abre a las siete y cierra cuando se acaba el pan.", "es", "ltr"),
        ("Пекарня открывается в семь и закрывается, когда хлеб распродан.", "ru", "ltr"),
        ("يفتح المخبز في السابعة ويغلق عندما ينفد الخبز.", "ar", "rtl"),
        ("パン屋は七時に開き、パンが売り切れると閉まります。", "ja", "ltr"),
        ("12 34 56 78", "", "ltr"),
    ],
)
def test_the_language_is_recognised(reading: Read, text: str, language: str, direction: str) -> None:
    found = reading("text", text.encode(), "note.txt")
    assert (found.language, found.direction) == (language, direction)


def test_topics_are_found_where_words_are_not_parted_by_spaces(reading: Read) -> None:
    parts = ["天然酵母のパンは人気です。", "天然酵母を使うと香りが良い。", "毎朝、天然酵母で焼きます。"]
    text = "\n\n".join(parts)
    assert "天然酵母" in reading("text", text.encode(), "note.txt").key_topics


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Invoice no 17\n\nBill to: Maple Street\n\nSubtotal 90\nVAT 19 %\nAmount due 107.10", "invoice"),
        ("Curriculum vitae\n\nWork experience\n\nBaker since 2010.\n\nEducation\n\nSkills", "cv"),
        ("FOR IMMEDIATE RELEASE\n\nMaple Street announced today a second oven.\n\nMedia contact: Ann", "press_release"),
        ("This agreement binds the parties, hereinafter A and B. Governing law: Irish. Liability shall", "contract"),
        ("Minutes of the meeting\n\nAttendees: Ann, Bob\n\nAction items: order flour", "meeting_minutes"),
        ("Dear Ann,\n\nthank you for the bread.\n\nKind regards\nBob", "letter"),
        (REPORT, "business_report"),
        ("Buy flour. Call Bob.", "notes"),
    ],
)
def test_the_kind_of_document_is_told_by_its_signs(reading: Read, text: str, kind: str) -> None:
    assert reading("text", text.encode(), "note.txt").document_type == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("Dr. Miller paid 3.50 to Mr. Smith. He left.", ["Dr. Miller paid 3.50 to Mr. Smith.", "He left."]),
        ("See fig. 3 and p. 7. Then no. We go.", ["See fig. 3 and p. 7.", "Then no.", "We go."]),
        ("He said “stop.” She did.", ["He said “stop.”", "She did."]),
        ("It is e.g. this, i.e. that.", ["It is e.g. this, i.e. that."]),
        ("雨です。明日は晴れ！", ["雨です。", "明日は晴れ！"]),
        ("1. First things first.", ["1. First things first."]),
        ("Without an end", ["Without an end"]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_what_has_no_end_of_a_sentence_is_parted_at_spaces_or_anywhere() -> None:
    for text in ("word " * 500, "x" * 2_500):
        ends = list(ends_of_sentences(text, most=1_000))
        assert ends[-1] == len(text)
        assert all(b - a <= 1_000 for a, b in zip([0, *ends], ends, strict=False))


@pytest.mark.parametrize("kind", ["text"])
def test_a_document_without_a_title_is_called_by_its_name(reading: Read, kind: Kind) -> None:
    assert reading(kind, b"Just a line.", "Garden plan.txt").title == "Garden plan"
