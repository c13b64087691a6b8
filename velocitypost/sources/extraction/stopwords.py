"""Words that say little by themselves, by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("stopwords.txt")
_SHORT = 3
_FREQUENT_SHARE = 0.012


def stopwords(language: str, words: Iterable[str]) -> frozenset[str]:
    """For this language (ISO 639-1). Where there is no list: the short words among the most frequent of `words`."""
    listed = _lists().get(language)
    if listed is not None:
        return listed
    counted = Counter(words)
    enough = max(3, _FREQUENT_SHARE * counted.total())
    return frozenset(word for word, count in counted.items() if count >= enough and len(word) <= _SHORT)


@cache
def _lists() -> dict[str, frozenset[str]]:
    lines = (line.split() for line in _FILE.read_text(encoding="utf-8").splitlines())
    return {words[0]: frozenset(words[1:]) for words in lines if words}
