"""Charts of tables: which one, with which numbers, and what is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from velocitypost.generation.cards.charts import draw_chart
from velocitypost.generation.cards.drawing import Look
from velocitypost.generation.cards.faces import CannotDraw
from velocitypost.generation.cards.shapes import SIZES
from velocitypost.generation.cards.tables import ChartKind, figures, kind_for, number_in

MONTHS = [["Month", "Loaves", "Rolls"], ["Jan", "1,200", "800"], ["Feb", "1,350", ""], ["Mar", "1,900", "760"]]
MONTHS += [["Apr", "2,100", "1,000"]]
PRODUCTS = [["Product", "Revenue"], ["Rye", "€12,400"], ["Rolls", "€4,100"], ["Fair", "€-1,100"], ["Total", "€15,400"]]
AGES = [["Age", "Share"], ["18–24", "22%"], ["25–54", "68%"], ["55+", "10%"]]


@pytest.mark.parametrize(("rows", "kind"), [(MONTHS, "line"), (PRODUCTS, "bar"), (AGES, "share")])
def test_the_tables_form_chooses_the_chart_and_every_shape_holds_it(rows: list[list[str]], kind: ChartKind) -> None:
    assert kind_for(figures(rows)) == kind
    for shape, size in SIZES.items():
        data, _ = draw_chart(rows, shape, Look(), title="What was sold", source="Source: plan.pdf, page 3")
        assert Image.open(BytesIO(data)).size == size


def test_the_alternative_text_tells_the_numbers_and_no_total_is_a_bar() -> None:
    _, alt = draw_chart(PRODUCTS, "square", Look(), title="Revenue", source="Source: plan.pdf")
    assert alt == "Bar chart: Revenue. Revenue: Rye €12,400; Rolls €4,100; Fair €-1,100. Source: plan.pdf."
    long = [["Year", "Loaves"], *([str(1980 + n), str(100 + n)] for n in range(40))]
    _, alt = draw_chart(long, "square", Look(), title="Loaves", source="Source: plan.pdf")
    assert "from 100 (1980) to 139 (2019); lowest 100 (1980), highest 139 (2019)" in alt


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,900", 1900),
        ("1.900,5", 1900.5),
        ("0,5", 0.5),
        ("3.25", 3.25),
        ("(12)", -12),
        ("–5 %", -5),
        ("€ 3.5", 3.5),
        ("1 234 567", 1234567),
        ("12 km", 12),
        ("1,234,567", 1234567),
        ("about 5", None),
        ("", None),
        ("2-3", None),
    ],
)
def test_numbers_are_read_as_people_write_them(cell: str, value: float | None) -> None:
    read = number_in(cell)
    assert (read[0] if read else None) == value


@pytest.mark.parametrize(
    ("rows", "kind", "why"),
    [
        ([["Name", "Place"], ["Ann", "York"], ["Bob", "Bath"]], None, "no column of two numbers"),
        ([], None, "no column of two numbers"),
        ([["A", "B"], *([f"row {n}", str(n)] for n in range(13))], "bar", "room for 12 rows; this table has 13"),
        (PRODUCTS, "share", "none of them negative"),
        ([["A", "B"], ["パン", "1"], ["飯", "2"]], None, "Japanese"),
    ],
)
def test_what_would_mislead_or_cannot_be_drawn_is_refused(
    rows: list[list[str]], kind: ChartKind | None, why: str
) -> None:
    with pytest.raises(CannotDraw, match=why):
        draw_chart(rows, "square", Look(), title="Title", source="Source", kind=kind)


def test_columns_of_another_unit_or_scale_do_not_share_an_axis() -> None:
    rows = [["Shop", "Loaves", "Share", "Paid"], ["York", "10", "40%", "900000"], ["Bath", "15", "60%", "800000"]]
    assert [series.name for series in figures(rows).series] == ["Loaves"]
