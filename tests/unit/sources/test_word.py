from __future__ import annotations

from typing import Any

from tests.unit.sources import making
from tests.unit.sources.conftest import Read
from velocitypost.sources.passage import Found

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def told(passage: Found) -> tuple[str, str, tuple[str, ...]]:
    return passage.kind, passage.text, passage.place.headings


def test_paragraphs_stand_under_their_headings(reading: Read) -> None:
    def build(document: Any) -> None:
        document.add_heading("The Coffee Report", 0)
        document.add_heading("Sales", 1)
        document.add_paragraph("We sold 1,900 cups in May.")
        document.add_heading("In the south", 2)
        document.add_paragraph("Espresso leads.")
        document.add_heading("Outlook", 1)
        document.add_paragraph("We hope for rain.")

    found = reading("docx", making.word(build))
    assert found.title == "The Coffee Report"
    assert [told(p) for p in found.passages if p.kind == "paragraph"] == [
        ("paragraph", "We sold 1,900 cups in May.", ("The Coffee Report", "Sales")),
        ("paragraph", "Espresso leads.", ("The Coffee Report", "Sales", "In the south")),
        ("paragraph", "We hope for rain.", ("The Coffee Report", "Outlook")),
    ]


def test_a_style_that_is_based_on_a_heading_is_one(reading: Read) -> None:
    def build(document: Any) -> None:
        style = document.styles.add_style("Kapitel", 1)
        style.base_style = document.styles["Heading 1"]
        document.add_paragraph("Ernte", style="Kapitel")
        document.add_paragraph("Der Mais steht gut.")

    heading, text = reading("docx", making.word(build)).passages
    assert heading.kind == "heading"
    assert text.place.headings == ("Ernte",)


def test_tables_keep_their_rows_where_they_stand(reading: Read) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Before.")
        table = document.add_table(rows=0, cols=2)
        for left, right in (("Year", "Cups"), ("2024", "1,900")):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = left, right
        document.add_paragraph("After.")

    before, table, after = reading("docx", making.word(build)).passages
    assert (before.text, after.text) == ("Before.", "After.")
    assert table.rows == (("Year", "Cups"), ("2024", "1,900"))


def test_lists_are_told_apart(reading: Read) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Grind", style="List Bullet")
        document.add_paragraph("Brew", style="List Number")

    assert [p.kind for p in reading("docx", making.word(build)).passages] == ["list", "list"]


def test_what_was_deleted_is_not_read_and_what_was_inserted_is(reading: Read) -> None:
    data = making.word(lambda document: document.add_paragraph("We sold cups."))
    body = making.part_of(data, "word/document.xml").decode()
    changed = body.replace(
        "<w:r><w:t>We sold cups.</w:t></w:r>",
        "<w:r><w:t xml:space='preserve'>We sold </w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>19</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> cups.</w:t></w:r>",
    )
    assert changed != body
    (passage,) = reading("docx", making.repacked(data, {"word/document.xml": changed.encode()})).passages
    assert passage.text == "We sold 19 cups."


def test_links_fields_and_content_controls_are_read_as_they_show(reading: Read) -> None:
    data = making.word(lambda document: document.add_paragraph("HERE"))
    body = making.part_of(data, "word/document.xml").decode()
    changed = body.replace(
        "<w:r><w:t>HERE</w:t></w:r>",
        "<w:hyperlink><w:r><w:t>our shop</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:tab/></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>opens at 8</w:t></w:r></w:sdtContent></w:sdt>",
    )
    (passage,) = reading("docx", making.repacked(data, {"word/document.xml": changed.encode()})).passages
    assert passage.text == "our shop opens at 8"


def test_foot_notes_are_notes(reading: Read) -> None:
    data = making.word(lambda document: document.add_paragraph("Rain helps."))
    notes = (
        f'<w:footnotes {_W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>By the weather service.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    relations = making.part_of(data, "word/_rels/document.xml.rels").decode()
    kinds = making.part_of(data, "[Content_Types].xml").decode()
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    changed = making.repacked(
        data,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>", f'<Relationship Id="rId99" Type="{base}" Target="footnotes.xml"/></Relationships>'
            ).encode(),
            "[Content_Types].xml": kinds.replace(
                "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{office}"/></Types>'
            ).encode(),
        },
    )
    assert [told(p)[:2] for p in reading("docx", changed).passages] == [
        ("paragraph", "Rain helps."),
        ("note", "By the weather service."),
    ]
