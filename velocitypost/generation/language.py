"""Which language a text is in, told by its small words. For long texts of the common languages this is enough."""

from __future__ import annotations

import regex

from velocitypost.generation.lexicon import table

_WORDS_LEAST = 4
_CLEAR = 1.3


def language_of(text: str) -> str:
    """The ISO 639 code of the text's language; empty where it cannot be told."""
    found = regex.findall(r"\b\p{L}+\b", text[:20_000].casefold())
    scores = {code: sum(word in known for word in found) / (len(known) ** 0.25) for code, known in _known().items()}
    (best, most), (_, second) = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    told = most * len(_known()[best]) ** 0.25
    return best if told >= _WORDS_LEAST and most >= _CLEAR * second else ""


def _known() -> dict[str, frozenset[str]]:
    return {code: frozenset(line.split()) for code, line in table("languages").items()}
