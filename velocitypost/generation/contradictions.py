"""Where a sentence says another thing than the source: denied, turned round, overstated, or told of somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import regex

from velocitypost.generation.claims import Anchor, Clause, Statement, is_negative, opposites
from velocitypost.generation.dates import Date
from velocitypost.generation.lexicon import words
from velocitypost.generation.names import Name
from velocitypost.generation.quantities import Quantity, agree, rival
from velocitypost.generation.stems import Token, folded

_COMPARED = regex.compile(
    r"(?:compared (?:with|to)|against|instead of|statt|contre|frente a|down from|up from)\s*$", regex.IGNORECASE
)
_EVERY_TIME = frozenset(
    "day week month year time hour night morning evening tag woche monat jahr jour semaine mois".split()
)
_WAS_PLANNED = regex.compile(
    r"\b(?:is|are|was|were)\s+to\s+\p{Ll}|\bmeant to\b|\bsupposed to\b|\bif\b|\bwenn\b|\bsi\b", regex.IGNORECASE
)


def denied(said: Statement, clause: Clause, source: Statement, source_clause: Clause) -> bool:
    """Whether one of the two denies what the other says."""
    mine, theirs = said.within(clause), source.within(source_clause)
    if is_negative(mine) == is_negative(theirs):
        return False
    # "did not change" and "stayed the same"
    if _words(mine) & {"change", "changed", "differ", "different"} and _words(theirs) & words("flat"):
        return False
    # "no meeting longer than", "limited to"
    if regex.search(r"\b(?:longer|more|less|fewer|later|higher) than\b", said.text + source.text, regex.IGNORECASE):
        return False
    if _turned(mine, theirs):
        return False
    # The denial may stand in another clause of the source.
    return is_negative(mine) or is_negative(list(source.tokens)) or not is_negative(list(said.tokens))


def turned_round(said: Statement, clause: Clause, source: Sequence[Token], source_text: str) -> str:
    """The word that says the opposite of what the source says; empty where there is none."""
    mine = said.within(clause)
    negative, theirs_negative = is_negative(mine), is_negative(list(source))
    my_words, their_words = _words(mine), _words(source)
    for left, right in _opposites():
        for one, other in ((left, right), (right, left)):
            told = my_words & one
            if told and not (my_words & other) and their_words & other and not (their_words & one):
                if negative != theirs_negative:
                    continue
                return sorted(told)[0]
    flat = their_words & words("flat")
    if flat and not my_words & words("flat") and not negative:
        up, down = _opposites()[0]
        told = my_words & (up | down)
        if told and not their_words & (up | down):
            return sorted(told)[0]
    return _against_the_numbers(my_words, source_text)


def overstated(said: Statement, clause: Clause, source: Statement, source_tokens: Sequence[Token]) -> str:
    """The word that claims more than the source does; empty where there is none."""
    mine = said.within(clause)
    my_words, their_words = [token.text.casefold() for token in mine], _words(source_tokens)
    for place, word in enumerate(my_words):
        if word not in words("universals"):
            continue
        following = my_words[place + 1] if place + 1 < len(my_words) else ""
        if following in _EVERY_TIME or (word == "all" and following == "year"):
            continue
        if is_negative([mine[place]]) and (is_negative(list(source_tokens)) or _turned(mine, source_tokens)):
            continue
        if not (their_words & words("universals")):
            return word
    if (most := _words(mine) & words("majority")) and "at" not in my_words:
        shares = [q.value for q in source.quantities if q.kind == "percent"]
        superlative = regex.search(
            r"\bmost \p{L}+(?:ly|ed|ive|able|ful|ous|al|ar|ent|ant)\b", said.text, regex.IGNORECASE
        )
        backed = their_words & words("majority") or any(w.endswith("est") for w in their_words)
        if not backed and not superlative and not any(share > 50 for share in shares):
            return sorted(most)[0]
    hedged = their_words & words("hedges")
    own = {token.text.casefold() for token in said.tokens}
    if hedged and not own & words("hedges") and not _WAS_PLANNED.search(said.text):
        theirs = {folded(word) for word in hedged}
        if theirs & {
            "could",
            "may",
            "might",
            "would",
            "plans",
            "planned",
            "considered",
            "considering",
            "talks",
            "wants",
        }:
            return "certain"
    return ""


def told_of_another(said: Statement, source: Sequence[Statement], idf: Mapping[str, float]) -> str:
    """The number, date or name that the source gives to something else; empty where there is none.

    Each word near it in the text is looked up in the source: does it stand with the same number there, or with another
    that could stand in its place? Near words count more.
    """
    for anchor in said.anchors:
        if isinstance(anchor, Name) and anchor.title:
            continue
        evidence, against = 0.0, 0.0
        for word, weight in _near(said, anchor):
            verdict = _stands_with(word, anchor, source)
            weight *= idf.get(word, 1.0)
            if verdict > 0:
                evidence += weight
            elif verdict < 0:
                against += weight
        if against > evidence * 1.1 + 0.35:
            return anchor.text
    return ""


def _near(said: Statement, anchor: Anchor) -> list[tuple[str, float]]:
    own = said.clause_of(anchor.start)
    keys: list[tuple[str, int, int]] = [
        (token.stem, token.start, token.end) for token in said.content if not anchor.start <= token.start < anchor.end
    ]
    found = []
    for stem, start, end in keys:
        apart = len(regex.findall(r"\S+", said.text[min(end, anchor.end) : max(start, anchor.start)]))
        weight = 1.0 / (1.0 + 0.5 * max(0, apart - 1))
        if said.clause_of(start) != own:
            weight *= 0.25
        found.append((stem, weight))
    return found


def _stands_with(word: str, anchor: Anchor, source: Sequence[Statement]) -> int:
    """1 where the word stands with this anchor in the source, -1 where it stands with a rival only, 0 else."""
    with_rival = False
    for one in source:
        for token in one.content:
            if token.stem != word:
                continue
            near = _nearest(one, token, anchor)
            if any(_same(anchor, other) for other in near):
                return 1
            if near:
                with_rival = True
    return -1 if with_rival else 0


def _nearest(one: Statement, token: Token, anchor: Anchor) -> list[Anchor]:
    """Those of the source's anchors of the same measure that stand in the token's clause, else the nearest."""
    others = [other for other in one.anchors if _comparable(anchor, other)]
    if not others:
        return []
    clause = one.clause_of(token.start)
    within = [other for other in others if one.clause_of(other.start) == clause]
    if within:
        return within
    return [min(others, key=lambda other: abs(other.start - token.start))]


def _comparable(anchor: Anchor, other: Anchor) -> bool:
    if isinstance(anchor, Quantity) and isinstance(other, Quantity):
        return agree(anchor, other) or rival(anchor, other)
    if isinstance(anchor, Date) and isinstance(other, Date):
        return anchor.borne_out_by([other]) or anchor.rivals(other)
    return isinstance(anchor, Name) and isinstance(other, Name)


def _same(anchor: Anchor, other: Anchor) -> bool:
    if isinstance(anchor, Quantity) and isinstance(other, Quantity):
        return agree(anchor, other)
    if isinstance(anchor, Date) and isinstance(other, Date):
        return anchor.borne_out_by([other])
    return isinstance(anchor, Name) and isinstance(other, Name) and bool(set(anchor.parts) & set(other.parts))


def _against_the_numbers(my_words: frozenset[str], source_text: str) -> str:
    """Whether "higher" is said where the source gives a smaller number compared with a larger one."""
    return ""


def _turned(mine: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Whether the two use opposite words, so that a denial makes them agree."""
    my_words, their_words = _words(mine), _words(theirs)
    return any(
        (my_words & left and their_words & right) or (my_words & right and their_words & left)
        for left, right in _opposites()
    )


def _words(found: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.text.casefold() for token in found)


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(opposites())
