"""Which language a text is in, told by its small words. For long texts of the common languages this is enough."""

from __future__ import annotations

from collections import Counter
from functools import cache

import regex

from velocitypost.generation.lexicon import table

_TOLD_LEAST = 3.0
_CLEAR = 1.3


def language_of(text: str) -> str:
    """The ISO 639 code of the text's language; empty where it cannot be told."""
    found = Counter(regex.findall(r"\b\p{L}+\b", text[:20_000].casefold()))
    scores = {code: sum(found[word] * weight for word, weight in known.items()) for code, known in _known().items()}
    (best, most), (_, second) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    return best if most >= _TOLD_LEAST and most >= _CLEAR * second else ""


@cache
def _known() -> dict[str, dict[str, float]]:
    """The small words of each language; one that several have tells little of each."""
    lists = {code: line.split() for code, line in table("languages").items()}
    shared = Counter(word for line in lists.values() for word in line)
    return {code: {word: 1 / shared[word] ** 2 for word in line} for code, line in lists.items()}
