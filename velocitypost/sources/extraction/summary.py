"""A summary by extraction: those sentences that stand for most of the others, word for word (after TextRank)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from velocitypost.sources.extraction.sentences import sentences
from velocitypost.sources.passage import Found
from velocitypost.sources.words import keys

_SENTENCES = 3
_LENGTH_MAX = 700
_SENTENCE_MIN, _SENTENCE_MAX = 40, 280
_LONG, _LONG_COUNTS = 200, 0.85
_LETTERS_MIN = 0.75
_LOOKED_AT_MAX = 240
_ROUNDS = 15
_DAMPING = 0.85
_EARLY = 0.35
_ALIKE = 0.5
_LEANING_COUNTS = 0.6
_WHOLE = re.compile(r"[.!?。！？؟।][\"'”’»)]*$")
_LEANING = re.compile(
    r"^(?:this|these|that|those|it|they|he|she|such|however|therefore|also|but|and|so|then|here|"
    r"dies\w*|diese\w*|es|er|sie|daher|jedoch|auch|und|aber|cette|ces|cela|il|elle|mais|esto|este|esta|pero)\b",
    re.IGNORECASE,
)


def summary(passages: Sequence[Found], importance: Mapping[str, float]) -> str:
    """At most three sentences in their own order. Empty where there are no whole sentences."""
    candidates = _candidates(passages)
    words = [{word for word in keys(text) if word in importance} for text in candidates]
    ranks = _ranked(words)
    scored = [
        rank * (1 + _EARLY * (1 - place / len(candidates))) * _fitness(candidates[place])
        for place, rank in enumerate(ranks)
    ]
    chosen: list[int] = []
    length = 0
    for place in sorted(range(len(candidates)), key=lambda n: -scored[n]):
        if len(chosen) == _SENTENCES:
            break
        text = candidates[place]
        if length + len(text) <= _LENGTH_MAX and all(_shared(words[place], words[n]) < _ALIKE for n in chosen):
            chosen.append(place)
            length += len(text)
    return " ".join(candidates[place] for place in sorted(chosen))


def _fitness(sentence: str) -> float:
    """Less for one that leans on the sentence before it, and for a long one."""
    return (_LEANING_COUNTS if _LEANING.match(sentence) else 1.0) * (_LONG_COUNTS if len(sentence) > _LONG else 1.0)


def _is_prose(text: str) -> bool:
    """Whether it is a whole sentence of words, and no line of a program or a form."""
    return _WHOLE.search(text) is not None and _letters(text) >= _LETTERS_MIN


def _letters(text: str) -> float:
    """The share of letters, besides spaces and figures."""
    signs = [char for char in text if not char.isspace() and not char.isdigit()]
    return sum(char.isalpha() for char in signs) / max(1, len(signs))


def _candidates(passages: Sequence[Found]) -> list[str]:
    by_passage = [
        [s for s in sentences(p.text) if _SENTENCE_MIN <= len(s) <= _SENTENCE_MAX and _is_prose(s)]
        for p in passages
        if p.kind in ("paragraph", "list")
    ]
    total = sum(map(len, by_passage))
    each = None if total <= _LOOKED_AT_MAX else max(1, _LOOKED_AT_MAX // max(1, sum(map(bool, by_passage))))
    found = [sentence for some in by_passage for sentence in some[:each]]
    if len(found) > _LOOKED_AT_MAX:  # evenly over the whole document, its beginning whole
        step = len(found) / _LOOKED_AT_MAX
        found = [found[int(n * step)] for n in range(_LOOKED_AT_MAX)]
    return list(dict.fromkeys(found))


def _ranked(words: list[set[str]]) -> list[float]:
    count = len(words)
    links: list[list[tuple[int, float]]] = [[] for _ in words]
    for a in range(count):
        for b in range(a + 1, count):
            common = len(words[a] & words[b])
            if common and len(words[a]) > 1 and len(words[b]) > 1:
                weight = common / (log(len(words[a])) + log(len(words[b])))
                links[a].append((b, weight))
                links[b].append((a, weight))
    totals = [sum(weight for _, weight in found) for found in links]
    ranks = [1.0] * count
    for _ in range(_ROUNDS):
        ranks = [
            1 - _DAMPING + _DAMPING * sum(ranks[b] * weight / totals[b] for b, weight in links[a]) for a in range(count)
        ]
    return ranks


def _shared(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def weights(passages: Sequence[Found], importance: Mapping[str, float]) -> list[float]:
    """How central each passage is to the document, from 0 to 1."""
    raw = []
    for passage in passages:
        counted = Counter(word for word in keys(passage.text) if word in importance)
        worth = sum(importance[word] for word in counted) / (12 + len(counted))
        raw.append(worth * _standing(passage))
    most = max(raw, default=0.0)
    return [round(worth / most, 3) if most else 0.0 for worth in raw]


def _standing(passage: Found) -> float:
    if passage.kind == "margin":
        return 0.0
    if passage.kind == "heading" or (passage.kind != "table" and _letters(passage.text) < _LETTERS_MIN):
        return 0.5
    return 1.0
