"""Where a sentence says another thing than the source: denied, turned round or overstated."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from velocitypost.generation.claims import Clause, Statement, is_negative
from velocitypost.generation.lexicon import any_of, phrases, words
from velocitypost.generation.stems import Token

_PLANNED = regex.compile(
    r"\b(?:is|are|was|were)\s+(?:to|not)\s+\p{Ll}|\b(?:meant|supposed|due|set|earliest|if|wenn|si|whether|ob)\b",
    regex.IGNORECASE,
)
_FOR_GOOD = regex.compile(
    r"\b(?:for good|at any time|at all times|once and for all|without exception|für immer)\b", regex.IGNORECASE
)
# "Only six percent" makes light of a number; "only cats" leaves out all others.
_ONLY = regex.compile(rf"\bonly\s+(?!\d|[$€£]|{any_of('numbers_after_only').pattern})\p{{L}}", regex.IGNORECASE)
_THAN = regex.compile(
    r"\b(?P<how>more|less|fewer|higher|lower|better|worse|faster|slower|longer|shorter|larger|smaller|cheaper|earlier|later|"
    r"older|younger|easier|harder|\p{L}{3,}er)\b[^.;]*?\bthan\b(?!\s*[\d€$£])",
    regex.IGNORECASE,
)
_COMPARED = regex.compile(
    r"\b(?:compared (?:with|to)|as against|instead of|statt|verglichen mit|contre|frente a)\s*$", regex.IGNORECASE
)
_EQUAL = regex.compile(
    r"\bas (?:much|many|well|good|often|fast|high) as\b|\bequally\b|\bno difference\b", regex.IGNORECASE
)


def denied(said: Statement, clause: Clause, source: Statement, source_clause: Clause) -> bool:
    """Whether one of the two denies what the other says."""
    mine, theirs = said.within(clause), source.within(source_clause)
    without = words("without")
    verbs_only = bool(_words(mine) & without) and bool(_words(theirs) & without)
    i_deny, they_deny = (is_negative(found, verbs_only=verbs_only) for found in (mine, theirs))
    if i_deny == they_deny:
        return False
    if is_negative(said.plain) == is_negative(source.plain) and _deny_the_same(said, source):
        return False
    my_stems = {token.stem for token in said.content if clause.start <= token.start < clause.end}
    shared = my_stems & {token.stem for token in theirs}
    if len(shared) >= min(2, len(my_stems)) and len(shared) >= 0.85 * max(1, len(my_stems)):
        return True
    # What denies by its meaning, "closed", agrees with a plain denial, "cannot be used"; so do opposites.
    if _words(theirs if i_deny else mine) & words("lexical_negatives") or _turned(mine, theirs):
        return False
    if _words(mine) & {"change", "changed", "differ", "different"} and _words(theirs) & words("flat"):
        return False
    # "no meeting longer than" and "limited to", "nothing better than" and "best"
    if i_deny and regex.search(
        r"\b(?:longer|later|earlier|higher|more|better|less) than\b", said.text, regex.IGNORECASE
    ):
        return False
    if len(shared) >= min(2, len(my_stems)) and len(shared) >= 0.6 * max(1, len(my_stems)):
        return True
    if i_deny:
        return not is_negative(source.plain)
    # The denial in the source must be about what is said, not about something beside it.
    return not is_negative(said.plain) and len(shared) >= 2


def _deny_the_same(said: Statement, source: Statement) -> bool:
    """Whether the denials of both are about the same, however their clauses are parted."""
    mine, theirs = _denied_stems(said), _denied_stems(source)
    return not mine or not theirs or len(mine & theirs) >= 0.3 * min(len(mine), len(theirs))


def _denied_stems(one: Statement) -> frozenset[str]:
    denying = [clause for clause in one.clauses if is_negative(one.within(clause))]
    return frozenset(t.stem for t in one.content if any(c.start <= t.start < c.end for c in denying))


def turned_round(said: Statement, clause: Clause, source: Statement, source_clause: Clause) -> str:
    """The word that says the opposite of what the source says; empty where there is none."""
    if (sides := _sides_turned(said, source)) is not None:
        return sides
    mine = said.within(clause)
    negative = is_negative(mine, verbs_only=True)
    for theirs in (source.within(source_clause), list(source.plain)):
        if negative != is_negative(theirs, verbs_only=True):
            continue
        decided, told = _against(_words(mine), _words(theirs))
        if told:
            return told
        if decided:
            return _by_numbers(mine, source, theirs) if _words(mine) & _changes() else ""
    return _against(_words(mine), _implied(source))[1] if not negative else ""


def _by_numbers(mine: Sequence[Token], source: Statement, theirs: Sequence[Token]) -> str:
    """The word that goes against the numbers of the source, where its words do not tell the change."""
    return "" if _words(theirs) & _changes() else _against(_words(mine), _implied(source))[1]


def _changes() -> frozenset[str]:
    up, down = _opposites()[0]
    return up | down


def _implied(source: Statement) -> frozenset[str]:
    """The direction that two numbers give: "94 percent, compared with 97 percent" is lower."""
    for first, second in pairwise(source.quantities):
        between = source.text[first.end : second.start]
        if first.kind == second.kind and _COMPARED.search(between):
            return frozenset({"lower", "less"} if first.value < second.value else {"higher", "more"})
    return frozenset()


def overstated(said: Statement, clause: Clause, source: Statement, source_clause: Clause) -> str:
    """The word that claims more than the source does; empty where there is none."""
    mine, theirs, around = said.within(clause), source.within(source_clause), source.plain
    my_words, their_words = [token.text.casefold() for token in mine], _words(around)
    if not their_words & words("universals"):
        for place, word in enumerate(my_words):
            following = my_words[place + 1] if place + 1 < len(my_words) else ""
            if word not in words("universals") or following in words("periods"):
                continue
            if is_negative([mine[place]]) and (is_negative(source.plain) or _turned(mine, around)):
                continue
            return word
    if _ONLY.search(said.text[clause.start : clause.end]) and not their_words & {"only", "just", "solely", "merely"}:
        return "only"
    if (phrase := _FOR_GOOD.search(said.text)) and not _FOR_GOOD.search(source.text):
        return phrase.group().casefold()
    if (word := _majority(said, mine, source, their_words)) != "":
        return word
    own = {token.text.casefold() for token in said.plain}
    unsure = _words(theirs) & words("uncertain")
    if regex.search(r"\b(?:could|may|might)(?: not|n['’]t)\b", source.text, regex.IGNORECASE):
        unsure -= {"could", "may", "might"}
    if unsure and not own & words("hedges") and not _PLANNED.search(said.text) and not is_negative(said.plain):
        return "certain"
    return ""


def _majority(said: Statement, mine: Sequence[Token], source: Statement, their_words: frozenset[str]) -> str:
    found = _words(mine) & words("majority")
    if not found or their_words & words("majority") or any(word.endswith("est") for word in their_words):
        return ""
    # "The most popular", "learned most" compare; "most people" counts.
    if not regex.search(
        r"\b(?:most|the majority of)\s+(?:of\s+)?(?:the\s+|its\s+|all\s+)?\p{Ll}{3,}s\b", said.text, regex.IGNORECASE
    ):
        return ""
    shares = [q.value for q in source.quantities if q.kind == "percent"]
    return "" if any(share > 50 for share in shares) else sorted(found)[0]


def _against(my_words: frozenset[str], their_words: frozenset[str]) -> tuple[bool, str]:
    """Whether the two speak of the same direction at all, and my word where it is the opposite one."""
    decided = False
    for left, right in _opposites():
        for one, other in ((left, right), (right, left)):
            told = my_words & one
            if not told or my_words & other:
                continue
            if their_words & one:
                decided = True
            elif their_words & other:
                return True, sorted(told)[0]
    up, down = _opposites()[0]
    told = my_words & (up | down)
    if told and their_words & words("flat") and not their_words & (up | down) and not my_words & words("flat"):
        return True, sorted(told)[0]
    return decided, ""


def _sides_turned(said: Statement, source: Statement) -> str | None:
    """For "more … than" in both: the word that turns it round, "" where they agree, None where nothing can be told."""
    mine, theirs = _THAN.search(said.text), _THAN.search(source.text)
    if mine and not theirs and _EQUAL.search(source.text):
        return mine["how"]
    if not mine or not theirs:
        return None
    my_left, my_right = _sides(said, mine)
    their_left, their_right = _sides(source, theirs)
    straight = len((my_right - my_left) & (their_right - their_left))
    crossed = len((my_right - my_left) & (their_left - their_right))
    if straight == crossed:
        return None
    decided, told = _against(frozenset({mine["how"].casefold()}), frozenset({theirs["how"].casefold()}))
    opposite = bool(told) if decided else mine["how"].casefold() != theirs["how"].casefold()
    denial = is_negative(said.plain, verbs_only=True) != is_negative(source.plain, verbs_only=True)
    return mine["how"] if (crossed > straight) ^ opposite ^ denial else ""


def _sides(one: Statement, match: regex.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    left = frozenset(token.stem for token in one.content if token.start < match.start())
    right = frozenset(token.stem for token in one.content if token.start >= match.end())
    return left, right


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
    pairs = (line.split("=") for line in phrases("opposites"))
    return tuple((frozenset(left.split()), frozenset(right.split())) for left, right in pairs)


@cache
def turning_words() -> frozenset[str]:
    """All words that have an opposite."""
    return frozenset(word for left, right in _opposites() for word in left | right)
