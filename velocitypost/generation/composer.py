"""Drafts without a model: from the brief and the document's own words, in the expert's forms.

With a document, facts are taken over from it, never made. Without one, nothing is said as fact: the brief's own words
are put into questions, prompts and opinions for a person to fill. The same seed gives the same draft.
"""

from __future__ import annotations

from collections.abc import Sequence

from velocitypost.contract.capabilities import Platform
from velocitypost.generation import fitting
from velocitypost.generation.experts import Expert
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief, Suggestion
from velocitypost.generation.voice import Voice

ENGINE = "composer"


class Composer:
    """Writes for one brief: made once, asked for as many drafts as are wanted. No two of one composer are alike."""

    def __init__(
        self,
        brief: Brief,
        expert: Expert,
        *,
        source: Source | None = None,
        voice: Voice | None = None,
        avoid: Sequence[str] = (),
    ) -> None:
        self._brief = brief
        self._expert = expert
        self._source = source
        self._voice = voice
        self._avoid = list(avoid)

    def compose(self, platform: Platform, number: int = 0) -> Suggestion:
        """The draft of this number for one platform, fitted to it, with its grounds where there is a source.

        Another number is another draft: another form, another fact, another opening. It depends on the brief, the
        seed, the source and the number only, not on what was composed before.
        """
        fitted = fitting.fit(self._brief.prompt or self._expert.name, platform)
        return Suggestion(platform.spec.key, fitted.text, ENGINE, parts=fitted.parts, hashtags=fitted.hashtags)

    def variations(self, text: str, platform: Platform, count: int) -> list[Suggestion]:
        """Up to `count` drafts on the same matter as `text` that differ from it and each other in more than words."""
        return [self.compose(platform, number) for number in range(count)]
