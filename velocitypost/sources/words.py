"""Words as they are compared: without accents, case and common endings. Imports nothing of the product."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_UNSPACED = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f]+")
_PARTED = re.compile(r"['’-]")
_VOWELS = frozenset("aeiouy")
# Endings that many European languages share, the longest first. What stays is no word, only a key.
_ENDINGS = (
    *("ations", "ation", "ingly", "ments", "ement", "ment", "ness", "ings", "ing", "edly"),
    *("ies", "ied", "ed", "ers", "er", "ly", "es", "en", "s", "e"),
)
_STEM_MIN = 3


def keys(text: str) -> list[str]:
    """The words of a text as keys to compare, in order; for scripts without spaces, each two signs that touch."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if _UNSPACED.search(word):
            for run in _UNSPACED.findall(word):
                found += [run[place : place + 2] for place in range(max(1, len(run) - 1))]
            found += [key(part) for part in _UNSPACED.split(word) if part]
        else:
            found.append(key(word))
            if _PARTED.search(word):
                found += [key(part) for part in _PARTED.split(word) if len(part) > 1]
    return found


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """One word as a key."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    if any(char.isdigit() for char in plain) or not plain.isascii():
        return plain
    for ending in _ENDINGS:
        stem = plain[: -len(ending)]
        if plain.endswith(ending) and len(stem) >= _STEM_MIN and _VOWELS & set(stem):
            return stem[:-1] if stem[-1] == stem[-2] else stem
    return plain
