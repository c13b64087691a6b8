"""PPTX: each slide under its title, with tables, charts as tables, and the speaker's notes.

ECMA-376 part 1, chapters 19 and 21.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.fragment import clean
from velocitypost.sources.extraction.package import require_harmless
from velocitypost.sources.extraction.passages import Writer
from velocitypost.sources.extraction.problems import DAMAGED, EMPTY, Unreadable
from velocitypost.sources.extraction.text import Text
from velocitypost.sources.limits import SLIDES_MAX

Progress = Callable[[int, int], None]
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "/diagramData"
_DEPTH_MAX = 8
# Shapes whose upper edges are as near as this stand beside each other. In EMU: 914,400 are an inch.
_SAME_HEIGHT = 300_000
_CATEGORIES_MAX = 500
_ASIDE = {"DATE", "FOOTER", "SLIDE_NUMBER", "HEADER"}


def read_slides(path: Path, progress: Progress) -> Text:
    """Raises `Unreadable`."""
    require_harmless(path)
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    try:
        presentation: Any = Presentation(str(path))
        slides = list(presentation.slides)
        if len(slides) > SLIDES_MAX:
            raise Unreadable(
                f"This presentation has {len(slides):,} slides; at most {SLIDES_MAX:,} are read. "
                "Split it, and upload the part that you need."
            )
        written = Writer()
        without_text = []
        for number, slide in enumerate(slides, 1):
            progress(number - 1, len(slides))
            before = len(written.found)
            _Slide(slide, number, written).read()
            if len(written.found) == before and _shows_a_picture(slide):
                without_text.append(number)
        title = clean(presentation.core_properties.title or "")
    except (PythonPptxError, KeyError, ValueError, AttributeError, SyntaxError, IndexError, TypeError):
        raise Unreadable(DAMAGED) from None
    if not written.found:
        raise Unreadable(EMPTY)
    progress(len(slides), len(slides))
    return Text(
        written.found,
        title=title or written.title,
        pages=len(slides),
        notices=(*written.notices, *_pictures_left_out(without_text)),
    )


class _Slide:
    def __init__(self, slide: Any, number: int, written: Writer) -> None:
        self._slide, self._number, self._written = slide, number, written

    def read(self) -> None:
        written = self._written
        written.slide(self._number)
        title = self._slide.shapes.title
        if title is not None and title.has_text_frame:
            written.heading(clean(title.text_frame.text.replace("\v", " ")), 0 if self._number == 1 else 1)
        for shape in _in_order(self._slide.shapes, 0):
            if title is None or shape.shape_id != title.shape_id:
                self._shape(shape)
        if self._slide.has_notes_slide and self._slide.notes_slide.notes_text_frame is not None:
            for paragraph in self._slide.notes_slide.notes_text_frame.paragraphs:
                written.note(_text(paragraph))

    def _shape(self, shape: Any) -> None:
        if shape.is_placeholder and shape.placeholder_format.type.name in _ASIDE:
            return
        if getattr(shape, "has_table", False):
            self._written.table([tuple(_cell(cell) for cell in row.cells) for row in shape.table.rows])
        elif getattr(shape, "has_chart", False):
            self._written.table(list(_chart(shape.chart)))
        elif shape.has_text_frame:
            self._frame(shape)
        else:
            for relation in _diagrams(shape):
                for text in relation.iter(_A + "p"):
                    self._written.listed(clean("".join(run.text or "" for run in text.iter(_A + "t"))))

    def _frame(self, shape: Any) -> None:
        paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if _text(paragraph)]
        for paragraph in paragraphs:
            if paragraph.level > 0 or (shape.is_placeholder and len(paragraphs) > 1):
                self._written.listed(_text(paragraph))
            else:
                self._written.paragraph(_text(paragraph))


def _in_order(shapes: Any, depth: int) -> Iterator[Any]:
    """From above, and from the left where shapes stand beside each other; groups as one."""
    if depth > _DEPTH_MAX:
        return
    rows: list[list[Any]] = []
    for shape in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0)):
        if rows and (shape.top or 0) - (rows[-1][0].top or 0) <= _SAME_HEIGHT:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    for row in rows:
        for shape in sorted(row, key=lambda s: s.left or 0):
            if hasattr(shape, "shapes"):
                yield from _in_order(shape.shapes, depth + 1)
            else:
                yield shape


def _text(paragraph: Any) -> str:
    return clean(paragraph.text.replace("\v", " "))


def _cell(cell: Any) -> str:
    return clean(cell.text_frame.text.replace("\n", " ").replace("\v", " "))


def _chart(chart: Any) -> Iterator[tuple[str, ...]]:
    """The figures behind a chart: one row for each category, one column for each series."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield (clean(chart.chart_title.text_frame.text),)
    for plot in chart.plots:
        series = list(plot.series)
        categories = [clean(str(category)) for category in plot.categories][:_CATEGORIES_MAX]
        yield ("", *(clean(str(one.name)) for one in series))
        for place, category in enumerate(categories):
            values = [list(one.values) for one in series]
            yield (category, *(_number(found[place]) if place < len(found) else "" for found in values))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def _diagrams(shape: Any) -> Iterator[Any]:
    """The texts of a diagram (SmartArt), which lie in a part of their own."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in shape._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"):
        key = element.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm")
        relation = shape.part.rels.get(key)
        if relation is not None and not relation.is_external and relation.reltype.endswith(_DIAGRAM):
            yield etree.fromstring(relation.target_part.blob, parser)


def _shows_a_picture(slide: Any) -> bool:
    return next(slide._element.iter(_A + "blip"), None) is not None


def _pictures_left_out(numbers: list[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    if len(numbers) == 1:
        return (f"Slide {numbers[0]} holds only pictures; text in pictures on slides is not read.",)
    shown = ", ".join(map(str, numbers[:8])) + (" and more" if len(numbers) > 8 else "")
    return (f"Slides {shown} hold only pictures; text in pictures on slides is not read.",)
