"""DOCX: paragraphs under their headings, tables as rows, foot notes and text boxes.

ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.fragment import clean
from velocitypost.sources.extraction.package import require_harmless
from velocitypost.sources.extraction.passages import Writer
from velocitypost.sources.extraction.problems import DAMAGED, EMPTY, Unreadable
from velocitypost.sources.extraction.text import Text

Progress = Callable[[int, int], None]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING_STYLE = re.compile(r"^heading (\d)$", re.IGNORECASE)
_TITLE_STYLES = ("title",)
_LIST_STYLES = ("list",)
_WITHIN = tuple(_W + name for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml"))
# What was deleted, what stands in a box of its own, and commands of fields are not this paragraph's text.
_SKIPPED = {_W + name for name in ("del", "moveFrom", "txbxContent", "instrText", "delText")} | {_FALLBACK}
_BREAKS = {_W + "br", _W + "cr"}
_BASES_MAX = 20
_DEPTH_MAX = 12
_FOOTNOTES = "/footnotes"
_ENDNOTES = "/endnotes"


def read_word(path: Path, progress: Progress) -> Text:
    """Raises `Unreadable`."""
    require_harmless(path)
    progress(0, 1)
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document: Any = Document(str(path))
        written = Writer()
        _Reader(document, written).read()
        title = clean(document.core_properties.title or "")
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError):
        raise Unreadable(DAMAGED) from None
    if not written.found:
        raise Unreadable(EMPTY)
    progress(1, 1)
    return Text(written.found, title=title or written.title, notices=written.notices)


class _Reader:
    def __init__(self, document: Any, written: Writer) -> None:
        self._document = document
        self._written = written
        self._styles = {style.style_id: style for style in document.styles}

    def read(self) -> None:
        self._blocks(self._document.element.body, 0)
        for relation in self._document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith((_FOOTNOTES, _ENDNOTES)):
                self._notes(relation.target_part)

    def _blocks(self, parent: Any, depth: int) -> None:
        if depth > _DEPTH_MAX:
            return
        for child in parent:
            if child.tag == _W + "p":
                self._paragraph(child, depth)
            elif child.tag == _W + "tbl":
                self._written.table(list(self._rows(child)))
            elif child.tag in _WITHIN:
                self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        text = _text(paragraph)
        level = self._heading_level(paragraph)
        if level is not None:
            self._written.heading(text, level)
        elif self._is_listed(paragraph):
            self._written.listed(text)
        else:
            self._written.paragraph(text)
        for box in paragraph.iter(_W + "txbxContent"):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                self._blocks(box, depth + 1)

    def _rows(self, table: Any) -> Iterator[tuple[str, ...]]:
        for row in table.iter(_W + "tr"):
            if next(row.iterancestors(_W + "tbl")) is not table:
                continue  # the row of a table within a cell: its text is part of the cell
            cells = []
            for cell in row.iter(_W + "tc"):
                if next(cell.iterancestors(_W + "tr")) is row:
                    cells.append(" ".join(filter(None, map(_text, cell.iter(_W + "p")))))
                    cells += [""] * (_span(cell) - 1)
            yield tuple(cells)

    def _notes(self, part: Any) -> None:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for note in etree.fromstring(part.blob, parser):
            if note.get(_W + "type") is None:  # the others are lines that part notes from text
                self._written.note(" ".join(filter(None, map(_text, note.iter(_W + "p")))))

    def _heading_level(self, paragraph: Any) -> int | None:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(_W + "val", "9").isdigit() and int(outline.get(_W + "val")) < 9:
            return int(outline.get(_W + "val")) + 1
        for name in self._style_names(paragraph):
            if found := _HEADING_STYLE.match(name):
                return int(found[1])
            if name.lower() in _TITLE_STYLES:
                return 0
        return None

    def _is_listed(self, paragraph: Any) -> bool:
        if paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
            return True
        return any(name.lower().startswith(_LIST_STYLES) for name in self._style_names(paragraph))

    def _style_names(self, paragraph: Any) -> Iterator[str]:
        """The name of its style and of those that this one is based on. Built-in names are English in every Word."""
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = self._styles.get(named.get(_W + "val")) if named is not None else None
        for _ in range(_BASES_MAX):
            if style is None:
                return
            yield style.name or ""
            style = style.base_style


def _text(paragraph: Any) -> str:
    return clean("".join(_pieces(paragraph)))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag == _W + "tab" or child.tag in _BREAKS:
            yield " "
        elif child.tag == _W + "noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(child)


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(_W + "val", "1") if span is not None else "1"
    return min(max(int(value), 1), 64) if value.isdigit() else 1
