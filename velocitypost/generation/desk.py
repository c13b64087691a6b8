"""Everything that must be at hand to write for one workspace and one domain, and what makes a text a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.types import Draft
from velocitypost.generation import fitting, grounding, safety, subjects
from velocitypost.generation.composer import Composer
from velocitypost.generation.engines.relay import Written
from velocitypost.generation.experts import Expert
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief, Flag, Suggestion
from velocitypost.generation.passages import Passage
from velocitypost.generation.prediction import Forecast, Upcoming
from velocitypost.generation.safety import Brand, OwnPost
from velocitypost.generation.voice import Voice, nearness

JSON = Any
_PASSAGES_MOST = 8


@dataclass(frozen=True)
class Desk:
    """Made once, used for every text of a brief or of a batch's domain. `forecast` gives a platform's."""

    brief: Brief
    expert: Expert
    voice: Voice | None
    source: Source | None
    brand: Brand
    own_posts: Sequence[OwnPost]
    hold_back_unsupported: bool
    forecast: Callable[[str], Forecast]
    now: datetime

    @cached_property
    def _ranked(self) -> tuple[Passage, ...]:
        """The document's passages: the nearest to the wish, the best first; all in their order where there is none."""
        if self.source is None:
            return ()
        if not self.brief.prompt.strip():
            return self.source.passages
        return self.source.ranked(self.brief.prompt, most=_PASSAGES_MOST * 4)

    def lead(self, turn: int) -> Passage | None:
        """The passage that the post of this turn starts from. None without a document."""
        return subjects.lead(self._ranked, turn, spread=not self.brief.prompt.strip())

    def subject(self, turn: int) -> str:
        """What the post of this turn is about, the same for all its platforms; empty where the wish says it."""
        if not turn and self.brief.prompt.strip():
            return ""
        if (start := self.lead(turn)) is not None:
            return f'what passage "{start.id}" says'
        return subjects.theme(self.brief, self.expert, turn)

    def passages(self, turn: int = 0) -> tuple[Passage, ...]:
        """The passages to write from: the nearest to the wish, and with each turn the next, which comes first."""
        ranked = self._ranked
        if len(ranked) <= _PASSAGES_MOST:
            return ranked
        first = self.lead(turn)
        start = turn % len(ranked) if first is None else ranked.index(first)
        return (*ranked, *ranked)[start : start + _PASSAGES_MOST]

    @cached_property
    def composer(self) -> Composer:
        """Writes what no model writes."""
        return Composer(self.brief, self.expert, source=self.source, voice=self.voice)

    def suggestion(self, written: Written, platform: Platform, form: str = "") -> Suggestion | None:
        """A model's text as it can go out; None where nothing of it can."""
        brief = self.brief
        fitted = fitting.fit(
            written.text,
            platform,
            hashtags=[*written.hashtags, *self.expert.hashtags_for(f"{brief.prompt} {written.text}")],
            with_hashtags=brief.hashtags,
            with_emojis=brief.emojis,
            emojis=self.expert.emojis,
            title=written.title,
            thread=brief.thread,
        )
        if not fitted.text.strip():
            return None
        return Suggestion(
            platform=platform.spec.key,
            text=fitted.text,
            engine=written.engine,
            parts=fitted.parts,
            hashtags=fitted.hashtags,
            options=fitted.options,
            form=form,
        )

    def judged(self, suggestion: Suggestion, platform: Platform, *, beside: Sequence[OwnPost] = ()) -> Suggestion:
        """With everything that its author should know. `beside` are drafts made lately, which it should not repeat."""
        texts = (suggestion.text, *suggestion.parts)
        grounds = suggestion.grounds
        if self.source is not None and not grounds:
            grounds = tuple(g for n, text in enumerate(texts) for g in self.source.ground(text, part=n))
        flags = [flag for n, text in enumerate(texts) for flag in self._flags(text, platform, n, beside)]
        for n, text in enumerate(texts):
            of_part = [ground for ground in grounds if ground.part == n]
            flags += grounding.flags(text, of_part, block=self.hold_back_unsupported)
        flags += _refusals(platform, suggestion)
        prediction = self.forecast(platform.spec.key).predict(Upcoming(suggestion.text))
        reposts = "expected_retweets" if platform.spec.key == "x" else "expected_shares"
        return replace(
            suggestion,
            grounds=grounds,
            flags=tuple(sorted(flags, key=lambda flag: not flag.blocking)),
            nearness=nearness(self.voice, suggestion.text) if self.voice else None,
            prediction=prediction.as_answer(reposts_name=reposts),
        )

    def _flags(self, text: str, platform: Platform, part: int, beside: Sequence[OwnPost]) -> tuple[Flag, ...]:
        return safety.review(
            text,
            platform,
            domain=self.expert.id,
            own_posts=[*beside, *self.own_posts],
            now=self.now,
            brand=self.brand,
            part=part,
        )


@dataclass
class Forecasts:
    """A workspace's forecasts by platform, each learned when it is first asked for."""

    learn: Callable[[str], Forecast]
    _learned: dict[str, Forecast] = field(default_factory=dict)

    def __call__(self, platform: str) -> Forecast:
        if platform not in self._learned:
            self._learned[platform] = self.learn(platform)
        return self._learned[platform]


def refusals(platform: Platform, text: str, options: Mapping[str, JSON], *, follows: bool = False) -> list[str]:
    """What the platform would refuse in a text by itself: not that a picture is still missing."""
    draft = Draft(text, options=options, reply_to="a post" if follows else None)
    return [
        problem.message
        for problem in platform.check(draft)
        if problem.severity == "error" and problem.field in ("text", "follow_ups")
    ]


def _refusals(platform: Platform, suggestion: Suggestion) -> list[Flag]:
    """There should be none after fitting; what slipped through is said at once, and not only when it is published."""
    found = [Flag("refused", message, True) for message in refusals(platform, suggestion.text, suggestion.options)]
    for number, text in enumerate(suggestion.parts, start=1):
        messages = refusals(platform, text, {}, follows=True)
        found += [Flag("refused", message, True, part=number) for message in messages]
    return found
