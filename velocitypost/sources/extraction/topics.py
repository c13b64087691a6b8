"""What a document is about: the phrases that it comes back to. By counting (after RAKE), not by a model."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from velocitypost.sources.extraction.stopwords import stopwords
from velocitypost.sources.passage import Found
from velocitypost.sources.words import key

_TOPICS_MOST = 8
_PHRASE_WORDS_MAX = 3
_LOOKED_AT = 200_000
_HEADING_COUNTS = 3.0
_LONGER = 0.9
_OFTEN = 0.7
_PLAIN_WORD = 0.8
_UNSPACED = re.compile("[\u30a0-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}")
_WORD = re.compile(r"[^\W_]+(?:['’&./-][^\W_]+)*")
_PARTS = re.compile(r"[^\w\s'’&./-]+|\s[-–—/]\s|[.:;](?:\s|$)|\n")
_TELLING: tuple[str, ...] = ("heading", "paragraph", "list", "note")


@dataclass
class _Phrase:
    weight: float = 0.0
    places: set[int] = field(default_factory=set)
    written: Counter[str] = field(default_factory=Counter)


def key_topics(passages: Sequence[Found], language: str) -> tuple[str, ...]:
    """At most eight phrases, the most telling first, as the document writes them."""
    telling = [p for p in passages if p.kind in _TELLING] or [p for p in passages if p.kind != "margin"]
    texts = [(p.text, _HEADING_COUNTS if p.kind == "heading" else 1.0) for p in _looked_at(telling)]
    dull = stopwords(language, (word.lower() for text, _ in texts for word in _WORD.findall(text)))
    found: dict[tuple[str, ...], _Phrase] = defaultdict(_Phrase)
    for place, (text, counts) in enumerate(texts):
        for words in _runs(text, dull):
            for phrase in _phrases(words):
                noted = found[tuple(key(word) for word in phrase)]
                noted.weight += counts
                noted.places.add(place)
                noted.written[" ".join(phrase)] += 1
    return tuple(_chosen(found, len(texts)))


def importance(passages: Iterable[Found], language: str) -> dict[str, float]:
    """How much each word (as a key) has to say in the document."""
    texts = [p.text for p in _looked_at([p for p in passages if p.kind != "margin"])]
    dull = stopwords(language, (word.lower() for text in texts for word in _WORD.findall(text)))
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(key(word) for run in _runs(text, dull) for word in run)
    return {word: log(1 + count) for word, count in counted.items() if count > 1 or len(counted) < 60}


def _looked_at(passages: list[Found]) -> list[Found]:
    """All of them, or of a long document every second, third and so on: what it is about shows in those, too."""
    return passages[:: 1 + sum(len(p.text) for p in passages) // _LOOKED_AT]


def _runs(text: str, dull: frozenset[str]) -> Iterator[list[str]]:
    """Words that follow each other with neither a sign nor an empty word between them."""
    for part in _PARTS.split(text):
        if not part:
            continue
        yield from ([run] for run in _UNSPACED.findall(part))
        run: list[str] = []
        for word in _WORD.findall(_UNSPACED.sub(" ", part)):
            if word.lower() in dull or len(word) < 2 or not any(char.isalpha() for char in word):
                if run:
                    yield run
                run = []
            else:
                run.append(word)
        if run:
            yield run


def _phrases(words: list[str]) -> Iterator[tuple[str, ...]]:
    if len(words) == 1 and _UNSPACED.fullmatch(words[0]):
        signs = words[0]
        yield from ((signs[a:b],) for a in range(len(signs)) for b in range(a + 2, min(a + 5, len(signs)) + 1))
        return
    for start in range(len(words)):
        for end in range(start + 1, min(start + _PHRASE_WORDS_MAX, len(words)) + 1):
            yield tuple(words[start:end])


def _chosen(found: dict[tuple[str, ...], _Phrase], texts: int) -> Iterator[str]:
    repeated = {words: phrase for words, phrase in found.items() if phrase.weight >= (2 if texts > 3 else 1)}
    by_worth = sorted(repeated, key=lambda words: (-_worth(words, repeated[words]), words))
    chosen: list[tuple[str, ...]] = []
    for words in by_worth:
        if len(chosen) == _TOPICS_MOST:
            return
        if any(_alike(words, other) for other in chosen):
            continue
        chosen.append(words)
        yield _as_written(repeated[words])


def _worth(words: tuple[str, ...], phrase: _Phrase) -> float:
    length = sum(map(len, words)) / len(words)
    often: float = phrase.weight**_OFTEN * log(2 + len(phrase.places))
    worth = often * (1 + _LONGER * (len(words) - 1)) * min(1.0, length / 5)
    return worth * (_PLAIN_WORD if len(words) == 1 and _as_written(phrase).islower() else 1.0)


def _alike(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is part of the other, or they share most of their words."""
    a, b = set(words), set(other)
    if len(words) == len(other) == 1 and not words[0].isascii():
        return words[0] in other[0] or other[0] in words[0]
    return bool(a <= b or b <= a or len(a & b) >= 2)


def _as_written(phrase: _Phrase) -> str:
    """The usual spelling: capitals stay where the document mostly writes them."""
    small: Counter[str] = Counter()
    for text, count in phrase.written.items():
        small[text.lower()] += count
    usual = small.most_common(1)[0][0]
    spellings = {text: count for text, count in phrase.written.items() if text.lower() == usual}
    if usual in spellings and 3 * spellings[usual] >= sum(spellings.values()):
        return usual
    return max(spellings, key=lambda text: (spellings[text], text))
