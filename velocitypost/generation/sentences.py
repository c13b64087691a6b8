"""Where the sentences of a text begin and end, with their places in it.

A post's line is at least a sentence; a document's line may be wrapped anywhere, so there only a line that looks like an
end is one (`wrapped`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from velocitypost.generation.lexicon import words

_END = regex.compile(
    r"""(?P<end>[.!?…]+|[。！？]+)
        (?P<close>["'”’»)\]*_]*)
        (?P<after>(?:[ \t]*(?:\p{Extended_Pictographic}[\uFE0F\u200D\p{Emoji_Modifier}\p{Extended_Pictographic}]*))*)
        (?=\s|$|(?<=[。！？]))""",
    regex.VERBOSE,
)
_BULLET = regex.compile(r"[ \t]*(?:[-–—•·*▪◦‣►✓✔➤→]|\(?\d{1,2}[.)]|\p{Extended_Pictographic}\uFE0F?)[ \t]+")
_MONTH = regex.compile(
    r"\s+(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jahrhundert)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Span:
    """A piece of a text and its place in it."""

    start: int
    end: int
    text: str


def sentences(text: str, *, wrapped: bool = False) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space and the bullets around them."""
    found: list[Span] = []
    for start, end in _lines(text, wrapped):
        found.extend(_within(text, start, end))
    return tuple(found)


def is_bullet(line: str) -> bool:
    """Whether a line is an item of a list."""
    return _BULLET.match(line) is not None


def _lines(text: str, wrapped: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for match in regex.finditer(r"\n[ \t]*(?:\n[ \t]*)*", text):
        if wrapped and match.group().count("\n") == 1 and _goes_on(text, start, match.start(), match.end()):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _goes_on(text: str, start: int, end: int, after: int) -> bool:
    """Whether a single line break lies within a sentence."""
    begin = max(start, text.rfind("\n", start, end) + 1)
    line = text[begin:end].rstrip()
    following = text[after : after + 40].split("\n", 1)[0]
    if not line or not following or is_bullet(following) or line[-1] in ".!?…:;。！？":
        return False
    if following[0].islower() or line[-1] in ",-–—(&/":
        return True
    return len(line) >= 50


def _within(text: str, start: int, end: int) -> Iterator[Span]:
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, match, begin, end):
            yield from _span(text, begin, match.end())
            begin = match.end()
    yield from _span(text, begin, end)


def _ends(text: str, match: regex.Match[str], begin: int, end: int) -> bool:
    following = text[match.end() : end].lstrip()
    if not following or match["end"] != ".":
        return not (match["end"].startswith("…") or match["end"].startswith("..")) or not following[:1].islower()
    if following[0].islower() and not match["after"]:
        return False
    word = regex.search(r"[\p{L}\p{N}.\-°]*$", text[begin : match.start()])
    before = word.group() if word else ""
    if before.isdigit():
        return len(before) > 2 or not (_MONTH.match(text, match.end()) or begin == match.start() - len(before))
    return not _shortened(before, following)


def _shortened(before: str, following: str) -> bool:
    """Whether the full stop between these belongs to an abbreviation or an initial."""
    word = before.lower()
    if word in words("abbreviations_either"):
        next_word = regex.match(r"\p{L}+", following)
        begins = next_word is not None and next_word.group().lower() in words("beginnings")
        return not begins and following[0] not in "\"“‘'(-–—•"
    if word in words("abbreviations_of_numbers") and following[0].isdigit():
        return True
    return word in words("abbreviations") or (len(before) == 1 and before.isupper() and following[0].isupper())


def _span(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    inner = piece.strip()
    if regex.search(r"[\p{L}\p{N}]", inner):
        begin = start + len(piece) - len(piece.lstrip())
        yield Span(begin, begin + len(inner), inner)
