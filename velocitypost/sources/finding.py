"""Which passages of a document answer to some words: by BM25, counted in the document itself.

https://www.staff.city.ac.uk/~sbrp622/papers/foundations_bm25_review.pdf
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log

from velocitypost.sources.passage import Passage
from velocitypost.sources.words import keys

_SATURATION = 1.2
_LENGTH_COUNTS = 0.6
_HEADING_COUNTS = 0.5
_CENTRAL_COUNTS = 0.3
_SAYS_LESS: dict[str, float] = {"margin": 0.0, "heading": 0.4, "code": 0.7}


class Index:
    """The words of a document's passages, ready to be asked."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = list(passages)
        self._counts = [_counts(passage) for passage in passages]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._usual = sum(self._lengths) / max(1, len(self._lengths)) or 1.0
        self._spread = Counter(word for counts in self._counts for word in counts)

    def find(self, query: str, *, most: int) -> list[Passage]:
        """The best answers, the best first. Where nothing answers: the passages that are most central."""
        wanted = set(keys(query))
        scored = [(self._score(place, wanted), passage) for place, passage in enumerate(self._passages)]
        found = sorted(((score, passage) for score, passage in scored if score > 0), key=lambda a: (-a[0], a[1].number))
        return [passage for _, passage in found[:most]] if found else self._central(most)

    def _central(self, most: int) -> list[Passage]:
        full = [passage for passage in self._passages if passage.kind not in _SAYS_LESS]
        return sorted(full or self._passages, key=lambda passage: (-passage.weight, passage.number))[:most]

    def _score(self, place: int, wanted: set[str]) -> float:
        counts, passage = self._counts[place], self._passages[place]
        longer = 1 - _LENGTH_COUNTS + _LENGTH_COUNTS * self._lengths[place] / self._usual
        score = 0.0
        for word in wanted:
            if found := counts.get(word):
                score += self._rarity(word) * found * (_SATURATION + 1) / (found + _SATURATION * longer)
        return score * _SAYS_LESS.get(passage.kind, 1.0) * (1 + _CENTRAL_COUNTS * passage.weight)

    def _rarity(self, word: str) -> float:
        within = self._spread[word]
        return log(1 + (len(self._passages) - within + 0.5) / (within + 0.5))


def _counts(passage: Passage) -> dict[str, float]:
    """How often each word stands in it; those of the headings above it count, too, but less."""
    counts: dict[str, float] = dict(Counter(keys(passage.text)))
    for word in {word for heading in passage.place.headings for word in keys(heading)}:
        counts[word] = counts.get(word, 0.0) + _HEADING_COUNTS
    return counts
