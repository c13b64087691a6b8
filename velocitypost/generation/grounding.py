"""Whether a text rests on its source: each sentence with the passages it rests on, or what is missing there.

Numbers, dates and names are compared by code, not by a model. What the check cannot know, it does not claim: see
docs/decisions/grounding.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import regex

from velocitypost.generation.attribution import named_in_place_of_another, told_of_another
from velocitypost.generation.claims import Clause, Statement, statement
from velocitypost.generation.contradictions import denied, overstated, turned_round
from velocitypost.generation.evidence import Evidence
from velocitypost.generation.lexicon import any_of
from velocitypost.generation.model import Flag, Ground
from velocitypost.generation.opinions import is_opinion
from velocitypost.generation.ordinals import Rank, ranked_otherwise, ranks
from velocitypost.generation.pairs import crossed
from velocitypost.generation.passages import Passage
from velocitypost.generation.quantities import agree
from velocitypost.generation.sentences import Span, sentences
from velocitypost.generation.stems import folded
from velocitypost.generation.then_and_now import turned_since

PASSAGES_MOST = 3
# Links, mentions and the hashtags at the end say nothing about the source.
_NO_STATEMENT = regex.compile(
    r"https?://\S+|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]+|(?:#[\p{L}\p{M}\p{N}_]+[ \t]*)+(?=\s*(?:\n|\Z))|#(?=\p{L})"
)
# The share of a sentence's words that the source must hold, by their weight, for it to be said there; less where
# a number or a date stands in the source, which speaks for itself.
_HELD, _HELD_WITH_NUMBERS = 0.5, 0.34
_OVERSTATED = {"certain": "The source calls this possible or planned, not certain."}


class Source:
    """A document made ready for checking many texts against it: made once for a document, used for each draft."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self._evidence = Evidence(self.passages)
        self._verbatim = {_plain(one.text): one.passage for one in reversed(self._evidence.sentences)}

    @cached_property
    def _ranks(self) -> tuple[Rank, ...]:
        return tuple(rank for one in self._evidence.sentences for rank in ranks(one))

    @property
    def parsed(self) -> Mapping[str, Statement]:
        """The sentences of the document taken apart, by their text."""
        return {one.text: one for one in self._evidence.sentences}

    def ground(self, text: str, *, part: int = 0) -> tuple[Ground, ...]:
        """The sentences of `text` in their order, each with its standing.

        "grounded" carries at most `PASSAGES_MOST` passages, the best first. "opinion" is what states no fact:
        questions, calls, greetings, judgements. Everything else is "unsupported", with what is missing.
        """
        plain = _NO_STATEMENT.sub(lambda match: " " * len(match.group()), text)
        return tuple(replace(self._judge(span), part=part) for span in sentences(plain))

    def ranked(self, query: str, *, most: int = 8) -> tuple[Passage, ...]:
        """The passages that are nearest to `query`, the best first; in the document's order where it is empty."""
        scores: Counter[int] = Counter()
        for stem in statement(query).stems:
            for passage in {self._evidence.sentences[n].passage for n in self._evidence.with_stem(stem)}:
                scores[passage] += self._evidence.weight(stem)  # type: ignore[assignment]
        if not scores:
            return self.passages[:most]
        best = sorted(scores, key=lambda passage: (-scores[passage], passage))
        return tuple(self.passages[passage] for passage in best[:most])

    def _judge(self, span: Span) -> Ground:
        known = self._verbatim.get(_plain(span.text))
        if known is not None:
            return Ground(span.start, span.end, (self.passages[known].id,), "grounded")
        said = self._with_true_names(statement(span.text))
        if is_opinion(said, held=self._evidence.held_anywhere(said)):
            return Ground(span.start, span.end, (), "opinion")
        nearest = self._evidence.nearest(said)
        gone = sorted((one for one in said.anchors if not self._evidence.has(one, nearest)), key=lambda one: one.start)
        missing = tuple(one.text for one in gone)
        fault = f"Not in the source: {', '.join(missing)}." if missing else self._fault(said, nearest)
        if fault:
            near = tuple(self.passages[self._evidence.sentences[number].passage].id for number in nearest[:1])
            return Ground(span.start, span.end, near, "unsupported", missing, fault)
        return Ground(span.start, span.end, self._passages_of(said, nearest), "grounded")

    def _with_true_names(self, said: Statement) -> Statement:
        """Without what begins the sentence with a capital and stands in the source as a plain word."""
        kept = [
            n for n in said.names if not (n.first and len(n.parts) == 1 and self._evidence.is_plain_word(n.parts[0]))
        ]
        return said if len(kept) == len(said.names) else replace(said, names=tuple(kept))

    def _fault(self, said: Statement, nearest: Sequence[int]) -> str:
        """What speaks against the sentence, in words; empty where nothing does."""
        evidence = self._evidence
        if not nearest:
            return "The source says nothing about this."
        if evidence.held(said, nearest[0]) < (_HELD_WITH_NUMBERS if said.quantities or said.dates else _HELD):
            return "The source does not say this."
        named = {folded(part) for name in said.names for part in name.parts}
        for clause in said.clauses:
            source = evidence.best_for(said, clause, nearest, without=named)
            theirs = evidence.closest_clause(said, clause, source)
            if fault := self._against(said, clause, source, theirs, nearest):
                return fault
        if word := turned_since(said, evidence.related(said)):
            return f"The numbers of the source say it the other way round: check “{word}”."
        if bound := self._other_bound(said):
            return f"The source sets the bound of “{bound}” the other way."
        if rank := ranked_otherwise(ranks(said), self._ranks):
            return f"The source does not tell this of the “{rank}”."
        if other := crossed(said, evidence.related(said)):
            return f"In the source “{other}” belongs to something else."
        if other := told_of_another(said, evidence.related(said), evidence.weights):
            return f"In the source “{other}” belongs to something else."
        return ""

    def _against(
        self, said: Statement, clause: Clause, source: Statement, theirs: Clause, nearest: Sequence[int]
    ) -> str:
        """What one clause of the source says against one clause of the text."""
        if denied(said, clause, source, theirs):
            return "The source says the opposite: one of the two denies it."
        if word := turned_round(said, clause, source, theirs):
            return f"The source says it the other way round: check “{word}”."
        if word := overstated(said, clause, source, theirs):
            return _OVERSTATED.get(word, f"The source does not go as far: check “{word}”.")
        other = named_in_place_of_another(said, clause, source, theirs, self._evidence.before(source))
        if other and not any(self._bears_out(said, other, number) for number in nearest):
            return f"In the source “{other}” stands for something else."
        return ""

    def _bears_out(self, said: Statement, name: str, number: int) -> bool:
        """Whether a sentence holds both the name and a number of what is said."""
        one = self._evidence.sentences[number]
        parts = {folded(word) for word in regex.findall(r"\p{L}+(?:[’']\p{L}+)?", name)}
        numbers = any(agree(quantity, other) for quantity in said.quantities for other in one.quantities)
        return numbers and bool(parts & {folded(token.text) for token in one.tokens})

    def _other_bound(self, said: Statement) -> str:
        """A number that is said to be a least where the source has it as a most, or the reverse."""
        for quantity in said.quantities:
            if quantity.bound not in ("more", "less"):
                continue
            holders = [self._evidence.sentences[number] for number in self._evidence.holders(quantity)]
            theirs = [(one, q) for one in holders for q in one.quantities if agree(quantity, q)]
            bounds = any_of(f"bounds_{quantity.bound}")
            turned = [q.bound in ("more", "less") and q.bound != quantity.bound for _, q in theirs]
            if turned and all(turned) and not any(bounds.search(one.text) for one, _ in theirs):
                return quantity.text
        return ""

    def _passages_of(self, said: Statement, nearest: Sequence[int]) -> tuple[str, ...]:
        """The passages that a sentence rests on: that of the nearest, and those of its numbers, dates and names."""
        place = {number: rank for rank, number in enumerate(nearest)}
        chosen = [self._evidence.sentences[nearest[0]].passage] if nearest else []
        for anchor in said.anchors:
            holders = self._evidence.holders(anchor)
            if holders and not any(self._evidence.sentences[number].passage in chosen for number in holders):
                best = min(holders, key=lambda number: place.get(number, len(nearest)))
                chosen.append(self._evidence.sentences[best].passage)
        return tuple(self.passages[number].id for number in dict.fromkeys(chosen))[:PASSAGES_MOST]


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


def _plain(text: str) -> str:
    return " ".join(regex.findall(r"[\p{L}\p{N}%€$£.,:]+", text.casefold())).rstrip(".,: ")
