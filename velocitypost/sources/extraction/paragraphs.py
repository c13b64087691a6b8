"""From lines to paragraphs, on one page and over the end of a column or a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from velocitypost.sources.extraction.fragment import SOFT_HYPHEN, joined
from velocitypost.sources.extraction.lines import Line, union
from velocitypost.sources.passage import Box

_SIZE_CHANGE = 1.12
_INDENT_TYPES = 0.8
_EXTRA_GAP = 0.35
_END = re.compile(r"[.!?…:;。！？؟։][\"'”’»)\]]*$")
_LIST_MARK = re.compile(r"^(?:[•◦▪‣·●○■–—*-]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s|\[\d+\]\s)")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
_FEW_LINES = 6


@dataclass
class Block:
    """A paragraph or a table as it stands on one or more pages; what it is for is decided by `outline`."""

    page: int
    text: str
    size: float
    bold: bool
    lines: list[tuple[str, Box]] = field(default_factory=list)
    rows: tuple[tuple[str, ...], ...] = ()
    certainty: float | None = None
    # Where on its page it begins and ends, in parts of the height.
    top: float = 0.0
    bottom: float = 1.0

    @property
    def is_listed(self) -> bool:
        """Whether it begins as a point of a list does."""
        return _LIST_MARK.match(self.text) is not None

    @property
    def may_go_on(self) -> bool:
        """Whether its last sentence has no end."""
        return not self.rows and bool(self.text) and not _END.search(self.text)


def blocks(lines: Sequence[Line], *, page: int, width: float, height: float) -> list[Block]:
    """The paragraphs and tables of one page, in the order of its lines."""
    usual = _usual_gap(lines)
    found: list[Block] = []
    group: list[Line] = []
    for line in lines:
        if group and (line.rows or group[-1].rows or _begins_paragraph(group, line, usual, width)):
            found.append(_block(group, page, width, height))
            group = []
        group.append(line)
    if group:
        found.append(_block(group, page, width, height))
    return list(_rejoined(found))


def goes_on(before: Block, after: Block) -> bool:
    """Whether `after` is the rest of `before`, beyond the end of a column or page."""
    if after.rows or not before.may_go_on or after.is_listed or not after.text:
        return False
    alike = before.size / _SIZE_CHANGE <= after.size <= before.size * _SIZE_CHANGE and before.bold == after.bold
    begins_within = before.text.endswith(SOFT_HYPHEN) or not (after.text[0].isupper() or after.text[0].isdigit())
    return alike and begins_within and len(before.text) > 40


def merged(before: Block, after: Block) -> Block:
    """Both as one."""
    certain = [block.certainty for block in (before, after) if block.certainty is not None]
    return Block(
        before.page,
        joined(before.text, after.text),
        before.size,
        before.bold,
        [*before.lines, *after.lines],
        certainty=sum(certain) / len(certain) if certain else None,
        top=before.top,
        bottom=after.bottom,
    )


def _rejoined(found: Iterable[Block]) -> Iterator[Block]:
    """Puts together what the end of a column has parted."""
    before: Block | None = None
    for block in found:
        if before is not None and block.top < before.bottom - 0.02 and goes_on(before, block):
            before = merged(before, block)
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _begins_paragraph(group: list[Line], line: Line, usual_gap: float, page_width: float) -> bool:
    before = group[-1]
    if not before.size / _SIZE_CHANGE <= line.size <= before.size * _SIZE_CHANGE:
        return True
    if before.bold != line.bold and len(before.text) > 3 and (before.bold or _END.search(before.text)):
        return True
    if line.top < before.top - 0.5 * before.height:
        return True
    if before.text.endswith(SOFT_HYPHEN) and line.text[:1].islower():
        return False
    if line.top - before.bottom > usual_gap + _EXTRA_GAP * line.height:
        return True
    if _LIST_MARK.match(line.text) or (line.bold and _NUMBERED.match(line.text)):
        return True
    return _is_indented(group, line) or _was_centred(before, line, page_width) or _was_ended(before, line)


def _is_indented(group: list[Line], line: Line) -> bool:
    """Whether it begins further in than the line before, as first lines of paragraphs do."""
    before = group[-1]
    if len(group) == 1 and _LIST_MARK.match(before.text):
        return False  # the further lines of a point in a list hang
    step = before.right - line.right if line.rtl else line.left - before.left
    edge = before.column_right - before.right if line.rtl else before.left - before.column_left
    return step > _INDENT_TYPES * line.size and (edge < 0.3 * line.size or len(group) > 2)


def _was_centred(before: Line, line: Line, page_width: float) -> bool:
    """Whether a title stood in the middle, of its column or of the page, and the line begins at the edge."""
    middle = (before.left + before.right) / 2
    middles = ((before.column_left + before.column_right) / 2, page_width / 2)
    edge = line.column_right - line.right if line.rtl else line.left - line.column_left
    inside = before.column_right - before.right if line.rtl else before.left - before.column_left
    centred = any(abs(middle - one) < 0.5 * before.size for one in middles)
    return centred and inside > 3 * before.size and edge < 0.5 * line.size


def _was_ended(before: Line, line: Line) -> bool:
    """Whether the first word of the line would have fitted on the one before, which was left short on purpose."""
    words = line.text.split(" ", 1)
    room = before.left - before.column_left if line.rtl else before.column_right - before.right
    needed = (line.right - line.left) * (len(words[0]) + 1) / max(len(line.text), 1)
    if room <= needed + 1.5 * line.size:
        return False
    # Headings of several lines are broken where it looks well.
    is_far_short = room > 0.4 * (before.column_right - before.column_left) and not before.bold
    return is_far_short or bool(_END.search(before.text))


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = [
        after.top - before.bottom
        for before, after in pairwise(lines)
        if 0.8 <= before.size / max(after.size, 0.1) <= 1.25 and before.top < after.top and not after.rows
    ]
    highest = max((line.height for line in lines), default=0.0)
    near = [gap for gap in gaps if gap < 1.5 * highest]
    if not near:
        return 0.0
    usual = max(0.0, median(near))
    # Of a few lines nobody can tell what is usual: then it is no more than half a line.
    return usual if len(near) >= _FEW_LINES else min(usual, 0.5 * median(line.height for line in lines))


def _block(lines: list[Line], page: int, width: float, height: float) -> Block:
    text = ""
    for line in lines:
        text = joined(text, line.text)
    certain = [f.certainty for line in lines for f in line.fragments if f.certainty is not None]
    letters = sum(len(line.text) for line in lines)
    return Block(
        page,
        text,
        max(lines, key=lambda line: len(line.text)).size,
        2 * sum(len(line.text) for line in lines if line.bold) > letters,
        [(line.text, _box(line, page, width, height)) for line in lines],
        lines[0].rows,
        sum(certain) / len(certain) if certain else None,
        min(line.top for line in lines) / height,
        max(line.bottom for line in lines) / height,
    )


def boxes_of(lines: Iterable[tuple[str, Box]]) -> tuple[Box, ...]:
    """Where these lines are seen: one box for each column or page that they go through."""
    found: list[Box] = []
    for _, box in lines:
        if found and found[-1].page == box.page and found[-1].top <= box.top + 0.005:
            last = found[-1]
            found[-1] = Box(
                box.page,
                min(last.left, box.left),
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
        else:
            found.append(box)
    return tuple(found)


def _box(line: Line, page: int, width: float, height: float) -> Box:
    left, top, right, bottom = union(f.box for f in line.fragments)
    return Box(page, _part(left, width), _part(top, height), _part(right, width), _part(bottom, height))


def _part(value: float, whole: float) -> float:
    return round(min(max(value / whole, 0.0), 1.0), 4)
