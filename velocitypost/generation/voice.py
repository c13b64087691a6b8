"""How somebody writes, measured: learned from their own posts, and how near a text is to it.

A text is compared with what many authors do: what the author does more or less than others counts for or against it.
The scale is the author's own: most of their posts are above `NEAR`, whatever they write like.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from statistics import fmean, median, pstdev
from typing import Any

from velocitypost.generation.cleaning import emojis_in
from velocitypost.generation.language import language_of
from velocitypost.generation.lexicon import table, words
from velocitypost.generation.traits import Trait, measured, opening, traits, words_of

JSON = Any
SAMPLES_LEAST = 8
WORDS_LEAST = 120
NEAR = 0.5
_WORDS_KEPT = 1500
# So many words of others are mixed into the author's own, so that one post does not decide.
_PRIOR_WORDS = 150.0
_RARE = 3e-5
_COMMON = 0.002
_WORD_BOUNDS = (-1.2, 2.5)
_TRAIT_BOUNDS = (-2.5, 1.2)
_TRAIT_WEIGHT = 1.0
# This share of the author's own posts may fall below `NEAR`, and their middle one is here.
_OWN_BELOW, _OWN_MIDDLE = 0.12, 0.8
_TELLING = 1.0
_TOLD_MOST = 4


class TooFewSamples(Exception):
    """There is too little text to learn a voice from. The text says how much is missing."""


@dataclass(frozen=True)
class Voice:
    """A measured style. Plain numbers, to be kept as JSON by `as_json` and read back by `from_json`.

    `features` holds the author's words with their counts, the mean and spread of each trait, the scale of nearness, and
    openings and emoji by how often they are used.
    """

    samples: int
    words: int
    language: str = ""
    features: Mapping[str, JSON] = field(default_factory=dict)

    def as_json(self) -> dict[str, JSON]:
        return {
            "samples": self.samples,
            "words": self.words,
            "language": self.language,
            "features": dict(self.features),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, JSON]) -> Voice:
        """Raises `ValueError` for what `as_json` did not write."""
        try:
            made = cls(int(kept["samples"]), int(kept["words"]), str(kept["language"]), dict(kept["features"]))
            nearness(made, "A line to try it with.")
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is no voice that was kept.") from error
        return made


def learn(samples: Sequence[str]) -> Voice:
    """The voice of these posts, each a whole text of the same author. Raises `TooFewSamples`."""
    texts = [text for text in dict.fromkeys(sample.strip() for sample in samples) if words_of(text)]
    said = [words_of(text) for text in texts]
    count = sum(map(len, said))
    if len(texts) < SAMPLES_LEAST or count < WORDS_LEAST:
        raise TooFewSamples(
            f"A voice needs at least {SAMPLES_LEAST} different posts and {WORDS_LEAST} words; "
            f"these are {len(texts)} with {count} words."
        )
    used = Counter(word for one in said for word in one)
    shapes = [measured(text) for text in texts]
    habits = {trait.key: _habit(trait, [one[trait.key] for one in shapes]) for trait in traits()}
    language = language_of(" ".join(texts))
    kept = Counter(dict(used.most_common(_WORDS_KEPT)))
    own = [
        _score(dict(kept - Counter(one)), count - len(one), habits, language, one, shape)
        for one, shape in zip(said, shapes, strict=True)
    ]
    features = {
        "words": dict(kept),
        "traits": habits,
        "scale": _scale(own),
        "openings": dict(Counter(opening(text) for text in texts).most_common(8)),
        "emoji": dict(Counter(emoji for text in texts for emoji in emojis_in(text)).most_common(8)),
    }
    return Voice(len(texts), count, language, features)


def nearness(voice: Voice, text: str) -> float:
    """How near a text is to the voice, from 0 to 1. Most of the author's own posts are above `NEAR`."""
    middle, width = voice.features["scale"]
    said = words_of(text)
    score = _score(voice.features["words"], voice.words, voice.features["traits"], voice.language, said, measured(text))
    return round(1 / (1 + math.exp(-(score - middle) / width)), 3)


def differences(voice: Voice, text: str) -> tuple[str, ...]:
    """What is unlike the voice, in words for its author, the most telling first: "Your sentences are shorter."."""
    here = measured(text)
    off = []
    for trait in traits():
        mean, spread = voice.features["traits"][trait.key]
        apart = (here[trait.key] - mean) / max(spread, 0.35 * trait.spread)
        if abs(apart) > _TELLING:
            off.append((abs(apart), trait.more if apart > 0 else trait.less))
    told = [sentence for _, sentence in sorted(off, key=lambda pair: -pair[0])][:_TOLD_MOST]
    foreign = [
        word for word in dict.fromkeys(words_of(text)) if word in words("hype") and word not in voice.features["words"]
    ]
    if foreign:
        told.append(f"You do not write {', '.join(f'“{word}”' for word in foreign[:3])}.")
    return tuple(told)


def described(voice: Voice) -> str:
    """The voice as instructions to a writer, a few lines."""
    means = {key: pair[0] for key, pair in voice.features["traits"].items()}
    lines = [
        f"Sentences of about {round(math.expm1(means['sentence']))} words, "
        f"posts of about {round(math.expm1(means['length']))} words."
    ]
    for trait in traits():
        apart = (means[trait.key] - trait.usual) / trait.spread
        if trait.key not in ("sentence", "length") and abs(apart) > 0.5:
            lines.append(f"{'More' if apart > 0 else 'Fewer'} {trait.name} than usual.")
    usual = _usual(voice.language)
    often = [word for word in _characteristic(voice) if len(word) > 2 and usual.get(word, 0) < _COMMON][:12]
    if often:
        lines.append(f"Words the author likes: {', '.join(often)}.")
    begins = [word for word, times in voice.features["openings"].items() if times > 1 and word]
    if begins:
        lines.append(f"Often begins with: {', '.join(begins[:5])}.")
    if voice.features["emoji"]:
        lines.append(f"Emoji in use: {' '.join(list(voice.features['emoji'])[:5])}")
    return "\n".join(f"- {line}" for line in lines)


def _characteristic(voice: Voice) -> list[str]:
    """The author's words, those first that others use least in comparison."""
    counts: Mapping[str, int] = voice.features["words"]
    often = [word for word, times in counts.items() if times >= max(3, voice.samples // 12)]
    usual = _usual(voice.language)
    return sorted(often, key=lambda word: -counts[word] * math.log(counts[word] / voice.words / usual.get(word, _RARE)))


def _habit(trait: Trait, values: Sequence[float]) -> tuple[float, float]:
    """Mean and spread of a trait; those of few posts are drawn towards what is usual."""
    pull = 4 / (4 + len(values))
    mean = (1 - pull / 2) * fmean(values) + pull / 2 * trait.usual
    return round(mean, 4), round((1 - pull) * pstdev(values) + pull * trait.spread, 4)


def _score(
    counts: Mapping[str, int],
    total: int,
    habits: Mapping[str, Sequence[float]],
    language: str,
    said: Sequence[str],
    shape: Mapping[str, float],
) -> float:
    """How much more likely the text is from the author than from anybody, per word and per trait."""
    usual = _usual(language)
    by_words = [
        _bounded(
            math.log((counts.get(word, 0) + _PRIOR_WORDS * usual.get(word, _RARE)) / (total + _PRIOR_WORDS))
            - math.log(usual.get(word, _RARE)),
            _WORD_BOUNDS,
        )
        for word in said
    ]
    by_traits = [
        _bounded(
            _log_likelihood(shape[trait.key], habits[trait.key][0], max(habits[trait.key][1], 0.25 * trait.spread))
            - _log_likelihood(shape[trait.key], trait.usual, trait.spread),
            _TRAIT_BOUNDS,
        )
        for trait in traits()
    ]
    return (fmean(by_words) if by_words else 0.0) + _TRAIT_WEIGHT * fmean(by_traits)


def _scale(own: Sequence[float]) -> tuple[float, float]:
    """Where nearness is one half, and how fast it changes: from the author's own posts, each judged by the others."""
    ranked = sorted(own)
    low = ranked[int(_OWN_BELOW * (len(ranked) - 1))]
    middle = median(ranked)
    return round(low, 4), round(max(0.05, (middle - low) / math.log(_OWN_MIDDLE / (1 - _OWN_MIDDLE))), 4)


def _log_likelihood(value: float, mean: float, spread: float) -> float:
    return -0.5 * ((value - mean) / spread) ** 2 - math.log(spread)


def _bounded(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0], min(bounds[1], value))


@cache
def _usual(language: str) -> Mapping[str, float]:
    """How often the small words of a language are used by anybody."""
    if language in ("en", ""):
        return {word: float(times) / 1000 for word, times in table("frequencies_en").items()}
    small = table("languages").get(language, "").split()
    return dict.fromkeys(small, 0.4 / len(small)) if small else {}
