"""A document of pages as a whole: which blocks are headings, what repeats at the edges, what stands below what."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from velocitypost.sources.extraction.fragment import SOFT_HYPHEN, mended, whole_words
from velocitypost.sources.extraction.paragraphs import Block, boxes_of, goes_on, merged
from velocitypost.sources.extraction.passages import table_parts, table_text
from velocitypost.sources.extraction.sentences import ends_of_sentences
from velocitypost.sources.limits import PASSAGE_LENGTH_MAX
from velocitypost.sources.passage import Box, Found, PassageKind, Place

_HEADING_LARGER = 1.12
_HEADING_LARGER_RECOGNISED = 1.2
_HEADING_LENGTH_MAX = 160
_HEADING_WORDS_MAX = 18
_EDGE = 0.12
_REPEATED_MIN = 3
_REPEATED_SHARE = 0.3
_REPEATED_ENOUGH = 12
_FOOT = 0.6
_SMALLER = 0.92
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|página|pagina)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^(\d{1,4})\s|\s(\d{1,4})$")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4}|[A-Z](?:\.\d{1,2}){1,4})\.?\s+\S")
_SENTENCE_END = re.compile(r"[.;,!?。]$")
_NOTE_MARK = re.compile(r"^(?:\d{1,3}|[*†‡])\s?\D")


def outlined(pages: Sequence[list[Block]]) -> list[Found]:
    """The passages of the document in reading order. `pages` are the blocks of each page."""
    margins = _margins(pages)
    main = _body_size(block for page in pages for block in page if id(block) not in margins)
    flow = list(_flow(pages, margins))
    words = whole_words(block.text for block in flow)
    levels = _levels([block for block in flow if _is_heading(block, main)])
    found: list[Found] = []
    path: list[tuple[int, str]] = []
    counts: Counter[int] = Counter()
    for block in flow:
        kind = _kind(block, margins, main)
        text = mended(block.text, words)
        level = _level(block, levels) if kind == "heading" else 0
        if kind == "heading":
            path = [entry for entry in path if entry[0] < level]
        for piece, boxes, rows in _pieces(block, text, words):
            if kind != "margin":
                counts[block.page] += 1
            place = Place(
                page=boxes[0].page if boxes else block.page,
                headings=tuple(entry[1] for entry in path),
                paragraph=max(1, counts[block.page]),
            )
            found.append(Found(place, kind, piece, rows, boxes, certainty=_rounded(block.certainty)))
        if kind == "heading":
            path = [*path, (level, text)]
    return found


def _flow(pages: Sequence[list[Block]], margins: set[int]) -> Iterator[Block]:
    """All blocks in order; a paragraph that the end of a page has parted is one, before what stands at its edges."""
    before: Block | None = None
    waiting: list[Block] = []
    for page in pages:
        for block in page:
            if id(block) in margins:
                waiting.append(block)
            elif before is not None and block.page > before.page and not _is_note(block) and goes_on(before, block):
                before = merged(before, block)
            else:
                if before is not None:
                    yield before
                yield from waiting
                before, waiting = block, []
    if before is not None:
        yield before
    yield from waiting


def _margins(pages: Sequence[list[Block]]) -> set[int]:
    """What repeats at the upper or lower edge of pages, and what counts them there."""
    repeated: dict[tuple[str, int], list[tuple[int, Block]]] = defaultdict(list)
    counting: dict[int, list[tuple[int, Block]]] = defaultdict(list)
    found: set[int] = set()
    for number, page in enumerate(pages):
        for block in page:
            if block.rows or len(block.text) > _HEADING_LENGTH_MAX or not _is_at_edge(block):
                continue
            if len(pages) > 1 and _PAGE_NUMBER.match(block.text):
                found.add(id(block))
            repeated[_DIGITS.sub("#", block.text.lower()), round(block.size)].append((number, block))
            if count := _COUNTED.search(block.text):
                counting[int(count[1] or count[2]) - number].append((number, block))
    for places in (*repeated.values(), *counting.values()):
        on = len({number for number, _ in places})
        if on >= _REPEATED_MIN and on >= min(_REPEATED_SHARE * len(pages), _REPEATED_ENOUGH):
            found |= {id(block) for _, block in places}
    return found


def _is_at_edge(block: Block) -> bool:
    return block.bottom <= _EDGE or block.top >= 1 - _EDGE


def _body_size(blocks: Iterable[Block]) -> float:
    """The size in which most of the text is set."""
    letters: Counter[float] = Counter()
    for block in blocks:
        letters[round(block.size * 2) / 2] += len(block.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _kind(block: Block, margins: set[int], main: float) -> PassageKind:
    if id(block) in margins:
        return "margin"
    if block.rows:
        return "table"
    if _is_heading(block, main):
        return "heading"
    if _is_note(block) and block.size < main * _SMALLER:
        return "note"
    return "list" if block.is_listed else "paragraph"


def _is_note(block: Block) -> bool:
    return block.top > _FOOT and _NOTE_MARK.match(block.text) is not None and not block.is_listed


def _is_heading(block: Block, main: float) -> bool:
    text = block.text
    if block.rows or not any(char.isalpha() for char in text):
        return False
    if len(text) > _HEADING_LENGTH_MAX or len(text.split()) > _HEADING_WORDS_MAX or len(block.lines) > 4:
        return False
    if block.certainty is not None:  # the size of recognised type is that of its box: only a good deal larger counts
        return block.size > _HEADING_LARGER_RECOGNISED * main and not _SENTENCE_END.search(text)
    if block.size >= _HEADING_LARGER * main:
        return not text.endswith((",", ";"))
    return block.bold and block.size >= _SMALLER * main and not _SENTENCE_END.search(text) and not block.is_listed


def _levels(headings: Sequence[Block]) -> dict[tuple[float, bool], int]:
    """The larger, the higher."""
    looks = sorted({_look(block) for block in headings}, key=lambda look: (-look[0], not look[1]))
    return {look: level for level, look in enumerate(looks, 1)}


def _level(block: Block, levels: dict[tuple[float, bool], int]) -> int:
    numbered = _NUMBERED.match(block.text)
    if numbered:  # what its author has numbered is as deep as its number; above all stands the title
        return 2 + numbered[1].count(".")
    return levels[_look(block)]


def _look(block: Block) -> tuple[float, bool]:
    return round(block.size), block.bold


def _pieces(
    block: Block, text: str, words: set[str]
) -> Iterator[tuple[str, tuple[Box, ...], tuple[tuple[str, ...], ...]]]:
    """The block, in parts where it is long: paragraphs at ends of sentences, tables between rows."""
    boxes = boxes_of(block.lines)
    if block.rows:
        for part in table_parts([tuple(mended(cell, words) for cell in row) for row in block.rows]):
            yield table_text(part), boxes, part
        return
    if len(text) <= PASSAGE_LENGTH_MAX:
        yield text, boxes, ()
        return
    lines = list(_line_ends(block, text))
    start, first = 0, 0
    for end in ends_of_sentences(text, most=PASSAGE_LENGTH_MAX):
        last = next((n for n, at in enumerate(lines) if at >= end), len(lines) - 1)
        yield text[start:end].strip(), boxes_of(block.lines[first : last + 1]), ()
        start, first = end, last if lines[last] > end else min(last + 1, len(lines) - 1)


def _line_ends(block: Block, text: str) -> Iterator[int]:
    """Where in the text each line ends, near enough: joining and mending may have moved it by a hyphen."""
    raw = sum(len(line) + 1 for line, _ in block.lines) or 1
    seen = 0
    for line, _ in block.lines:
        seen += len(line.rstrip(SOFT_HYPHEN)) + 1
        yield round(seen * len(text) / raw)


def _rounded(certainty: float | None) -> float | None:
    return None if certainty is None else round(certainty, 3)
