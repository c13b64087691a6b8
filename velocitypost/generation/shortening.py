"""A text made shorter where its sense allows it: at the end of a sentence, else of a clause, else of a word."""

from __future__ import annotations

from collections.abc import Callable

import regex

from velocitypost.generation.sentences import sentences

# A cut at the end of a sentence may leave this much room unused, one at the end of a clause less.
_SENTENCE_FILLS = 0.45
_CLAUSE_FILLS = 0.6
_CLAUSE = regex.compile(r"(?<=[\p{L}\p{N})”\"])(?=[,;:–—]\s|\s[–—(])")
_WORD = regex.compile(r"(?<=\S)(?=\s)")
_WEAK = regex.compile(
    r"(?:[\s,;:–—(\"“]|\b(?:a|an|the|and|or|but|of|to|in|on|at|by|for|with|from|as|is|are|was|were|that|which|und|oder|der|"
    r"die|das|mit|von|et|ou|de|du|des|le|la|les|y|o|el|en|con|e|il|di|da|do|com))+\Z",
    regex.IGNORECASE,
)


def shortened(text: str, measure: Callable[[str], int], most: int) -> str:
    """The beginning of `text` that is at most `most` by `measure`, ended with "…" where a sentence had to be cut.

    Links, numbers and emoji are not cut; a first word that is too long by itself is cut between characters. Empty where
    there is room for nothing.
    """
    text = text.strip()
    if measure(text) <= most:
        return text
    ends = [sentence.end for sentence in sentences(text)]
    kept = _longest(text, ends, measure, most, "")
    if kept and measure(kept) >= _SENTENCE_FILLS * most:
        return _whole(kept)
    for pattern, fills in ((_CLAUSE, _CLAUSE_FILLS), (_WORD, 0.0)):
        ends = [match.start() for match in pattern.finditer(text)]
        cut = _longest(text, ends, measure, most, "…")
        if cut and measure(cut) >= fills * most:
            return cut
    if kept:
        return _whole(kept)
    if regex.match(r"https?://\S+", text):
        return ""
    ends = [match.end() for match in regex.finditer(r"\X", text)]
    return _longest(text, ends, measure, most, "…")


def _longest(text: str, ends: list[int], measure: Callable[[str], int], most: int, mark: str) -> str:
    low, high, best = 0, len(ends) - 1, ""
    while low <= high:
        middle = (low + high) // 2
        piece = text[: ends[middle]].rstrip()
        if mark:
            piece = _WEAK.sub("", piece) + mark
        if measure(piece) <= most:
            best, low = piece, middle + 1
        else:
            high = middle - 1
    return "" if best == mark else best


def _whole(kept: str) -> str:
    """Without the heading of a list whose items are gone."""
    lines = kept.rstrip().split("\n")
    while len(lines) > 1 and lines[-1].rstrip().endswith(":"):
        lines.pop()
    return "\n".join(lines).rstrip()
