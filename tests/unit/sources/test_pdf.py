from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.unit.sources import making
from tests.unit.sources.conftest import Read
from velocitypost.sources.extraction.pdf import Pdf
from velocitypost.sources.passage import Extracted, Found


def texts(document: Extracted, *kinds: str) -> list[str]:
    return [p.text for p in document.passages if not kinds or p.kind in kinds]


def find(document: Extracted, start: str) -> Found:
    return next(p for p in document.passages if p.text.startswith(start))


def test_two_columns_are_read_one_after_the_other(reading: Read) -> None:
    written = [making.prose(n, 6) for n in range(12)]
    document = reading("pdf", making.story(*map(making.paragraph, written), columns=2))
    assert " ".join(texts(document)) == " ".join(written)


def test_columns_are_read_in_order_however_the_file_draws_them(reading: Read) -> None:
    left, right = ([f"{side} line {n} of running text here" for n in range(8)] for side in ("left", "right"))

    def row_by_row(canvas: Any) -> None:
        canvas.setFont("Helvetica", 11)
        for n in range(8):
            canvas.drawString(320, 700 - 14 * n, right[n])
            canvas.drawString(60, 700 - 14 * n, left[n])

    document = reading("pdf", making.drawn(row_by_row))
    assert " ".join(texts(document)) == " ".join(left + right)


def test_what_stands_across_both_columns_is_read_where_it_stands(reading: Read) -> None:
    def page(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, 780, "A title that goes over the whole width of the page")
        canvas.setFont("Helvetica", 11)
        for n in range(6):
            canvas.drawString(60, 740 - 14 * n, f"upper left line {n} goes on with words")
            canvas.drawString(320, 740 - 14 * n, f"upper right line {n} goes on with words")
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 630, "A heading in the middle that crosses both of the columns here")
        canvas.setFont("Helvetica", 11)
        for n in range(6):
            canvas.drawString(60, 600 - 14 * n, f"lower left line {n} goes on with words")
            canvas.drawString(320, 600 - 14 * n, f"lower right line {n} goes on with words")

    found = " ".join(texts(reading("pdf", making.drawn(page))))
    order = ["A title", "upper left", "upper right", "A heading", "lower left", "lower right"]
    places = [found.index(start) for start in order]
    assert places == sorted(places)


def test_every_passage_knows_the_headings_above_it(reading: Read) -> None:
    data = making.story(
        making.paragraph("Coffee in Numbers", "Title"),
        making.paragraph("1 Growing", "Heading1"),
        making.paragraph(making.prose(1)),
        making.paragraph("1.1 Water", "Heading2"),
        making.paragraph(making.prose(2)),
        making.paragraph("2 Selling", "Heading1"),
        making.paragraph(making.prose(3)),
    )
    document = reading("pdf", data)
    assert document.title == "Coffee in Numbers"
    assert find(document, making.prose(2)[:30]).place.headings == ("Coffee in Numbers", "1 Growing", "1.1 Water")
    assert find(document, making.prose(3)[:30]).place.headings == ("Coffee in Numbers", "2 Selling")


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_keeps_its_rows(reading: Read, ruled: bool, columns: int) -> None:
    rows = (("Year", "Cups sold", "Price"), ("2023", "1,450", "$3.25"), ("2024", "1,900", "$3.40"))
    data = making.story(
        making.paragraph(making.prose(1, 9)),
        making.table(rows, ruled=ruled),
        *(making.paragraph(making.prose(n, 9)) for n in range(2, 9)),
        columns=columns,
    )
    (table,) = [p for p in reading("pdf", data).passages if p.kind == "table"]
    assert table.rows == rows
    assert table.text.splitlines()[1] == "2023 | 1,450 | $3.25"


def test_a_cell_of_several_lines_is_one_cell(reading: Read) -> None:
    rows = (("What", "Why"), ("Roast\nlonger", "The taste\nis rounder"), ("Grind\nfiner", "More\ncomes out"))
    (table,) = reading("pdf", making.story(making.table(rows, ruled=True))).passages
    assert table.rows == (("What", "Why"), ("Roast longer", "The taste is rounder"), ("Grind finer", "More comes out"))


def test_points_of_a_list_are_passages_of_their_own(reading: Read) -> None:
    texts_ = [
        "We promise three things:",
        "• freshly roasted beans, which we",
        "  buy from three farms",
        "• fair prices",
    ]
    document = reading("pdf", making.drawn(making.lines(texts_)))
    assert texts(document, "list") == ["• freshly roasted beans, which we buy from three farms", "• fair prices"]


def test_a_paragraph_that_the_end_of_a_page_has_parted_is_one_with_two_boxes(reading: Read) -> None:
    first = making.lines(
        ["This sentence begins on the first page and has not", "come to its end when the page"], top=90
    )
    second = making.lines(["is over, but goes on upon the second one.", "", "Another."])
    document = reading("pdf", making.drawn(first, second))
    passage = find(document, "This sentence")
    assert passage.text.endswith("when the page is over, but goes on upon the second one.")
    assert [box.page for box in passage.boxes] == [1, 2]


def test_running_heads_and_page_numbers_are_margins(reading: Read) -> None:
    data = making.story(*(making.paragraph(making.prose(n, 14)) for n in range(16)), header="The Coffee House 2024")
    document = reading("pdf", data)
    assert document.pages >= 3
    assert texts(document, "margin") == [
        t for n in range(document.pages) for t in ("The Coffee House 2024", str(n + 1))
    ]
    assert "Coffee House" not in " ".join(texts(document, "paragraph"))


def test_divided_words_are_whole_again_and_hyphenated_ones_keep_their_hyphen(reading: Read) -> None:
    texts_ = [
        "The revenue of this long-established house is growing. It is a long-",
        "established one, and it sells excep-",
        "tional coffee to its customers here.",
    ]
    (passage,) = reading("pdf", making.drawn(making.lines(texts_))).passages
    assert "It is a long-established one, and it sells exceptional coffee" in passage.text


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_passage_is_lit_where_it_is_seen(reading: Read, keep: Callable[[bytes], Path], degrees: int) -> None:
    data = making.turned(making.drawn(making.lines(["The words to be lit"], left=72, top=700)), degrees)
    (passage,) = reading("pdf", data).passages
    (box,) = passage.boxes
    page = Pdf(keep(data)).picture(1, side=800)
    assert dark_part(page) == pytest.approx((box.left, box.top, box.right, box.bottom), abs=0.02)


def dark_part(page: Image.Image) -> tuple[float, float, float, float]:
    """Where anything stands on the page, in parts of its size."""
    left, top, right, bottom = page.convert("L").point(lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)
    return left / page.width, top / page.height, right / page.width, bottom / page.height


def test_hebrew_is_read_from_the_right(reading: Read) -> None:
    first, second = "שלום עולם, זה מסמך על קפה", "יש בו 25 מילים ושתי שורות."

    def page(canvas: Any) -> None:
        canvas.setFont(making.font(), 12)
        canvas.drawRightString(540, 700, first[::-1])
        canvas.drawRightString(540, 684, second[::-1].replace("52", "25"))

    document = reading("pdf", making.drawn(page))
    assert document.direction == "rtl"
    assert document.language == "he"
    assert " ".join(texts(document)) == f"{first} {second}"


def test_shaped_arabic_is_read_as_plain_letters(reading: Read) -> None:
    def page(canvas: Any) -> None:
        canvas.setFont(making.font(), 14)
        canvas.drawRightString(
            540, 700, "\ufee1\ufefc\ufeb3 \ufe8e\ufef4\ufee7\ufea9\ufe8e\ufef3"
        )  # as a program lays it out, from the left

    (passage,) = reading("pdf", making.drawn(page)).passages
    assert passage.text == "يادنيا سلام"


def test_a_long_paragraph_is_parted_between_sentences(reading: Read) -> None:
    document = reading("pdf", making.story(making.paragraph(making.prose(5, 60))))
    assert len(document.passages) > 2
    assert all(len(p.text) <= 1500 and p.text.endswith(".") for p in document.passages)
    assert " ".join(texts(document)) == making.prose(5, 60)


def test_a_page_that_holds_only_a_line_of_text_is_not_taken_for_a_scan(reading: Read) -> None:
    assert texts(reading("pdf", making.drawn(making.lines(["Thank you"])))) == ["Thank you"]


def test_the_title_that_a_program_has_made_up_is_not_believed(reading: Read) -> None:
    def page(canvas: Any) -> None:
        canvas.setTitle("Microsoft Word - draft_final2.docx")
        making.lines(["Our garden in winter"], size=22, bold=True)(canvas)
        making.lines([making.sentence(1, 8), making.sentence(2, 8)], top=700)(canvas)

    assert reading("pdf", making.drawn(page)).title == "Our garden in winter"


def test_progress_counts_pages(keep: Callable[[bytes], Path]) -> None:
    from velocitypost.sources.extraction.paged import read_pdf

    told: list[tuple[int, int]] = []
    data = making.drawn(*(making.lines([making.sentence(n)]) for n in range(3)))
    read_pdf(keep(data), lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_title_in_the_middle_is_no_part_of_the_heading_below_it(reading: Callable[..., Extracted]) -> None:
    data = making.story(
        making.paragraph("October at Maple and Rye", "Title"),
        making.paragraph("What we sold", "Heading1"),
        making.paragraph("The bakery sold 4,820 loaves of sourdough in October, more than in any month before."),
    )
    assert [(p.kind, p.text) for p in reading("pdf", data).passages][:2] == [
        ("heading", "October at Maple and Rye"),
        ("heading", "What we sold"),
    ]
