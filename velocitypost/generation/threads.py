"""A long text as a thread: parted where the sense parts, never inside a link, a number with its unit or an emoji."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import regex

from velocitypost.generation.lexicon import words
from velocitypost.generation.sentences import sentences

PARTS_MOST = 25
_SHORT = 0.25
# What an emptier part costs, beside the costs of breaks: a break between paragraphs wins until two thirds are empty.
_EMPTINESS = 10.0
_NO_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_UNSPACED = regex.compile(rf"[{_NO_SPACES}]")
# Runs of letters that are written with spaces stay whole, other scripts part between characters; what closes stays
# with what it closes.
_ATOM = regex.compile(rf"(?:[^{_NO_SPACES}]+|\X)[、。，．！？；：」』）】〉》’”…ー々]*")
_LINK = regex.compile(r"(?:https?://|www\.)\S+|\S+\.\p{L}{2,}/\S*", regex.IGNORECASE)
_EMOJI = regex.compile(r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|[\u200D\uFE0F\p{Emoji_Modifier}])+")
_NUMBER = regex.compile(r"[(\"“]?[$€£¥₹]?[-+−]?\d[\d.,:/]*")
_UNIT = regex.compile(r"[%‰°$€£¥₹]|\d|\p{Lu}{2,4}\b")
_NAME = regex.compile(r"\p{Lu}[\p{L}’'\-]+$")


class TooLongForAThread(Exception):
    """The text cannot be a thread: too many parts, or a link that no post can hold. The text says which."""


class _Break(IntEnum):
    PARAGRAPH = 0
    LINE = 1
    SENTENCE = 2
    CLAUSE = 3
    CONJUNCTION = 4
    WORD = 5
    GLUED = 6


_COSTS = {
    _Break.PARAGRAPH: 0.0,
    _Break.LINE: 1.0,
    _Break.SENTENCE: 4.0,
    _Break.CLAUSE: 8.0,
    _Break.CONJUNCTION: 11.0,
    _Break.WORD: 20.0,
    _Break.GLUED: 60.0,
}


@dataclass(frozen=True)
class _Piece:
    """What is never parted, and the break after it."""

    start: int
    end: int
    after: _Break


def split(
    text: str,
    measure: Callable[[str], int],
    limit: int,
    *,
    numbered: bool = False,
    most: int = PARTS_MOST,
) -> tuple[str, ...]:
    """The parts of `text`, each at most `limit` by `measure`; one where it fits whole.

    Parted between paragraphs where that serves, else between sentences, else between clauses, else between words.
    `numbered` ends each part with its place, such as "(2/5)". Raises `TooLongForAThread`.
    """
    text = text.strip()
    if measure(text) <= limit:
        return (text,)
    reserved = ""
    if numbered:
        reserved = " (9/9)"
        if len(_parted(text, lambda part: measure(part + reserved), limit, most)) > 9:
            reserved = " (99/99)"
    parts = _parted(text, lambda part: measure(part + reserved), limit, most)
    if not numbered:
        return tuple(parts)
    return tuple(f"{part} ({number}/{len(parts)})" for number, part in enumerate(parts, start=1))


def _parted(text: str, measure: Callable[[str], int], limit: int, most: int) -> list[str]:
    pieces = _pieces(text, measure, limit)
    cuts: list[tuple[int, int]] = []
    first = 0
    while first < len(pieces):
        last = _furthest(text, pieces, first, measure, limit)
        if last < len(pieces) - 1:
            last = _best(pieces, first, last)
        cuts.append((first, last))
        if len(cuts) > most:
            raise TooLongForAThread(
                f"This would be a thread of more than {most} posts, which is the most there can be."
            )
        first = last + 1
    if len(cuts) > 1:
        cuts[-2:] = _evened(text, pieces, cuts[-2], cuts[-1], measure, limit)
    return [text[pieces[first].start : pieces[last].end] for first, last in cuts]


def _furthest(text: str, pieces: Sequence[_Piece], first: int, measure: Callable[[str], int], limit: int) -> int:
    """The last piece up to which a part that begins at `first` stays within the limit."""

    def fits(last: int) -> bool:
        return measure(text[pieces[first].start : pieces[last].end]) <= limit

    low, high = first, min(len(pieces) - 1, first + limit)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _best(pieces: Sequence[_Piece], first: int, last: int) -> int:
    """Where to part: the least cost of the break and of the room that it leaves."""
    start, room = pieces[first].start, pieces[last].end - pieces[first].start

    def cost(place: int) -> float:
        filled = (pieces[place].end - start) / room
        return _COSTS[pieces[place].after] + _EMPTINESS * (1 - filled) ** 2

    return min(range(last, first - 1, -1), key=cost)


def _evened(
    text: str,
    pieces: Sequence[_Piece],
    before: tuple[int, int],
    final: tuple[int, int],
    measure: Callable[[str], int],
    limit: int,
) -> list[tuple[int, int]]:
    """The last two parts, parted anew where the last would be a mere rest."""
    start, end = pieces[before[0]].start, pieces[final[1]].end
    whole = end - start
    if end - pieces[final[0]].start >= _SHORT * whole:
        return [before, final]

    def cost(place: int) -> float:
        share = (pieces[place].end - start) / whole
        return _COSTS[pieces[place].after] + 2 * _EMPTINESS * (2 * share - 1) ** 2

    for place in sorted(range(before[0], before[1] + 1), key=cost):
        if measure(text[pieces[place + 1].start : end]) <= limit:
            return [(before[0], place), (place + 1, final[1])]
    return [before, final]


def _pieces(text: str, measure: Callable[[str], int], limit: int) -> list[_Piece]:
    spans = [span for match in regex.finditer(r"\S+", text) for span in _atoms(match, measure, limit)]
    ends = {sentence.end for sentence in sentences(text)}
    pieces = []
    for place, (start, end) in enumerate(spans):
        following = spans[place + 1] if place + 1 < len(spans) else (len(text), len(text))
        pieces.append(_Piece(start, end, _break(text, start, end, following, ends)))
    return pieces


def _atoms(match: regex.Match[str], measure: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    token, start = match.group(), match.start()
    if _LINK.search(token):
        if measure(token) > limit:
            raise TooLongForAThread("A link in this text is longer than one post may be. Shorten the link.")
        return [match.span()]
    if _UNSPACED.search(token):
        return [(start + atom.start(), start + atom.end()) for atom in _ATOM.finditer(token)]
    if measure(token) <= limit:
        return [match.span()]
    return [(start + cluster.start(), start + cluster.end()) for cluster in regex.finditer(r"\X", token)]


def _break(text: str, start: int, end: int, following: tuple[int, int], ends: set[int]) -> _Break:
    gap, token, next_token = text[end : following[0]], text[start:end], text[slice(*following)]
    if gap.count("\n") > 1:
        return _Break.PARAGRAPH
    if "\n" in gap:
        return _Break.LINE
    if _EMOJI.fullmatch(next_token):
        return _Break.GLUED
    if end in ends or token[-1] in "。！？":
        return _Break.SENTENCE
    if token[-1] in ",;:，；：、–—" or next_token[:1] in "(（–—":
        return _Break.CLAUSE
    if _NUMBER.fullmatch(token) and (_UNIT.match(next_token) or next_token.rstrip(".,;:!?").lower() in words("units")):
        return _Break.GLUED
    if _NAME.search(token) and _NAME.match(next_token.rstrip(".,;:!?")):
        return _Break.GLUED
    if token.rstrip(".").lower() in words("abbreviations") or (token[0] == "#") != (next_token[:1] == "#"):
        return _Break.GLUED if token[0] != "#" else _Break.CLAUSE
    if next_token.lower() in words("conjunctions"):
        return _Break.CONJUNCTION
    return _Break.WORD
