"""Drafts without a model: from the brief and the document's own words, in the expert's forms.

With a document, facts are taken over from it, never made. Without one, nothing is said as fact: the brief's own words
are put into questions, prompts and opinions for a person to fill. The same seed gives the same draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

import regex

from velocitypost.contract.capabilities import Platform
from velocitypost.generation import fitting, similarity
from velocitypost.generation import hashtags as tags_of
from velocitypost.generation.experts import Expert
from velocitypost.generation.facts import facts, headings
from velocitypost.generation.grounding import Source
from velocitypost.generation.ideas import LONG, Idea, of_angles, of_facts, of_question, of_telling
from velocitypost.generation.language import language_of
from velocitypost.generation.manners import Manner, manner
from velocitypost.generation.model import Brief, Ground, Suggestion
from velocitypost.generation.phrasebook import Phrasebook, chosen, phrasebook, pick
from velocitypost.generation.topics import Topic, topic_of
from velocitypost.generation.voice import Voice, nearness

ENGINE = "composer"
_WORDINGS = 3
_TRIES = 8
# Ideas are taken in the order of their worth, but within so many as the seed has it.
_SHUFFLED_TOGETHER = 15
# These cannot be parted: there is no "first week of how to save".
_SAYS_HOW = regex.compile(r"(?:how|why|what|when|where|who|tips|ways|reasons|\d)\b|the\s", regex.IGNORECASE)


class Composer:
    """Writes for one brief: made once, asked for as many drafts as are wanted.

    No two of them are the same, and they differ in their matter until everything that there is to say has been said.
    """

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
        self._avoid = [similarity.likeness(text) for text in avoid]
        self._topic = topic_of(brief.prompt)
        self._language = self._spoken()
        self._book: Phrasebook = phrasebook(self._language, expert.id)
        first, later = self._all_ideas()
        self._ideas = [*self._shuffled(first), *self._shuffled(later)]
        self._first = len(first) or len(later)
        self._roomy = _told_once(self._ideas)

    def compose(self, platform: Platform, number: int = 0) -> Suggestion:
        """The draft of this number for one platform, fitted to it, with its grounds where there is a source.

        Another number is another draft: another form, another fact, another opening. On each platform a number has the
        same matter, opened and closed in another way. It depends on the brief, the seed, the source and the number
        only, not on what was composed before.
        """
        turn = self._turn(number)
        first = self._written(platform, turn)
        if not self._avoid:
            return first
        step = len(self._ideas) // 2 + 1
        tries = chain([first], (self._written(platform, turn + step * n) for n in range(1, _TRIES)))
        return min(tries, key=lambda one: self._too_near(one.text))

    def _turn(self, number: int) -> int:
        """Which idea it is: the same on every platform, so that a post is one post wherever it appears."""
        if number < self._first:
            return number
        return self._first + (number - self._first) % max(1, len(self._ideas) - self._first)

    def _place(self, platform: Platform) -> int:
        keys = self._brief.platforms
        return keys.index(platform.spec.key) if platform.spec.key in keys else len(keys)

    def variations(self, earlier: Sequence[str], platform: Platform) -> Iterator[Suggestion]:
        """Drafts that differ from each of `earlier` and from each other in more than words.

        Each is written when it is asked for; they end when the ideas and their wordings are used up.
        """
        kept = [similarity.likeness(text) for text in earlier]
        start = pick(max(1, len(self._ideas)), self._brief.seed, earlier[-1] if earlier else "")
        for turn in range(start, start + len(self._ideas) * _WORDINGS):
            one = self._written(platform, turn)
            mine = similarity.likeness(one.text)
            if all(mine.varies(other) for other in kept):
                kept.append(mine)
                yield one

    def _too_near(self, text: str) -> float:
        mine = similarity.likeness(text)
        nearest = max(mine.to(other) for other in self._avoid)
        return nearest if nearest > similarity.SAME else 0.0

    def _spoken(self) -> str:
        """The language to write in: the source's own, so that its sentences stay as they are."""
        if self._source is not None and self._source.passages:
            told = language_of(" ".join(passage.text for passage in islice(self._source.passages, 40)))
            return told or self._brief.language
        return self._brief.language

    def _all_ideas(self) -> tuple[list[Idea], list[Idea]]:
        """The ideas that come first, and those that come when they are used up."""
        if self._source is not None:
            found = facts(self._source.passages, query=self._topic.text, parsed=self._source.parsed)
            first, later = of_facts(found, self._book, threads=self._brief.thread)
            asked = list(of_angles(self._book.source, self._headings()))
            return first, [*asked, *later]
        topic = self._topic
        if topic.kind == "told":
            return list(of_telling(topic.text, self._book)), []
        if topic.kind == "question":
            return list(of_question(topic.text, self._book)), []
        if topic.kind == "own":
            ideas = list(of_angles(self._book.own, [topic], told=self._book.told_asks))
            return ideas[: len(self._book.own)], ideas[len(self._book.own) :]
        bold = 1 if self._brief.creativity >= 34 else 0
        angles = [angle for angle in self._book.angles if angle.bold <= bold]
        ideas = list(of_angles(angles, self._topics(), in_turn=self._topic.kind == "phrase"))
        return ideas[: len(angles)], ideas[len(angles) :]

    def _topics(self) -> list[Topic]:
        if self._topic.kind == "phrase":
            facets = self._book.facets if not _SAYS_HOW.match(self._topic.text) else ()
            return [self._topic, *(Topic("phrase", f.replace("{topic}", self._topic.text)) for f in facets)]
        return [Topic("phrase", theme) for theme in self._book.themes or (self._expert.name,)]

    def _headings(self) -> list[Topic]:
        found = headings(self._source.passages) if self._source else []
        if not found and self._topic.kind == "phrase":
            return [self._topic]
        return [Topic("phrase", f"“{heading}”") for heading in found]

    def _shuffled(self, ideas: list[Idea]) -> list[Idea]:
        seed = self._brief.seed
        blocks = [ideas[start : start + _SHUFFLED_TOGETHER] for start in range(0, len(ideas), _SHUFFLED_TOGETHER)]
        ordered = []
        for number, block in enumerate(blocks):
            keyed = [(pick(1 << 30, seed, number, place), idea) for place, idea in enumerate(block)]
            ordered += [idea for _, idea in sorted(keyed, key=lambda pair: pair[0])]
        return ordered

    def _written(self, platform: Platform, turn: int) -> Suggestion:
        if self._voice is None:
            return self._wording(platform, turn, 0)
        voice = self._voice
        wordings = [self._wording(platform, turn, n) for n in range(_WORDINGS)]
        return max(wordings, key=lambda one: nearness(voice, one.text))

    def _wording(self, platform: Platform, turn: int, wording: int) -> Suggestion:
        if not self._ideas:
            return self._suggested(platform, Idea("brief", body=(self._brief.prompt or self._expert.name,)), turn, "")
        ideas = self._roomy if manner(platform).length[1] > LONG else self._ideas
        idea = ideas[turn % len(ideas)]
        text, call = self._assembled(idea, platform, (self._brief.seed, turn, wording))
        return self._suggested(platform, idea, turn, text, call)

    def _assembled(self, idea: Idea, platform: Platform, key: tuple[object, ...]) -> tuple[str, str]:
        """The text in the length that reads well on the platform, and the question or call that may close it."""
        habits = manner(platform)
        variant = self._place(platform)
        hook = idea.hook(*key, variant=variant)
        body = idea.body_for(habits.length[1], bullet=habits.bullet, variant=variant)
        if idea.form == "angle":
            return chosen(_paragraphs([hook, *body]), *key), ""
        if idea.ask:
            return _paragraphs([hook, *body]), idea.ask
        text = _paragraphs([hook, *body])
        # Where there is no room for both, what is told goes before what opens it.
        if body and platform.measure(text) > platform.spec.limits.text_max and not self._may_thread(platform):
            text = _paragraphs(body)
        return text, self._closing(habits, hook, key, variant)

    def _closing(self, habits: Manner, hook: str, key: tuple[object, ...], variant: int) -> str:
        calls = self._book.calls.get(habits.ask, ())
        if calls and pick(3, *key, "call") == 0:
            return calls[pick(len(calls), *key, "which call")]
        asked = hook.endswith(("?", "？")) and pick(2, *key, "enough") == 0
        if not self._book.asks or habits.ask == "none" or asked:
            return ""
        place = pick(len(self._book.asks), *key, "ask") + variant
        return chosen(self._book.asks[place % len(self._book.asks)], *key)

    def _may_thread(self, platform: Platform) -> bool:
        return self._brief.thread and platform.spec.limits.threads

    def _suggested(self, platform: Platform, idea: Idea, turn: int, text: str, call: str = "") -> Suggestion:
        body = text or "\n\n".join(idea.body)
        emojis = self._expert.emojis
        turned = [*emojis[turn % len(emojis) :], *emojis[: turn % len(emojis)]] if emojis else []
        fitted = fitting.fit(
            body,
            platform,
            hashtags=self._hashtags(idea, body),
            with_hashtags=self._brief.hashtags,
            with_emojis=self._brief.emojis,
            emojis=turned,
            call_to_action=call,
            title=idea.title,
            thread=self._brief.thread,
        )
        return Suggestion(
            platform=platform.spec.key,
            text=fitted.text,
            engine=ENGINE,
            parts=fitted.parts,
            hashtags=fitted.hashtags,
            grounds=self._grounds((fitted.text, *fitted.parts), idea),
            options=fitted.options,
            form=idea.form,
        )

    def _grounds(self, parts: Sequence[str], idea: Idea) -> tuple[Ground, ...]:
        """What the composer says by itself states nothing; what it took over is checked as any text is."""
        if self._source is None:
            return ()
        taken = " ".join((*idea.body, *idea.more, *idea.rest)) if idea.form != "angle" else ""
        found = []
        for number, text in enumerate(parts):
            for ground in self._source.ground(text, part=number):
                own = text[ground.start : ground.end].rstrip("…") not in taken
                found.append(Ground(ground.start, ground.end, (), "opinion", part=number) if own else ground)
        return tuple(found)

    def _hashtags(self, idea: Idea, body: str) -> list[str]:
        words = self._topic.bare if self._topic.kind in ("phrase", "own") else ""
        own = [tags_of.made(words)] if 0 < len(words.split()) <= 3 else []
        if self._language.split("-", 1)[0] == "en":
            return [*filter(None, own), *self._expert.hashtags_for(f"{body} {words} {idea.heading}")]
        return [*filter(None, own), *tags_of.named(f"{' '.join(idea.body)} {words} {idea.heading}")]


def _paragraphs(blocks: Sequence[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _told_once(ideas: Sequence[Idea]) -> list[Idea]:
    """The ideas for platforms where a text goes on to further facts: each goes on to what none before it has told."""
    told: set[str] = set()
    made = []
    for idea in ideas:
        if idea.form != "angle":
            more, rest = (tuple(line for line in lines if line not in told) for lines in (idea.more, idea.rest))
            idea = replace(idea, more=more, rest=rest)
            told |= {*idea.body, *more, *rest}
        made.append(idea)
    return made
