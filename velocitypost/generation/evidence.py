"""The sentences of a document, and what is looked up in them: words, numbers, dates and names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence, Set
from functools import cached_property

from velocitypost.generation.attribution import same
from velocitypost.generation.claims import Anchor, Clause, Statement, statement
from velocitypost.generation.contradictions import turning_words
from velocitypost.generation.dates import Date
from velocitypost.generation.lexicon import words
from velocitypost.generation.names import Name, initials, known_as
from velocitypost.generation.numberline import NumberLine
from velocitypost.generation.passages import Passage
from velocitypost.generation.quantities import Quantity, bears_out_ratio
from velocitypost.generation.sentences import sentences
from velocitypost.generation.stems import Token, folded, tokens

# How many sentences are looked at closely, and how many more for who else a number could belong to.
NEAREST = 6
RELATED = 40
# How much a word counts that stands beside the sentence compared, in its passage, or elsewhere in the document.
_BESIDE, _IN_PASSAGE, _ELSEWHERE = 0.8, 0.55, 0.25
_LIGHT = 0.3
_ANCHORS = 0.3


class Evidence:
    """Made once for a document."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.sentences = [
            statement(" ".join(span.text.split()), passage=number, place=place)
            for number, passage in enumerate(passages)
            for place, span in enumerate(sentences(passage.text, wrapped=True))
        ]
        self._texts = [passage.text for passage in passages]
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        for number, one in enumerate(self.sentences):
            for stem in one.stems:
                self._by_stem[stem].add(number)
        count = len(self.sentences)
        self.weights = {stem: math.log(1 + count / len(holders)) for stem, holders in self._by_stem.items()}
        self._unknown = math.log(1 + count)

    def weight(self, stem: str) -> float:
        """How much a word tells: the more, the fewer sentences have it."""
        return self.weights.get(stem, self._unknown)

    def with_stem(self, stem: str) -> Set[int]:
        """The numbers of the sentences with this word."""
        return self._by_stem.get(stem, frozenset())

    def nearest(self, said: Statement, most: int = NEAREST) -> list[int]:
        """The numbers of the sentences that are nearest, the best first."""
        scores: dict[int, float] = defaultdict(float)
        total = sum(self.weight(stem) for stem in said.stems) or 1.0
        for stem in said.stems:
            for number in self.with_stem(stem):
                scores[number] += self.weight(stem) / total
        for anchor in said.anchors:
            for number in self.holders(anchor):
                scores[number] += _ANCHORS / len(said.anchors)
        return sorted(scores, key=lambda number: (-scores[number], number))[:most]

    def holders(self, anchor: Anchor) -> list[int]:
        """The numbers of the sentences that hold this number, date or name."""
        if isinstance(anchor, Quantity):
            return sorted({number for number, _ in self._numbers.bearing_out(anchor)})
        if isinstance(anchor, Date):
            return [n for n in self._dated if anchor.borne_out_by(list(self.sentences[n].dates))]
        return sorted({number for part in anchor.parts for number in self._by_name.get(part, ())})

    def has(self, anchor: Anchor, nearest: Sequence[int]) -> bool:
        """Whether the document holds it at all; a share may also follow from two numbers of a near sentence."""
        if isinstance(anchor, Name):
            return self._has_name(anchor)
        if isinstance(anchor, Date):
            return anchor.borne_out_by([date for number in self._dated for date in self.sentences[number].dates])
        if any(True for _ in self._numbers.bearing_out(anchor)):
            return True
        if anchor.kind not in ("percent", "factor"):
            return False
        near = [[q for one in self.around(number) for q in one.quantities] for number in nearest[:3]]
        return any(bears_out_ratio(anchor, part, whole) for found in near for part in found for whole in found)

    def held(self, said: Statement, best: int) -> float:
        """The share of a statement's words that the document holds together, what stands further off counting less."""
        weights = {token.stem: self._told(token) for token in said.content}
        total = sum(weights.values())
        if not total:
            return 1.0
        home = self.sentences[best]
        return sum(weight * self._closeness(home, stem) for stem, weight in weights.items()) / total

    def held_anywhere(self, said: Statement) -> float:
        """The share of a statement's words that the document holds at all."""
        total = sum(self.weight(stem) for stem in said.stems)
        return sum(self.weight(stem) for stem in said.stems if stem in self.weights) / total if total else 0.0

    def around(self, number: int) -> list[Statement]:
        """A sentence and those beside it in its passage."""
        home = self.sentences[number]
        beside = self.sentences[max(0, number - 1) : number + 2]
        return [one for one in beside if one.passage == home.passage]

    def before(self, one: Statement) -> list[Statement]:
        """The sentences before this one in its passage."""
        return [self.sentences[n] for n in self._by_passage[one.passage] if self.sentences[n].place < one.place]

    def best_for(self, said: Statement, clause: Clause, nearest: Sequence[int], *, without: Set[str]) -> Statement:
        """The sentence among the nearest that says most of a clause, but for these words."""
        wanted = {
            token.stem
            for token in said.content
            if clause.start <= token.start < clause.end and folded(token.text) not in without
        }
        scores = {
            number: sum(self.weight(stem) for stem in wanted & self.sentences[number].stems) - 0.01 * place
            for place, number in enumerate(nearest)
        }
        return self.sentences[max(nearest, key=scores.__getitem__)]

    def closest_clause(self, said: Statement, clause: Clause, source: Statement) -> Clause:
        """The clause of a sentence that speaks of the same, whichever way it turns it."""
        inside = [anchor for anchor in said.anchors if clause.start <= anchor.start < clause.end]
        wanted = {
            token.stem
            for token in said.content
            if clause.start <= token.start < clause.end and token.text.casefold() not in turning_words()
        }

        def shared(theirs: Clause) -> float:
            stems = {token.stem for token in source.content if theirs.start <= token.start < theirs.end}
            there = [other for other in source.anchors if theirs.start <= other.start < theirs.end]
            matched = [anchor for anchor in inside if any(same(anchor, other) for other in there)]
            names = sum(isinstance(anchor, Name) for anchor in matched)
            words_shared = sum(self.weights.get(stem, 0.0) for stem in wanted & stems)
            return words_shared + 2 * (len(matched) - names) + 0.1 * names

        return max(source.clauses, key=shared)

    def related(self, said: Statement) -> list[Statement]:
        """The sentences that have to do with a statement, in the document's order, with those before them."""
        numbers = set(self.nearest(said, RELATED))
        numbers |= {n - 1 for n in numbers if n and self.sentences[n - 1].passage == self.sentences[n].passage}
        return [self.sentences[number] for number in sorted(numbers)]

    def is_plain_word(self, part: str) -> bool:
        """Whether a word stands in the document with a small letter."""
        return part in self._plain_words

    def _told(self, token: Token) -> float:
        return self.weight(token.stem) * (_LIGHT if token.text.casefold() in words("light") else 1.0)

    def _closeness(self, home: Statement, stem: str) -> float:
        numbers = self.with_stem(stem)
        if not numbers:
            return 0.0
        beside = [n for n in self._by_passage[home.passage] if n in numbers]
        if not beside:
            return _ELSEWHERE
        apart = min(abs(self.sentences[n].place - home.place) for n in beside)
        return 1.0 if apart == 0 else _BESIDE if apart == 1 else _IN_PASSAGE

    def _has_name(self, name: Name) -> bool:
        if name.title:
            return " ".join(name.parts) in self._folded_text or all(part in self._words for part in name.parts)
        return all(known_as(part, self._words, self._initials) for part in name.parts)

    @cached_property
    def _by_passage(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(self.sentences):
            found[one.passage].append(number)
        return found

    @cached_property
    def _numbers(self) -> NumberLine:
        return NumberLine([(number, q) for number, one in enumerate(self.sentences) for q in one.quantities])

    @cached_property
    def _dated(self) -> list[int]:
        return [number for number, one in enumerate(self.sentences) if one.dates]

    @cached_property
    def _by_name(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for number, one in enumerate(self.sentences):
            for name in one.names:
                for part in name.parts:
                    found[part].add(number)
        return found

    @cached_property
    def _words(self) -> frozenset[str]:
        found = {folded(token.text) for text in self._texts for token in tokens(text)}
        return frozenset(found | {piece for word in found for piece in word.split("-")})

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        return frozenset(folded(t.text) for text in self._texts for t in tokens(text) if t.text[0].islower())

    @cached_property
    def _initials(self) -> frozenset[str]:
        return initials([name for one in self.sentences for name in one.names])

    @cached_property
    def _folded_text(self) -> str:
        return " ".join(folded(token.text) for text in self._texts for token in tokens(text))
