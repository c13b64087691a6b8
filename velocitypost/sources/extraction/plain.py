"""TXT and Markdown: in whatever encoding, paragraph by paragraph.

https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.fragment import clean
from velocitypost.sources.extraction.passages import Writer
from velocitypost.sources.extraction.problems import EMPTY, Unreadable
from velocitypost.sources.extraction.text import Text

Progress = Callable[[int, int], None]
_BINARY = "This file holds no text that could be read. Upload a PDF, Word, PowerPoint, text or picture file."
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|\|? ?:?-{3,}:? ?\|)", re.MULTILINE)
_UNDERLINED = re.compile(r"^[=\-~^*]{3,}$")
_MARK = re.compile(r"^\s*(?:[-*•‣◦]|\(?\d{1,3}[.)])\s+")
_CELLS = re.compile(r"\t+| ?[|;] ?")
_SPACES = re.compile(r"[^\S\t]+")
_BLANK = re.compile(r"\n[^\S\n]*\n+")
_ENCODINGS_BY_MARK = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_GUESSED_FROM_BYTES = 256 * 1024


def read_plain(path: Path, name: str, progress: Progress) -> Text:
    """`name` only tells Markdown from plain text where the text itself does not. Raises `Unreadable`."""
    progress(0, 1)
    text = decoded(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    written = Writer()
    if name.lower().endswith((".md", ".markdown")) or _MARKDOWN.search(text):
        _Markdown(written).read(text)
    else:
        _read(text, written)
    if not written.found:
        raise Unreadable(EMPTY)
    progress(1, 1)
    return Text(written.found, title=written.title, notices=written.notices)


def decoded(data: bytes) -> str:
    """The text, by its mark, as UTF-8, or in the most likely of the old encodings. Raises `Unreadable`."""
    for mark, encoding in _ENCODINGS_BY_MARK:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return _without_zeros(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESSED_FROM_BYTES]).best()
    if best is None:
        raise Unreadable(_BINARY)
    return _without_zeros(data.decode(best.encoding, "replace"))


def _without_zeros(text: str) -> str:
    if "\0" in text:
        raise Unreadable(_BINARY)
    return text


# ---- plain text


def _read(text: str, written: Writer) -> None:
    for block in _BLANK.split(text):
        lines = [line for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) >= 2 and _UNDERLINED.match(lines[1].strip()):
            written.heading(clean(lines[0]), 1 if lines[1].strip()[0] == "=" else 2)
            lines = lines[2:]
        if rows := _rows(lines):
            written.table(rows)
            continue
        for paragraph in _paragraphs(lines):
            if _MARK.match(paragraph):
                written.listed(clean(paragraph))
            else:
                written.paragraph(clean(paragraph))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Points of a list one by one; lines that go on as one."""
    group: list[str] = []
    for line in lines:
        if group and (_MARK.match(line) or (_MARK.match(group[0]) and not line.startswith((" ", "\t")))):
            yield " ".join(group)
            group = []
        group.append(line)
    if group:
        yield " ".join(group)


def _rows(lines: list[str]) -> list[tuple[str, ...]]:
    """The cells, where every line has as many, parted by tabs, bars or semicolons."""
    rows = [tuple(clean(cell) for cell in _CELLS.split(_SPACES.sub(" ", line).strip().strip("|"))) for line in lines]
    return rows if len(rows) >= 2 and len(rows[0]) >= 2 and len({len(row) for row in rows}) == 1 else []


# ---- Markdown


class _Markdown:
    def __init__(self, written: Writer) -> None:
        self._written = written

    def read(self, text: str) -> None:
        from markdown_it import MarkdownIt

        tokens: list[Any] = MarkdownIt("commonmark", {"html": False}).enable("table").parse(_without_front_matter(text))
        rows: list[list[str]] = []
        depth = 0
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
            elif token.type == "tr_open":
                rows.append([])
            elif token.type == "table_close":
                self._written.table([tuple(row) for row in rows])
                rows = []
            elif token.type in ("fence", "code_block"):
                self._written.code(token.content)
            elif token.type == "inline":
                self._inline(token, before, rows, listed=depth > 0)

    def _inline(self, token: Any, before: Any, rows: list[list[str]], *, listed: bool) -> None:
        text = clean("".join(_pieces(token)))
        if before is not None and before.type in ("th_open", "td_open"):
            rows[-1].append(text)
        elif before is not None and before.type == "heading_open":
            self._written.heading(text, int(before.tag[1:]) - 1)
        elif listed:
            self._written.listed(text)
        else:
            self._written.paragraph(text)


def _pieces(token: Any) -> Iterator[str]:
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type in ("text", "code_inline", "html_inline"):
            yield child.content
        elif child.type == "image":
            yield from _pieces(child)


def _without_front_matter(text: str) -> str:
    if text.startswith("---\n") and (end := text.find("\n---", 4)) > 0:
        return text[text.find("\n", end + 1) + 1 :]
    return text
