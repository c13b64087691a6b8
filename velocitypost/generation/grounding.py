"""Whether a text rests on its source: each sentence with the passages it rests on, or what is missing there.

Numbers, dates and names are compared by code, not by a model. What the check cannot know, it does not claim: see
docs/decisions/grounding.md.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

import regex

from velocitypost.generation.attribution import named_in_place_of_another, same, told_of_another
from velocitypost.generation.claims import Clause, Statement, statement
from velocitypost.generation.contradictions import denied, overstated, turned_round, turning_words
from velocitypost.generation.dates import Date
from velocitypost.generation.lexicon import any_of, words
from velocitypost.generation.model import Flag, Ground
from velocitypost.generation.names import Name, initials, known_as
from velocitypost.generation.opinions import is_opinion
from velocitypost.generation.passages import Passage
from velocitypost.generation.quantities import Quantity, agree, bears_out_ratio
from velocitypost.generation.sentences import Span, sentences
from velocitypost.generation.stems import Token, folded, tokens

PASSAGES_MOST = 3
# Links, mentions and the hashtags at the end say nothing about the source.
_NO_STATEMENT = regex.compile(
    r"https?://\S+|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]+|(?:#[\p{L}\p{M}\p{N}_]+[ \t]*)+(?=\s*(?:\n|\Z))|#(?=\p{L})"
)
_OVERSTATED = {"certain": "The source calls this possible or planned, not certain."}
# The share of a sentence's words that the source must hold, by their weight, for it to be said there.
_HELD = 0.5
# A number or a date that stands in the source speaks for itself; so do names.
_HELD_WITH_NUMBERS = 0.34
# How much a word counts that stands beside the sentence compared, in its passage, or elsewhere in the document.
_BESIDE, _IN_PASSAGE, _ELSEWHERE = 0.8, 0.55, 0.25


class Source:
    """A document made ready for checking many texts against it: made once for a document, used for each draft."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self._sentences = [
            statement(" ".join(span.text.split()), passage=number, place=place)
            for number, passage in enumerate(self.passages)
            for place, span in enumerate(sentences(passage.text, wrapped=True))
        ]
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        for number, one in enumerate(self._sentences):
            for stem in one.stems:
                self._by_stem[stem].add(number)
        self._verbatim = {_plain(one.text): one.passage for one in reversed(self._sentences)}

    def ground(self, text: str, *, part: int = 0) -> tuple[Ground, ...]:
        """The sentences of `text` in their order, each with its standing.

        "grounded" carries at most `PASSAGES_MOST` passages, the best first. "opinion" is what states no fact:
        questions, calls, greetings, judgements. Everything else is "unsupported", with what is missing.
        """
        plain = _NO_STATEMENT.sub(lambda match: " " * len(match.group()), text)
        return tuple(replace(self._judge(span), part=part) for span in sentences(plain))

    def ranked(self, query: str, *, most: int = 8) -> tuple[Passage, ...]:
        """The passages that are nearest to `query`, the best first; in the document's order where it is empty."""
        wanted = statement(query).stems
        scores: Counter[int] = Counter()
        for stem in wanted:
            for passage in {self._sentences[number].passage for number in self._by_stem.get(stem, ())}:
                scores[passage] += self._idf(stem)  # type: ignore[assignment]
        if not scores:
            return self.passages[:most]
        best = sorted(range(len(self.passages)), key=lambda number: (-scores[number], number))
        return tuple(self.passages[number] for number in best[:most] if scores[number] > 0)

    def _judge(self, span: Span) -> Ground:
        known = self._verbatim.get(_plain(span.text))
        if known is not None:
            return Ground(span.start, span.end, (self.passages[known].id,), "grounded")
        said = self._with_true_names(statement(span.text))
        if is_opinion(said, held=self._held_anywhere(said)):
            return Ground(span.start, span.end, (), "opinion")
        evidence = self._evidence(said)
        missing = self._missing(said, evidence)
        if missing:
            return self._unsupported(span, evidence, missing, f"Not in the source: {', '.join(missing)}.")
        if fault := self._fault(said, evidence):
            return self._unsupported(span, evidence, (), fault)
        return Ground(span.start, span.end, self._passages_of(said, evidence), "grounded")

    def _with_true_names(self, said: Statement) -> Statement:
        """Without what begins the sentence with a capital and stands in the source as a plain word."""
        kept = tuple(n for n in said.names if not (n.first and len(n.parts) == 1 and n.parts[0] in self._plain_words))
        return said if len(kept) == len(said.names) else replace(said, names=kept)

    def _unsupported(self, span: Span, evidence: Sequence[int], missing: tuple[str, ...], reason: str) -> Ground:
        near = tuple(dict.fromkeys(self.passages[self._sentences[n].passage].id for n in evidence[:1]))
        return Ground(span.start, span.end, near, "unsupported", missing, reason)

    def _missing(self, said: Statement, evidence: Sequence[int]) -> tuple[str, ...]:
        """Numbers, dates and names that stand nowhere in the source."""
        numbers = [q for one in self._sentences for q in one.quantities]
        missing = [q for q in said.quantities if not self._has_number(q, numbers, evidence)]
        days = [date for one in self._sentences for date in one.dates]
        gone: list[Quantity | Date | Name] = [*missing, *(d for d in said.dates if not d.borne_out_by(days))]
        gone += [name for name in said.names if not self._has_name(name, said)]
        return tuple(one.text for one in sorted(gone, key=lambda one: one.start))

    def _has_number(self, said: Quantity, numbers: Iterable[Quantity], evidence: Sequence[int]) -> bool:
        if any(agree(said, number) for number in numbers):
            return True
        if said.kind not in ("percent", "factor"):
            return False
        for number in evidence[:3]:
            near = self._around(number)
            if any(bears_out_ratio(said, part, whole) for part in near for whole in near if part is not whole):
                return True
        return False

    def _around(self, number: int) -> list[Quantity]:
        """The numbers of a sentence and of those beside it."""
        one = self._sentences[number]
        beside = [self._sentences[n] for n in (number - 1, number, number + 1) if 0 <= n < len(self._sentences)]
        return [quantity for other in beside if other.passage == one.passage for quantity in other.quantities]

    def _has_name(self, name: Name, said: Statement) -> bool:
        if name.title:
            return " ".join(name.parts) in self._folded_text or all(part in self._words for part in name.parts)
        return all(known_as(part, self._words, self._initials) for part in name.parts)

    def _held_anywhere(self, said: Statement) -> float:
        """The share of the sentence's words that the source holds at all."""
        total = sum(self._idf(stem) for stem in said.stems)
        return sum(self._idf(stem) for stem in said.stems if stem in self._by_stem) / total if total else 0.0

    def _evidence(self, said: Statement) -> list[int]:
        """The sentences of the source that are nearest, the best first."""
        scores: dict[int, float] = defaultdict(float)
        total = sum(self._idf(stem) for stem in said.stems) or 1.0
        for stem in said.stems:
            for number in self._by_stem.get(stem, ()):
                scores[number] += self._idf(stem) / total
        for anchor in said.anchors:
            for number, one in enumerate(self._sentences):
                if _holds(one, anchor):
                    scores[number] += 0.3 / len(said.anchors)
        return sorted(scores, key=lambda number: (-scores[number], number))[:6]

    def _fault(self, said: Statement, evidence: Sequence[int]) -> str:
        """What speaks against the sentence, in words; empty where nothing does."""
        if not evidence:
            return "The source says nothing about this."
        best = evidence[0]
        if self._held(said, best) < (_HELD_WITH_NUMBERS if said.quantities or said.dates else _HELD):
            return "The source does not say this."
        named = {folded(part) for name in said.names for part in name.parts}
        for clause in said.clauses:
            source = self._sentences[self._best_for(said, clause, evidence, without=named)]
            theirs = _closest_clause(said, clause, source, self._weights)
            if denied(said, clause, source, theirs):
                return "The source says the opposite: one of the two denies it."
            if word := turned_round(said, clause, source, theirs):
                return f"The source says it the other way round: check “{word}”."
            if word := overstated(said, clause, source, theirs):
                return _OVERSTATED.get(word, f"The source does not go as far: check “{word}”.")
            if other := self._other_name(said, clause, evidence, source, theirs):
                return f"In the source “{other}” stands for something else."
        if bound := self._other_bound(said):
            return f"The source sets the bound of “{bound}” the other way."
        if other := told_of_another(said, self._sentences, self._weights):
            return f"In the source “{other}” belongs to something else."
        return ""

    def _other_bound(self, said: Statement) -> str:
        """A number that is said to be a least where the source has it as a most, or the reverse."""
        for quantity in said.quantities:
            if quantity.bound not in ("more", "less"):
                continue
            found = [(one, q) for one in self._sentences for q in one.quantities if agree(quantity, q)]
            turned = [one for one, q in found if q.bound in ("more", "less") and q.bound != quantity.bound]
            bounds = any_of(f"bounds_{quantity.bound}")
            if turned and len(turned) == len(found) and not any(bounds.search(one.text) for one in turned):
                return quantity.text
        return ""

    def _other_name(
        self, said: Statement, clause: Clause, evidence: Sequence[int], source: Statement, theirs: Clause
    ) -> str:
        """A name that stands where the source has another, in the sentence that says the same but for names."""
        other = named_in_place_of_another(said, clause, source, theirs, self._before(source))
        if other and any(self._bears_out(said, other, number) for number in evidence):
            return ""
        return other

    def _bears_out(self, said: Statement, name: str, number: int) -> bool:
        """Whether a sentence holds both the name and a number of what is said."""
        one = self._sentences[number]
        parts = {folded(word) for word in regex.findall(r"\p{L}+(?:[’']\p{L}+)?", name)}
        numbers = any(_holds(one, quantity) for quantity in said.quantities)
        return numbers and bool(parts & {folded(token.text) for token in one.tokens})

    def _before(self, one: Statement) -> list[Statement]:
        """The sentences before this one in its passage."""
        return [other for other in self._sentences if other.passage == one.passage and other.place < one.place]

    def _best_for(
        self, said: Statement, clause: Clause, evidence: Sequence[int], *, without: Set[str] = frozenset()
    ) -> int:
        """The sentence of the source that says most of a clause."""
        wanted = {
            token.stem
            for token in said.content
            if clause.start <= token.start < clause.end and folded(token.text) not in without
        }

        def score(number: int) -> float:
            held = sum(self._idf(stem) for stem in wanted & self._sentences[number].stems)
            return held - 0.01 * evidence.index(number)

        return max(evidence, key=score) if wanted else evidence[0]

    def _held(self, said: Statement, best: int) -> float:
        """The share of the sentence's words that the source holds together, what stands further off counting less."""
        home = self._sentences[best]
        weights = {token.stem: self._weight(token) for token in said.content}
        total = sum(weights.values())
        if not total:
            return 1.0
        held = 0.0
        for stem, weight in weights.items():
            near = (self._nearness(home, number) for number in self._by_stem.get(stem, ()))
            held += weight * max(near, default=0.0)
        return held / total

    def _nearness(self, home: Statement, number: int) -> float:
        other = self._sentences[number]
        if other is home:
            return 1.0
        if other.passage != home.passage:
            return _ELSEWHERE
        return _BESIDE if abs(other.place - home.place) == 1 else _IN_PASSAGE

    def _passages_of(self, said: Statement, evidence: Sequence[int]) -> tuple[str, ...]:
        chosen = [self._sentences[evidence[0]].passage] if evidence else []
        for anchor in said.anchors:
            holders = [n for n in range(len(self._sentences)) if _holds(self._sentences[n], anchor)]
            if holders and not any(self._sentences[n].passage in chosen for n in holders):
                ranked = sorted(holders, key=lambda n: evidence.index(n) if n in evidence else len(evidence))
                chosen.append(self._sentences[ranked[0]].passage)
        return tuple(self.passages[number].id for number in dict.fromkeys(chosen))[:PASSAGES_MOST]

    def _weight(self, token: Token) -> float:
        return self._idf(token.stem) * (0.3 if token.text.casefold() in words("light") else 1.0)

    def _idf(self, stem: str) -> float:
        return self._weights.get(stem) or math.log(1 + len(self._sentences))

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        count = len(self._sentences)
        return {stem: math.log(1 + count / len(holders)) for stem, holders in self._by_stem.items()}

    @cached_property
    def _words(self) -> frozenset[str]:
        found = {folded(token.text) for passage in self.passages for token in tokens(passage.text)}
        return frozenset(found | {piece for word in found for piece in word.split("-")})

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        found = {t.text for passage in self.passages for t in tokens(passage.text) if t.text[0].islower()}
        return frozenset(folded(word) for word in found)

    @cached_property
    def _initials(self) -> frozenset[str]:
        return initials([name for one in self._sentences for name in one.names])

    @cached_property
    def _folded_text(self) -> str:
        return " ".join(folded(token.text) for passage in self.passages for token in tokens(passage.text))


def ground(text: str, passages: Sequence[Passage]) -> tuple[Ground, ...]:
    """`Source(passages).ground(text)`, for one text."""
    return Source(passages).ground(text)


def flags(text: str, grounds: Sequence[Ground], *, block: bool = False) -> tuple[Flag, ...]:
    """What is unsupported in `text`, as flags at their place. `block` is the workspace's choice to hold texts back."""
    return tuple(
        Flag("unsupported", ground.reason, blocking=block, start=ground.start, end=ground.end, part=ground.part)
        for ground in grounds
        if ground.standing == "unsupported" and ground.end <= len(text)
    )


def _holds(one: Statement, anchor: Quantity | Date | Name) -> bool:
    if isinstance(anchor, Quantity):
        return any(agree(anchor, number) for number in one.quantities)
    if isinstance(anchor, Date):
        return bool(one.dates) and anchor.borne_out_by(list(one.dates))
    return any(set(anchor.parts) & set(name.parts) for name in one.names)


def _closest_clause(said: Statement, clause: Clause, source: Statement, weights: Mapping[str, float]) -> Clause:
    """The clause of the source that speaks of the same, whichever way it turns it."""
    named = [one for one in said.names if clause.start <= one.start < clause.end]
    dated: list[Quantity | Date | Name] = [*said.quantities, *said.dates]
    numbers = [one for one in dated if clause.start <= one.start < clause.end]
    wanted = {
        token.stem
        for token in said.content
        if clause.start <= token.start < clause.end and token.text.casefold() not in turning_words()
    }

    def shared(theirs: Clause) -> float:
        words_there = {token.stem for token in source.content if theirs.start <= token.start < theirs.end}
        anchors = sum(_within(source, theirs, anchor) for anchor in numbers)
        return (
            sum(weights.get(stem, 0.0) for stem in wanted & words_there)
            + anchors
            + 0.1 * sum(_within(source, theirs, name) for name in named)
        )

    return max(source.clauses, key=shared)


def _within(source: Statement, clause: Clause, anchor: Quantity | Date | Name) -> bool:
    return any(clause.start <= other.start < clause.end and same(anchor, other) for other in source.anchors)


def _plain(text: str) -> str:
    return " ".join(regex.findall(r"[\p{L}\p{N}%€$£.,:]+", text.casefold())).rstrip(".,: ")
