"""Puts passages one after the other for documents that say themselves what is a heading and what is a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from velocitypost.sources.extraction.sentences import ends_of_sentences
from velocitypost.sources.limits import PASSAGE_LENGTH_MAX, PASSAGES_MAX, TABLE_LENGTH_MAX, TABLE_ROWS_MAX, TEXT_MAX
from velocitypost.sources.passage import Found, PassageKind, Place


def table_parts(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The table in parts that are not too long, between rows."""
    part: list[tuple[str, ...]] = []
    length = 0
    for row in rows:
        size = sum(map(len, row))
        if size > TABLE_LENGTH_MAX:
            row = tuple(cell[: TABLE_LENGTH_MAX // len(row)] for cell in row)
            size = TABLE_LENGTH_MAX
        if part and (len(part) == TABLE_ROWS_MAX or length + size > TABLE_LENGTH_MAX):
            yield tuple(part)
            part, length = [], 0
        part.append(row)
        length += size
    if part:
        yield tuple(part)


def table_text(rows: Sequence[tuple[str, ...]]) -> str:
    """One line for each row."""
    return "\n".join(" | ".join(row) for row in rows)


class Writer:
    """Keeps count of headings and paragraphs, and of how much there is."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.title = ""
        self._path: list[tuple[int, str]] = []
        self._slide: int | None = None
        self._count = 0
        self._length = 0
        self._cut = False

    @property
    def notices(self) -> tuple[str, ...]:
        if not self._cut:
            return ()
        return (f"The document is very long: its first {self._length:,} characters were read.",)

    def slide(self, number: int) -> None:
        """From here on it is this slide; paragraphs count anew."""
        self._slide, self._path, self._count = number, [], 0

    def heading(self, text: str, level: int) -> None:
        """`level` 0 is the title, 1 the highest heading."""
        if not text:
            return
        self._path = [entry for entry in self._path if entry[0] < level]
        self._add("heading", text)
        self._path.append((level, text))
        if level == 0 and not self.title:
            self.title = text

    def paragraph(self, text: str) -> None:
        self._add_long("paragraph", text)

    def listed(self, text: str) -> None:
        self._add_long("list", text)

    def code(self, text: str) -> None:
        self._add_long("code", text.strip())

    def note(self, text: str) -> None:
        self._add_long("note", text)

    def table(self, rows: Sequence[tuple[str, ...]]) -> None:
        filled = [row for row in rows if any(row)]
        if len(filled) == 1 and sum(map(bool, filled[0])) == 1:  # a box around a paragraph
            self.paragraph("".join(filled[0]))
            return
        for part in table_parts(filled):
            self._add("table", table_text(part), part)

    def _add_long(self, kind: PassageKind, text: str) -> None:
        start = 0
        for end in ends_of_sentences(text, most=PASSAGE_LENGTH_MAX):
            self._add(kind, text[start:end].strip())
            start = end

    def _add(self, kind: PassageKind, text: str, rows: tuple[tuple[str, ...], ...] = ()) -> None:
        if not text:
            return
        if self._cut or self._length + len(text) > TEXT_MAX or len(self.found) >= PASSAGES_MAX:
            self._cut = True
            return
        self._count += 1
        self._length += len(text)
        headings = tuple(entry[1] for entry in self._path)
        self.found.append(Found(Place(None, self._slide, headings, self._count), kind, text, rows))
