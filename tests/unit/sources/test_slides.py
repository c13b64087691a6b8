from __future__ import annotations

from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.unit.sources import making
from tests.unit.sources.conftest import Read


def test_each_slide_is_read_under_its_title_with_its_notes(reading: Read) -> None:
    def build(presentation: Any) -> None:
        first = presentation.slides.add_slide(presentation.slide_layouts[0])
        first.shapes.title.text = "Coffee 2024"
        second = presentation.slides.add_slide(presentation.slide_layouts[1])
        second.shapes.title.text = "What we sold"
        second.placeholders[1].text = "1,900 cups\nmost of them in May"
        second.notes_slide.notes_text_frame.text = "Thank the team."

    found = reading("pptx", making.slides(build))
    assert (found.title, found.pages, found.document_type) == ("Coffee 2024", 2, "presentation")
    assert [(p.kind, p.text, p.place.slide, p.place.headings) for p in found.passages] == [
        ("heading", "Coffee 2024", 1, ()),
        ("heading", "What we sold", 2, ()),
        ("list", "1,900 cups", 2, ("What we sold",)),
        ("list", "most of them in May", 2, ("What we sold",)),
        ("note", "Thank the team.", 2, ("What we sold",)),
    ]


def test_shapes_are_read_from_above_and_from_the_left(reading: Read) -> None:
    def build(presentation: Any) -> None:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        for text, left, top in (("three", 1, 4), ("two", 5, 1.05), ("one", 1, 1)):
            slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1)).text_frame.text = text

    assert [p.text for p in reading("pptx", making.slides(build)).passages] == ["one", "two", "three"]


def test_what_is_grouped_is_read_too(reading: Read) -> None:
    def build(presentation: Any) -> None:
        group = presentation.slides.add_slide(presentation.slide_layouts[6]).shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "inside"

    assert [p.text for p in reading("pptx", making.slides(build)).passages] == ["inside"]


def test_tables_and_the_figures_of_charts_are_tables(reading: Read) -> None:
    def build(presentation: Any) -> None:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(1)).table
        for place, text in enumerate(("City", "Shops", "Rome", "39")):
            table.cell(place // 2, place % 2).text = text
        data = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["May", "June"]
        data.add_series("Cups", (1900, 1450.5))  # type: ignore[no-untyped-call]
        chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, Inches(3), Inches(4), Inches(3), data).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Sold"

    first, second = reading("pptx", making.slides(build)).passages
    assert first.rows == (("City", "Shops"), ("Rome", "39"))
    assert second.rows == (("Sold",), ("", "Cups"), ("May", "1900"), ("June", "1450.5"))


def test_slides_that_hold_only_pictures_are_named(reading: Read) -> None:
    def build(presentation: Any) -> None:
        blank = presentation.slide_layouts[6]
        presentation.slides.add_slide(blank).shapes.add_textbox(0, 0, 100, 100).text_frame.text = "Words"
        picture = making.saved(making.written(["a photo"]))
        presentation.slides.add_slide(blank).shapes.add_picture(BytesIO(picture), 0, 0)

    assert reading("pptx", making.slides(build)).notices == (
        "Slide 2 holds only pictures; text in pictures on slides is not read.",
    )
