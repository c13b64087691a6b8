"""PDF: text with its place from each page; pages without text are recognised from their picture.

https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/fpdf_text.h
"""

from __future__ import annotations

import ctypes
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from velocitypost.sources.extraction.fragment import SOFT_HYPHEN, Fragment, Rectangle, Rule, clean
from velocitypost.sources.extraction.problems import DAMAGED, PROTECTED, Unreadable
from velocitypost.sources.extraction.recognition import Recogniser
from velocitypost.sources.limits import (
    PAGES_MAX,
    RECOGNISED_PAGES_MAX,
    RECOGNISING_SECONDS_MAX,
    RECOGNISING_WAIT_MAX,
    TEXT_MAX,
)

_HYPHENS = ("\x02", "\ufffe")  # what pdfium gives for a hyphen that divides a word at the end of a line
_LINE_ENDS = ("\n", "\r")
_WIDE_GAP = 0.9
_NEXT = 0.5
_SAME_LINE = 0.4
_TURNED_RADIANS = 0.09
_ANGLES_LOOKED_AT = 60
_CHARS_A_PAGE_MAX = 200_000
_RULES_A_PAGE_MAX = 800
_THIN = 2.5
# Fewer letters than this on a page that shows a picture: it was scanned.
_SCANNED_BELOW = 40
_UNREADABLE_SHARE = 0.3
_RENDERED_SIDE = 2_000
_LOOKS = 3
_BOLD_WEIGHT = 600
_BOLD = ("bold", "black", "heavy", "semibold", "demi", "cmbx")


@dataclass
class Page:
    """One page: its size in points, what stands on it, and what was drawn."""

    number: int
    width: float
    height: float
    fragments: list[Fragment]
    rules: list[Rule] = field(default_factory=list)


@dataclass
class Recognised:
    """How many pages were tried to be recognised, of how many that is their text, and which were not tried any more.

    `seconds` are those of the processor, `waited` those of the clock: they differ on a busy machine.
    """

    tried: int = 0
    pages: int = 0
    left_out: list[int] = field(default_factory=list)
    seconds: float = 0.0
    waited: float = 0.0

    @property
    def may_go_on(self) -> bool:
        in_time = self.seconds < RECOGNISING_SECONDS_MAX and self.waited < RECOGNISING_WAIT_MAX
        return in_time and self.tried < RECOGNISED_PAGES_MAX


class Pdf:
    """An open document. Raises `Unreadable` where it cannot be opened or is too long."""

    def __init__(self, path: Path) -> None:
        import pypdfium2
        from pypdfium2 import raw

        self._raw: Any = raw
        try:
            self._document: Any = pypdfium2.PdfDocument(path)
            self.count = len(self._document)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise Unreadable(PROTECTED) from None
            raise Unreadable(DAMAGED) from None
        if self.count == 0:
            raise Unreadable(DAMAGED)
        self.recognised = Recognised()
        self.cut_at: int | None = None

    @property
    def title(self) -> str:
        """As its maker wrote it; often empty or the name of a file."""
        return clean(str(self._document.get_metadata_value("Title")))

    def require_readable_length(self) -> None:
        """Raises `Unreadable` where there are more pages than are read."""
        if self.count > PAGES_MAX:
            raise Unreadable(
                f"This document has {self.count:,} pages; at most {PAGES_MAX:,} are read. "
                "Split it, and upload the part that you need."
            )

    def pages(self, progress: Callable[[int, int], None], recogniser: Recogniser) -> Iterator[Page]:
        """Every page in turn, until the document holds more text than is taken."""
        text = 0
        for number in range(1, self.count + 1):
            progress(number - 1, self.count)
            page = self._page(number, recogniser)
            text += sum(len(fragment.text) for fragment in page.fragments)
            if text > TEXT_MAX:
                self.cut_at = number
                return
            yield page
        progress(self.count, self.count)

    def picture(self, number: int, *, side: int) -> Any:
        """The page as a Pillow image, at most `side` pixels long. Raises `Unreadable`."""
        import pypdfium2

        try:
            page = self._document[number - 1]
            width, height = page.get_size()
            scale = min(side / max(width, height, 1), 4.0)
            return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, IndexError, ValueError):
            raise Unreadable(DAMAGED) from None

    def _page(self, number: int, recogniser: Recogniser) -> Page:
        import pypdfium2

        try:
            page = self._document[number - 1]
            place = _Place(page.get_bbox(), page.get_rotation())
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            return Page(number, 1, 1, [])
        # Laid out as it is read; where it is seen differs if the page was turned away from its text.
        upright = place.turned_by(_usual_turn(self._raw, text_page.raw))
        fragments = _Reader(self._raw, text_page.raw, upright, place).fragments()
        found = Page(number, place.width, place.height, fragments)
        if self._is_scanned(page, fragments):
            self._recognise(found, recogniser)
        elif fragments:
            found.rules = list(self._rules(page, upright))
        text_page.close()
        page.close()
        return found

    def _is_scanned(self, page: Any, fragments: list[Fragment]) -> bool:
        text = "".join(fragment.text for fragment in fragments)
        letters = sum(char.isalnum() for char in text)
        if letters >= _SCANNED_BELOW and text.count("\ufffd") < _UNREADABLE_SHARE * len(text):
            return False
        raw = self._raw
        kinds: tuple[int, ...] = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
        if letters:  # a page with a heading only is no scan, unless a picture fills it
            kinds = (raw.FPDF_PAGEOBJ_IMAGE,)
        return next(iter(page.get_objects(filter=kinds, max_depth=2)), None) is not None

    def _recognise(self, page: Page, recogniser: Recogniser) -> None:
        if not self.recognised.may_go_on:
            self.recognised.left_out.append(page.number)
            return
        began, since = time.process_time(), time.monotonic()
        image = self.picture(page.number, side=_RENDERED_SIDE)
        found = recogniser.fragments(image)
        self.recognised.seconds += time.process_time() - began
        self.recognised.waited += time.monotonic() - since
        self.recognised.tried += 1
        if sum(len(fragment.text) for fragment in found) > sum(len(fragment.text) for fragment in page.fragments):
            self.recognised.pages += 1
            page.width, page.height = image.size
            page.fragments = found

    def _rules(self, page: Any, place: _Place) -> Iterator[Rule]:
        raw = self._raw
        for seen, drawn in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=1)):
            if seen >= _RULES_A_PAGE_MAX:
                return
            left, top, right, bottom = place.seen(*drawn.get_bounds())
            if right - left <= _THIN or bottom - top <= _THIN:
                yield Rule(left, top, right, bottom)
            elif raw.FPDFPath_CountSegments(drawn.raw) <= 5:  # a rectangle: its four edges
                yield Rule(left, top, right, top)
                yield Rule(left, bottom, right, bottom)
                yield Rule(left, top, left, bottom)
                yield Rule(right, top, right, bottom)


class _Place:
    """From the page's own coordinates (from the lower left, before it is turned) to those after it is turned.

    `turned` is by how many degrees, clockwise.
    """

    def __init__(self, box: tuple[float, float, float, float], turned: int) -> None:
        self._box = self._left, self._bottom, self._right, self._top = box
        self.turned = turned
        width, height = self._right - self._left, self._top - self._bottom
        self.width, self.height = (height, width) if turned in (90, 270) else (width, height)

    def turned_by(self, degrees: int) -> _Place:
        """The same page, turned by so much instead."""
        return _Place(self._box, degrees)

    def seen(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        if self.turned == 90:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.turned == 180:
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        if self.turned == 270:
            return self._top - top, self._right - right, self._top - bottom, self._right - left
        return left - self._left, self._top - top, right - self._left, self._top - bottom

    def own(self, left: float, top: float, right: float, bottom: float) -> Rectangle:
        """Back to the page's own coordinates: left, bottom, right, top."""
        if self.turned == 90:
            return top + self._left, left + self._bottom, bottom + self._left, right + self._bottom
        if self.turned == 180:
            return self._right - right, top + self._bottom, self._right - left, bottom + self._bottom
        if self.turned == 270:
            return self._right - bottom, self._top - right, self._right - top, self._top - left
        return left + self._left, self._top - bottom, right + self._left, self._top - top


def _usual_turn(raw: Any, page: Any) -> int:
    """By how much, clockwise, the page must be turned so that most of its text is upright."""
    count = raw.FPDFText_CountChars(page)
    angles = Counter(
        round(math.degrees(raw.FPDFText_GetCharAngle(page, index)) / 90) % 4 * 90
        for index in range(0, count, max(1, count // _ANGLES_LOOKED_AT))
        if raw.FPDFText_GetUnicode(page, index) > 32
    )
    return (360 - angles.most_common(1)[0][0]) % 360 if angles else 0


class _Reader:
    """Puts the characters of a page together to fragments."""

    def __init__(self, raw: Any, page: Any, upright: _Place, place: _Place) -> None:
        self._raw, self._page, self._upright, self._place = raw, page, upright, place
        self._found: list[Fragment] = []
        self._text: list[str] = []
        self._box: list[float] = []
        self._indices: list[int] = []
        self._angle = 0.0

    def fragments(self) -> list[Fragment]:
        raw, page, seen = self._raw, self._page, self._upright.seen
        rectangle = raw.FS_RECTF()
        reference = ctypes.byref(rectangle)
        box_of = raw.FPDFText_GetLooseCharBox
        gap_after = False
        for index, char in enumerate(self._chars()):
            if char in _LINE_ENDS:
                self._end()
                continue
            if char in _HYPHENS:
                self._text.append(SOFT_HYPHEN)
                self._end()
                continue
            if char <= " " or char.isspace():
                gap_after = bool(self._text)
                continue
            if not box_of(page, index, reference):
                continue
            left, top, right, bottom = seen(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            if self._text and not self._takes(left, top, right, bottom, index):
                self._end()
            if not self._text:
                self._begin(index, left, top, right, bottom)
            elif gap_after:
                self._text.append(" ")
            self._text.append(char)
            self._indices.append(index)
            gap_after = False
        self._end()
        return self._found

    def _chars(self) -> Sequence[str]:
        """One for each place; a zero where there is no letter."""
        raw, page = self._raw, self._page
        count = min(raw.FPDFText_CountChars(page), _CHARS_A_PAGE_MAX)
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(page, 0, count, buffer)
        text = bytes(buffer).decode("utf-16-le", "replace")[:-1]
        if len(text) == count and "\0" not in text:
            return text
        # Letters without Unicode are left out there, and rare ones count twice: then each is asked for by itself.
        codes = (raw.FPDFText_GetUnicode(page, index) for index in range(count))
        return [chr(code) if code < sys.maxunicode else "\0" for code in codes]

    def _begin(self, index: int, left: float, top: float, right: float, bottom: float) -> None:
        self._box = [left, top, right, bottom]
        self._angle = self._angle_of(index)

    def _takes(self, left: float, top: float, right: float, bottom: float, index: int) -> bool:
        """Whether the character belongs to the fragment, whose box it then stretches."""
        box = self._box
        if top == box[1] and bottom == box[3] and box[0] <= left <= box[2] + _NEXT * (bottom - top) and not self._angle:
            box[2] = max(box[2], right)  # nearly all characters are the next one to the right in the same type
            return True
        if not self._continues(box, left, top, right, bottom, index):
            return False
        self._box = [min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3])]
        return True

    def _continues(self, box: list[float], left: float, top: float, right: float, bottom: float, index: int) -> bool:
        height = min(box[3] - box[1], bottom - top)
        if self._angle or not height:
            return abs(self._angle_of(index) - self._angle) < _TURNED_RADIANS
        if min(box[3], bottom) - max(box[1], top) < _SAME_LINE * height:
            return False
        return max(left - box[2], box[0] - right) <= _WIDE_GAP * height

    def _angle_of(self, index: int) -> float:
        """In radians against the usual text of the page; 0 where it is about the same."""
        own = self._raw.FPDFText_GetCharAngle(self._page, index)
        angle = (own + math.radians(self._upright.turned)) % (2 * math.pi)
        return angle if _TURNED_RADIANS < angle < 2 * math.pi - _TURNED_RADIANS else 0.0

    def _end(self) -> None:
        text, indices = "".join(self._text), self._indices
        self._text, self._indices = [], []
        if not indices or not (cleaned := clean(text)):
            return
        if text.endswith(SOFT_HYPHEN) and not cleaned.endswith(SOFT_HYPHEN):
            cleaned += SOFT_HYPHEN
        left, top, right, bottom = self._box
        # A word in another type does not make the line one.
        looked_at = sorted({indices[len(indices) * part // _LOOKS] for part in range(_LOOKS)})
        size = median(self._size(index, bottom - top) for index in looked_at)
        bold = 2 * sum(self._is_bold(index) for index in looked_at) > len(looked_at)
        away = self._upright.turned != self._place.turned
        shown = self._place.seen(*self._upright.own(left, top, right, bottom)) if away else None
        self._found.append(
            Fragment(cleaned, left, top, right, bottom, size, bold, shown=shown, turned=bool(self._angle))
        )

    def _size(self, index: int, height: float) -> float:
        raw, matrix = self._raw, self._raw.FS_MATRIX()
        size = raw.FPDFText_GetFontSize(self._page, index)
        if raw.FPDFText_GetMatrix(self._page, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
        return round(size if 1 <= size <= 500 else height, 1)

    def _is_bold(self, index: int) -> bool:
        raw = self._raw
        if raw.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._page, index, name, 128, ctypes.byref(flags))
        return any(word in name.value.decode("ascii", "ignore").lower() for word in _BOLD)
