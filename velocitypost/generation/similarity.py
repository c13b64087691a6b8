"""How alike two texts are: in what they say, by shared runs of letters, and in how they are built."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from velocitypost.generation.sentences import is_bullet, sentences

# From here on a reader takes one for the other with a few words changed.
SAME = 0.7
# Two variations that share this much must at least be built differently.
_RELATED = 0.45
_SHINGLE = 4
_NOT_COMPARED = regex.compile(r"https?://\S+|[#@][\p{L}\p{N}_.]+")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F")


@dataclass(frozen=True)
class Likeness:
    """What is compared of a text, made once for many comparisons."""

    shingles: frozenset[str]
    build: tuple[int | bool | str, ...]

    def to(self, other: Likeness) -> float:
        """How alike the two say it, from 0 (nothing in common) to 1 (the same)."""
        if not self.shingles and not other.shingles:
            return 1.0
        return 2 * len(self.shingles & other.shingles) / (len(self.shingles) + len(other.shingles))

    def built_like(self, other: Likeness) -> float:
        """How alike the two are built, from 0 to 1: lines, lists, sentences, how they open and how they close."""
        return sum(mine == theirs for mine, theirs in zip(self.build, other.build, strict=True)) / len(self.build)

    def varies(self, other: Likeness) -> bool:
        """Whether the two differ in more than words."""
        likeness = self.to(other)
        return likeness <= _RELATED or (likeness <= SAME and self.built_like(other) < 1)


@lru_cache(maxsize=8192)
def likeness(text: str) -> Likeness:
    """What of `text` is compared. Case, links, mentions, hashtags, punctuation and emoji do not count as words."""
    words = " ".join(_WORD.findall(_NOT_COMPARED.sub(" ", text).casefold()))
    padded = f" {words} " if words else ""
    shingles = frozenset(padded[start : start + _SHINGLE] for start in range(max(1, len(padded) - _SHINGLE + 1)))
    return Likeness(shingles - {""}, _build(text))


def similarity(one: str, other: str) -> float:
    """How alike two texts are, from 0 (nothing in common) to 1 (the same words)."""
    return likeness(one).to(likeness(other))


def nearest(text: str, others: Sequence[str]) -> tuple[int, float] | None:
    """The place in `others` of the text most like this one, and how like it is. None where there are no others."""
    if not others:
        return None
    mine = likeness(text)
    scores = [mine.to(likeness(other)) for other in others]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best, scores[best]


def apart(texts: Iterable[str], *, most: float = SAME) -> list[int]:
    """The places of those texts of which none is more than `most` like one before it."""
    kept: list[tuple[int, Likeness]] = []
    for place, text in enumerate(texts):
        mine = likeness(text)
        if all(mine.to(before) <= most for _, before in kept):
            kept.append((place, mine))
    return [place for place, _ in kept]


def _build(text: str) -> tuple[int | bool | str, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    spans = sentences(text)
    first, last = (spans[0].text, spans[-1].text) if spans else ("", "")
    return (
        min(len(lines), 8),
        min(sum(is_bullet(line) for line in lines), 8),
        min(len(spans), 8),
        min(len(first) // 30, 4),
        _manner(first),
        _manner(last),
        bool(_EMOJI.search(text)),
        bool(regex.search(r"\d", text)),
    )


def _manner(sentence: str) -> str:
    if "?" in sentence or "？" in sentence:
        return "question"
    if regex.match(r"\W*\d", sentence):
        return "number"
    if sentence.rstrip().endswith(":"):
        return "colon"
    return "exclamation" if "!" in sentence else "statement"
