"""Whether a text rests on its source: each sentence with the passages it rests on, or what is missing there.

Numbers, dates and names are compared by code, not by a model. What the check cannot know, it does not claim: see
docs/decisions/grounding.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from velocitypost.generation.model import Flag, Ground
from velocitypost.generation.passages import Passage

PASSAGES_MOST = 3


class Source:
    """A document made ready for checking many texts against it: made once for a document, used for each draft."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)

    def ground(self, text: str, *, part: int = 0) -> tuple[Ground, ...]:
        """The sentences of `text` in their order, each with its standing.

        "grounded" carries at most `PASSAGES_MOST` passages, the best first. "opinion" is what states no fact: questions,
        calls, greetings, judgements. Everything else is "unsupported", with what is missing.
        """
        return (Ground(0, len(text), (), "unsupported", part=part),) if text.strip() else ()

    def ranked(self, query: str, *, most: int = 8) -> tuple[Passage, ...]:
        """The passages that are nearest to `query`, the best first; in the document's order where it is empty."""
        return self.passages[:most]


def ground(text: str, passages: Sequence[Passage]) -> tuple[Ground, ...]:
    """`Source(passages).ground(text)`, for one text."""
    return Source(passages).ground(text)


def flags(text: str, grounds: Sequence[Ground], *, block: bool = False) -> tuple[Flag, ...]:
    """What is unsupported, as flags at their place. `block` is the workspace's choice to hold such texts back."""
    return tuple(
        Flag("unsupported", ground.reason, blocking=block, start=ground.start, end=ground.end, part=ground.part)
        for ground in grounds
        if ground.standing == "unsupported"
    )
