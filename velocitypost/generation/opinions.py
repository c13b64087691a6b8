"""Whether a sentence states a fact at all, or asks, calls, greets or judges."""

from __future__ import annotations

import regex

from velocitypost.generation.claims import Statement
from velocitypost.generation.lexicon import words

# A sentence of which the source holds so much is taken for a statement about it, however it is said.
_ABOUT_THE_SOURCE = 0.6
_LABEL_WORDS = 9


def is_opinion(said: Statement, *, held: float) -> bool:
    """Whether nothing in the sentence can be true or false by a source. `held` is the share of its words found there.

    A question with a number or a date in it can: "Did you know that 80 % …?"
    """
    checkable = bool(said.quantities) or any(date.year or date.day for date in said.dates)
    text = said.text.rstrip('"”’»)* ')
    if not said.content and not checkable:
        return True
    if text.endswith(("?", "？")):
        return not checkable
    if checkable:
        return False
    if text.endswith((":", "…", "👇", "⬇️")) and len(said.tokens) <= _LABEL_WORDS:
        return True
    if held >= _ABOUT_THE_SOURCE:
        return False
    first = said.tokens[0].text.casefold() if said.tokens else ""
    if first in words("calls"):
        return True
    if said.names and not said.names[0].first:
        return False
    return bool(said.all_words & words("opinion_marks")) and not _reports(said)


def _reports(said: Statement) -> bool:
    """Whether it sounds like news: something definite did or has something."""
    return bool(
        regex.search(
            r"\b(?:was|were|has|have|had|will|did|announced|reported|said|according|won|opened|closed|launched|rose|fell|"
            r"wurde|wurden|hat|haben|wird|werden|a été|ont|sera|ha|han|será|sono|foi|foram|\p{L}{3,}ed)\b",
            said.text,
            regex.IGNORECASE,
        )
    )
