"""A CSV file, however it was saved, as rows of cells.

https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROWS_MOST = 500
BYTES_MOST = 2 * 1024**2
_COLUMNS_MOST = 200
_DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class BadFile(Exception):
    """The file as a whole cannot be read; the text tells why and what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the file; `number` is the one that a spreadsheet shows beside it, the header being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file holds. `header` is empty where its first row is a post already."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


def read(data: bytes, *, is_header: Callable[[Sequence[str]], int]) -> Table:
    """The table in a file. `is_header` counts the cells of a first row that it knows as names of columns.

    Raises `BadFile`.
    """
    if len(data) > BYTES_MOST:
        raise BadFile(f"A file may have at most {BYTES_MOST // 1024**2} MB. Split it into several.")
    text, encoding = _decoded(data)
    told, text = _told_delimiter(text)
    if not text.strip():
        raise BadFile("The file is empty.")
    delimiter = told or max(_DELIMITERS, key=lambda one: _fitness(text, one, is_header))
    records = _records(text, delimiter)
    header = records[0].cells if is_header(records[0].cells) else ()
    lines = tuple(line for line in records[1 if header else 0 :] if any(cell.strip() for cell in line.cells))
    if len(header) > _COLUMNS_MOST or any(len(line.cells) > _COLUMNS_MOST for line in lines):
        raise BadFile(f"A row may have at most {_COLUMNS_MOST} cells.")
    if not lines:
        raise BadFile("The file names columns, but there is no row below them.")
    if len(lines) > ROWS_MOST:
        raise BadFile(f"A file may have at most {ROWS_MOST} posts; this one has {len(lines):,}. Split it into several.")
    return Table(encoding, delimiter, header, lines)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and how it was written, in a word for people."""
    if data.startswith(_WORKBOOKS):
        raise BadFile("This is a workbook, not a CSV file. Open it, and save it as CSV (UTF-8).")
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _as(data[len(mark) :], codec), name
    if b"\x00" in data:
        # Latin letters in UTF-16 have their zero byte behind them where the little end comes first.
        little = data[1::2].count(0) >= data[0::2].count(0)
        return _as(data, "utf-16-le" if little else "utf-16-be"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _as(data, "cp1252"), "Windows-1252"


def _as(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise BadFile("The file's characters cannot be read. Save it as CSV in UTF-8, and try again.") from None


def _told_delimiter(text: str) -> tuple[str | None, str]:
    """Excel takes a first line such as `sep=;` as the file's own word."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said[:4].lower() == "sep=" and len(said) == 5:
        return said[4], rest
    return (None, rest) if said.lower() == "sep=" else (None, text)


def _fitness(text: str, delimiter: str, is_header: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return (0, 0)
    return is_header(first), len(first)


def _records(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Line] = []
    try:
        for number, cells in enumerate(reader, start=1):
            found.append(Line(number, tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells)))
    except csv.Error as error:
        began = found[-1].number + 1 if found else 1
        if "field larger" in str(error):
            raise BadFile(f"A cell of row {began} is too long.") from None
        raise BadFile(
            f"A quotation mark in row {began} is not closed, or not doubled inside its cell, so it cannot be told "
            "where the cell ends. Mend it, or save the file anew from your spreadsheet."
        ) from None
    return found
