"""Where sentences end. By punctuation, and a few habits of abbreviation: no model."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A run of signs is looked at from its first one only: otherwise a line of dots would cost the square of its length.
_END = re.compile(
    r"(?:(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|(?<![。！？])[。！？]++[」』”’]*+|(?<![؟۔।։])[؟۔।։]++(?=\s|$))\s*+"
)
_BEFORE_A_NAME = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sr|Sra|Dra|Mme|Mgr|Ing|Hrsg|vs|cf|ca|bzw|e\.g|i\.e|z\.\s?B|d\.\s?h|u\.\s?a)|^\W*\d{1,3})\.$"
)
_BEFORE_A_NUMBER = re.compile(
    r"\b(?:no|nos|nr|vol|p|pp|pág|fig|figs|abb|eq|ch|sec|art|bd|núm|approx|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
_LOOK_BACK = 12


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, as they stand."""
    found, start = [], 0
    for end in _ends(text):
        if sentence := text[start:end].strip():
            found.append(sentence)
        start = end
    return found


def ends_of_sentences(text: str, *, most: int) -> Iterator[int]:
    """Places to part a long text at: ends of sentences, so that each part has at most `most` characters.

    A single sentence that is longer is parted at a space, or anywhere if it has none.
    """
    start = last = 0
    for end in _ends(text):
        while end - start > most:
            if last == start:
                space = text.rfind(" ", start + most // 2, start + most)
                last = space + 1 if space > 0 else start + most
            yield last
            start = last
        last = end
    if last > start:
        yield last


def _ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        before = text[max(0, found.start() - _LOOK_BACK) : found.start() + 1]
        following = text[found.end() : found.end() + 1]
        if found[0].startswith(".") and _is_abbreviation(before, following):
            continue
        if found.end() < len(text):
            yield found.end()
    yield len(text)


def _is_abbreviation(before: str, following: str) -> bool:
    if following.islower() or _BEFORE_A_NAME.search(before):
        return True
    return following.isdigit() and _BEFORE_A_NUMBER.search(before) is not None
