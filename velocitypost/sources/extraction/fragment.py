"""What a page is made of before anybody knows its order: bits of text, and lines that were drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"
Rectangle = tuple[float, float, float, float]
_PRESENTATION_FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufeff]+")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[\s\u00a0]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_DIVIDED = re.compile(r"[^\W\d_]{2}-$")
_WORD = re.compile(r"[\w-]+")
_AT_DIVISION = re.compile(r"(?<![\w-])([\w-]++)\u00ad(\w*+)")
# Han, Kana and their punctuation are set without spaces between words.
_UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65]")


@dataclass(slots=True)
class Fragment:
    """Text that stands on one line without a wide gap.

    The place is in points (or pixels) from the upper left corner; `size` is that of the type. `shown` is where it is
    seen on the page where that differs, because the page was scanned askew. `rows` are the cells of a table that stands
    for its fragments.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    certainty: float | None = None
    shown: Rectangle | None = None
    turned: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def box(self) -> Rectangle:
        """Where it is seen."""
        return self.shown or (self.left, self.top, self.right, self.bottom)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that was drawn, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


def clean(text: str) -> str:
    """One line of text: single spaces, no invisible marks, ligatures and shaped letters as plain ones."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    text = _PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", "".join(char for char in text if _is_kept(char))).strip()


def _is_kept(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Co", "Cs", "Cn")


def reads_right_to_left(text: str) -> bool:
    """Whether most of its letters belong to a script that is written from the right."""
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def joined(before: str, after: str) -> str:
    """Two lines as one text. A hyphen between them becomes a soft one, which `mended` decides about."""
    if not before or not after:
        return before + after
    if before.endswith(SOFT_HYPHEN):
        return before + after
    if _DIVIDED.search(before) and after[0].islower():
        return before[:-1] + SOFT_HYPHEN + after
    if _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]):
        return before + after
    return f"{before} {after}"


def whole_words(texts: Iterable[str]) -> set[str]:
    """The words that are written without a division anywhere, in small letters."""
    return {word for text in texts for word in _WORD.findall(_AT_DIVISION.sub(" ", text.lower()))}


def mended(text: str, words: Container[str]) -> str:
    """The text with each divided word as the document writes it elsewhere: whole, with a hyphen, or else whole.

    `words` are those that `whole_words` found in the document.
    """
    if SOFT_HYPHEN not in text:
        return text
    return _AT_DIVISION.sub(lambda found: _mended(found[1], found[2], words), text).replace(SOFT_HYPHEN, "-")


def _mended(before: str, after: str, words: Container[str]) -> str:
    whole, hyphened = (before + after).lower(), f"{before}-{after}".lower()
    if not after:
        return before + "-"
    if whole not in words and (hyphened in words or (before.lower() in words and after.lower() in words)):
        return f"{before}-{after}"
    return before + after


def overlap(a_from: float, a_to: float, b_from: float, b_to: float) -> float:
    """How much of the shorter of two stretches lies within the other, from 0 to 1."""
    shorter = min(a_to - a_from, b_to - b_from)
    if shorter <= 0:
        return 1.0 if b_from <= a_from <= b_to or a_from <= b_from <= a_to else 0.0
    return max(0.0, min(a_to, b_to) - max(a_from, b_from)) / shorter
