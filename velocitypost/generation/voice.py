"""How somebody writes, measured: learned from their own posts, and how near a text is to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

JSON = Any
SAMPLES_LEAST = 8
WORDS_LEAST = 120
NEAR = 0.5


class TooFewSamples(Exception):
    """There is too little text to learn a voice from. The text says how much is missing."""


@dataclass(frozen=True)
class Voice:
    """A measured style. Plain numbers, to be kept as JSON by `as_json` and read back by `from_json`."""

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
        return cls(kept["samples"], kept["words"], kept["language"], kept["features"])


def learn(samples: Sequence[str]) -> Voice:
    """The voice of these posts, each a whole text of the same author. Raises `TooFewSamples`."""
    words = sum(len(sample.split()) for sample in samples)
    if len(samples) < SAMPLES_LEAST or words < WORDS_LEAST:
        raise TooFewSamples(
            f"A voice needs at least {SAMPLES_LEAST} posts and {WORDS_LEAST} words; "
            f"these are {len(samples)} with {words} words."
        )
    return Voice(len(samples), words)


def nearness(voice: Voice, text: str) -> float:
    """How near a text is to the voice, from 0 to 1: about half of the author's own posts are above 0.5 … see `NEAR`."""
    return 0.5


def differences(voice: Voice, text: str) -> tuple[str, ...]:
    """What is unlike the voice, in words for its author, the most telling first: "Your sentences are shorter."."""
    return ()


def described(voice: Voice) -> str:
    """The voice as instructions to a writer, a few lines."""
    return ""
