"""Whether a number, a date or a name is told of what the source tells it of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from velocitypost.generation.claims import Anchor, Clause, Statement
from velocitypost.generation.dates import Date
from velocitypost.generation.lexicon import any_of
from velocitypost.generation.names import Name, known_as
from velocitypost.generation.quantities import Quantity, agree, rival
from velocitypost.generation.stems import Token, folded, says_something

_GOES_ON = regex.compile(rf"(?:^\W*|[ ,])(?:{any_of('going_on').pattern})", regex.IGNORECASE)
_BESIDE = regex.compile(rf"{any_of('beside').pattern}\s+$", regex.IGNORECASE)
_LINK = regex.compile(rf"(?:{any_of('linking').pattern}|\bthan(?: \p{{L}}+)?(?: the)?)\s+$", regex.IGNORECASE)
# What a word counts by where it stands in the source: in the number's own clause, sentence, or the sentence before it.
_IN_CLAUSE, _IN_SENTENCE, _BEFORE = 1.0, 0.6, 0.5
_NOUN = 1.5
# "in the second group they were 0.9": what they are stands before.
_THEY_WERE = regex.compile(
    r"\b(?:it|they|he|she)\s+(?:was|were|is|are|had|has|came to|stood at)\s+\S{0,12}\d", regex.IGNORECASE
)
_TOO_MUCH = 0.35
_MUCH_NEARER = 4


@dataclass(frozen=True)
class _Word:
    """A word of the text: how near it is to the number, whether it leads its clause, whether it is of a name."""

    stem: str
    weight: float
    leads: bool
    named: bool


def told_of_another(said: Statement, source: Sequence[Statement], weights: Mapping[str, float]) -> str:
    """The number or date that the source gives to something else; empty where there is none.

    Each word near it in the text is looked up in the source: does it stand with this number there, or with another
    that could stand in its place? Near words count more, and names and what the clause begins with count most.
    """
    anchors: list[Anchor] = [*said.quantities, *said.dates]
    for anchor in anchors:
        holders = [one for one in source if any(same(anchor, other) for other in one.anchors)]
        if not holders or beside_another(said, anchor) or _is_part_of_a_name(said, anchor):
            continue
        if _weighed(said, anchor, holders, source, weights) < -_TOO_MUCH:
            return anchor.text
    return ""


def _weighed(
    said: Statement,
    anchor: Anchor,
    holders: Sequence[Statement],
    source: Sequence[Statement],
    weights: Mapping[str, float],
) -> float:
    """What speaks for the number being told of the same in the source, less what speaks against it."""
    score = _NOUN if _counts_the_same(anchor, holders) else 0.0
    rarest = max(weights.values(), default=1.0)
    leading: list[bool] = []
    for word in _near(said, anchor):
        weight = word.weight * weights.get(word.stem, 0.0) ** 2 / rarest
        with_it = max((_stands_with(word.stem, anchor, one, source) for one in holders), default=0.0)
        foreign = with_it < 0 or (with_it == 0 and _stands_with_a_rival(word.stem, anchor, source))
        score += -weight if foreign else weight * with_it
        if word.leads and word.stem in weights:
            leading.append(foreign)
            if foreign and word.named:
                score -= _NOUN
    if leading and all(leading) and isinstance(anchor, Quantity):
        score -= 1.4 * _NOUN
    if isinstance(anchor, Quantity) and _with_another(said, anchor, holders):
        score -= 2 * _NOUN
    return score


def named_in_place_of_another(
    said: Statement, clause: Clause, source: Statement, source_clause: Clause, before: Sequence[Statement]
) -> str:
    """The name that the text puts where the source has another; empty where there is none.

    `source_clause` says the same but for names; `before` are the sentences before it, which it may go on from.
    """
    mine = [name for name in said.names if clause.start <= name.start < clause.end and not name.title]
    theirs = [name for name in source.names if source_clause.start <= name.start < source_clause.end]
    parts = {part for name in said.names for part in name.parts}
    own = {part for name in mine for part in name.parts}
    others = [name for name in theirs if not set(name.parts) & own]
    if not mine or not others:
        return ""
    content = {t.stem for t in said.content if clause.start <= t.start < clause.end and folded(t.text) not in parts}
    shared = content & {t.stem for t in source.content if source_clause.start <= t.start < source_clause.end}
    if not content or len(shared) < 0.6 * len(content):
        return ""
    there = frozenset(part for name in theirs for part in name.parts)
    for name in mine:
        if any(same(name, other) for other in source.names if other in theirs or len(name.parts) > 1):
            continue
        if all(known_as(part, there, frozenset()) for part in name.parts):
            continue
        if any(same(name, other) for one in before for other in one.names):
            continue
        return name.text
    return ""


def beside_another(said: Statement, anchor: Anchor) -> bool:
    """Whether a number is only told beside another: "from 16 to 7", "9 instead of 16", "84 of the 120"."""
    before = said.text[: anchor.start]
    if isinstance(anchor, Date):
        return bool(regex.search(r"\b(?:than in|to|until|till|and|bis|als)\s+$", before, regex.IGNORECASE))
    if not any(other.end <= anchor.start and anchor.start - other.end < 40 for other in said.quantities):
        return bool(regex.search(r"\b(?:from|von|de|da)\s+$", before, regex.IGNORECASE))
    return bool(_BESIDE.search(before))


def _with_another(said: Statement, anchor: Quantity, holders: Sequence[Statement]) -> bool:
    """Whether the text puts the number beside a date or a measure beside which the source has another number."""
    own = said.clause_of(anchor.start)
    beside: list[Anchor] = [date for date in said.dates if said.clause_of(date.start) == own]
    if len(beside) > 1:
        beside = []
    beside += [q for q in said.quantities if said.clause_of(q.start) == own and not _comparable(anchor, q)]
    for other in beside:
        for holder in holders:
            clauses = {holder.clause_of(o.start) for o in holder.quantities if agree(anchor, o)}
            there = [o for o in holder.anchors if holder.clause_of(o.start) in clauses]
            elsewhere = [o for o in holder.anchors if same(other, o) and holder.clause_of(o.start) not in clauses]
            if elsewhere and not any(same(other, o) for o in there) and any(_rivals(other, o) for o in there):
                return True
    return False


def _near(said: Statement, anchor: Anchor) -> list[_Word]:
    """The words of the text with how near they are to this number, those nearer to another of its kind less."""
    own = said.clause_of(anchor.start)
    others = [other for other in said.anchors if other is not anchor and _comparable(anchor, other)]
    leading = {token.start for token in [t for t in said.content if said.clause_of(t.start) == own][:2]}
    found = []
    for token in said.content:
        apart = _apart(said, token, anchor)
        named = any(name.start <= token.start < name.end for name in said.names)
        weight = 1.0 / (1.0 + 0.4 * max(0, apart - 1))
        if said.clause_of(token.start) != own:
            weight *= 0.3
        if any(_apart(said, token, other) < apart for other in others):
            weight *= 0.3
        if _after_than(said, token):
            weight *= 0.2
        weight *= (1.5 if token.start in leading else 1.0) * (2.5 if named else 1.0)
        found.append(_Word(token.stem, weight, token.start in leading, named))
    return found


def _after_than(said: Statement, token: Token) -> bool:
    """Whether a word belongs to what is only compared with: "less than the year before"."""
    before = said.text[said.clauses[said.clause_of(token.start)].start : token.start]
    return bool(regex.search(r"\b(?:than|als|que)\b(?!\s*[\d$€£])", before, regex.IGNORECASE))


def _is_part_of_a_name(said: Statement, anchor: Anchor) -> bool:
    """Whether a number is of a name or a version, such as "Python 3.10"."""
    bare = isinstance(anchor, Quantity) and anchor.kind == "bare" and len(said.quantities) > 1
    return bare and bool(regex.search(r"\b\p{Lu}\p{Ll}+ $", said.text[: anchor.start]))


def _apart(said: Statement, token: Token, anchor: Anchor) -> int:
    """How many words lie between a token and a number, a comma counting as several."""
    between = said.text[min(token.end, anchor.end) : max(token.start, anchor.start)]
    return len(regex.findall(r"\S+", between)) + 4 * len(regex.findall(r"[,;:]", between))


def _stands_with(stem: str, anchor: Anchor, holder: Statement, source: Sequence[Statement]) -> float:
    """How closely the word stands with the number in this sentence; below zero where it stands with a rival there."""
    own = {holder.clause_of(other.start) for other in holder.anchors if same(anchor, other)}
    tokens = [token for token in holder.content if token.stem == stem]
    if near := [token for token in tokens if holder.clause_of(token.start) in own]:
        nearer = _nearer_to_a_rival(holder, near, anchor)
        return _IN_CLAUSE if nearer <= 0 else _IN_SENTENCE / 2 if nearer < _MUCH_NEARER else -_IN_SENTENCE / 2
    if tokens and all(_leans(holder, number) for number in own):
        return _IN_SENTENCE
    for token in tokens:
        clause = holder.clause_of(token.start)
        rivals = [o for o in _rivals_in(holder, anchor) if holder.clause_of(o.start) == clause]
        if rivals and any(_THEY_WERE.search(holder.text[holder.clauses[n].start : holder.clauses[n].end]) for n in own):
            return 0.01  # "in the second group they were": who "they" are stands before
        return -_IN_SENTENCE if rivals else _IN_SENTENCE
    if _GOES_ON.search(holder.text):
        before = [o for o in source if o.passage == holder.passage and o.place == holder.place - 1]
        if any(stem in other.stems for other in before):
            return _BEFORE
    return 0.0


def _leans(holder: Statement, number: int) -> bool:
    """Whether a clause has no subject of its own: "slightly below the budget of 2.6 million"."""
    clause = holder.clauses[number]
    if number == 0:
        return False
    first = next((token for token in holder.tokens if clause.start <= token.start < clause.end), None)
    return first is not None and (not says_something(first) or first.text.endswith("ly"))


def _nearer_to_a_rival(holder: Statement, tokens: Sequence[Token], anchor: Anchor) -> int:
    """By how many words the word stands nearer to a rival of the number than to the number itself."""
    rivals = _rivals_in(holder, anchor)
    matching = [other for other in holder.anchors if same(anchor, other)]
    if not rivals or not matching:
        return 0
    return min(
        min(_apart(holder, token, other) for other in matching) - min(_apart(holder, token, other) for other in rivals)
        for token in tokens
    )


def _stands_with_a_rival(stem: str, anchor: Anchor, source: Sequence[Statement]) -> bool:
    for one in source:
        for token in one.content:
            if token.stem != stem:
                continue
            clause = one.clause_of(token.start)
            rivals = _rivals_in(one, anchor)
            if any(one.clause_of(other.start) == clause for other in rivals):
                return True
            if rivals and not any(same(anchor, other) for other in one.anchors):
                return True
    return False


def _rivals_in(one: Statement, anchor: Anchor) -> list[Anchor]:
    """The rivals of a number in a sentence, but for those that are told of the same: "from 16 to 7"."""
    linked = _linked(one, anchor)
    return [other for other in one.anchors if _rivals(anchor, other) and other not in linked]


def _linked(one: Statement, anchor: Anchor) -> list[Anchor]:
    numbers = one.quantities
    found: list[Anchor] = []
    for first, second in pairwise(numbers):
        if _LINK.search(one.text[first.end : second.start]):
            if same(anchor, first):
                found.append(second)
            if same(anchor, second):
                found.append(first)
    return found


def _counts_the_same(anchor: Anchor, holders: Sequence[Statement]) -> bool:
    """Whether the number counts the same noun in the source."""
    if not isinstance(anchor, Quantity) or not anchor.noun:
        return False
    return any(agree(anchor, other) and other.noun == anchor.noun for one in holders for other in one.quantities)


def _comparable(anchor: Anchor, other: Anchor) -> bool:
    return same(anchor, other) or _rivals(anchor, other)


def _rivals(anchor: Anchor, other: Anchor) -> bool:
    if isinstance(anchor, Quantity) and isinstance(other, Quantity):
        return rival(anchor, other)
    return isinstance(anchor, Date) and isinstance(other, Date) and anchor.rivals(other)


def same(anchor: Anchor, other: Anchor) -> bool:
    """Whether the source's number, date or name is the one that is said."""
    if isinstance(anchor, Quantity) and isinstance(other, Quantity):
        return agree(anchor, other)
    if isinstance(anchor, Date) and isinstance(other, Date):
        return anchor.borne_out_by([other])
    return isinstance(anchor, Name) and isinstance(other, Name) and bool(set(anchor.parts) & set(other.parts))
