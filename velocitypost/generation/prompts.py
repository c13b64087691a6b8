"""What is told to a model: the expert's instructions for each platform, what they share said once, and each piece."""

from __future__ import annotations

import random
from collections.abc import Sequence

from velocitypost.contract.capabilities import Platform
from velocitypost.generation.engines.order import Piece
from velocitypost.generation.experts import Expert, Form, instructions
from velocitypost.generation.manners import manner
from velocitypost.generation.model import Brief
from velocitypost.generation.passages import Passage
from velocitypost.generation.voice import Voice

_ROOM = 1.3
_EARLIER_MOST = 6
_EARLIER_LETTERS = 600
# Ways to come to a matter, so that thirty posts on one wish are not one post in thirty wordings.
ANGLES = (
    "a moment of the reader's own day in which this matters",
    "the mistake that is made most often",
    "the smallest step that can be taken today",
    "what looks true at first, and what holds",
    "a question that the reader has an answer to",
    "the detail that decides, and that most overlook",
    "somebody who begins, and what they need first",
    "somebody who believes to know it all, and what they may have missed",
    "what it costs to leave it as it is",
    "what it looks like behind the scenes",
    "a choice between two good ways",
    "how it was before, and what became easier",
)


def system(
    expert: Expert, platforms: Sequence[Platform], voice: Voice | None, brief: Brief, passages: Sequence[Passage]
) -> str:
    """The instructions for all these platforms: what holds for each of them once, then what is each one's own."""
    told = {p.spec.name: instructions(expert, p, voice, brief, passages).split("\n\n") for p in platforms}
    if len(told) == 1:
        return "\n\n".join(next(iter(told.values())))
    first, *others = told.values()
    shared = [block for block in first if all(block in other for other in others)]
    own = (
        f"## For {name}\n\n" + "\n\n".join(block for block in blocks if block not in shared)
        for name, blocks in told.items()
    )
    return "\n\n".join([*shared, *own])


def piece(
    number: int,
    platform: Platform,
    *,
    form: Form | None,
    angle: str = "",
    subject: str = "",
    idea: int = 1,
    earlier: Sequence[str] = (),
) -> Piece:
    """One text for one platform. Those of one `idea` are one post. `earlier` are texts that it must not resemble."""
    spec = platform.spec
    lines = [f"idea {idea}, for {spec.name}, at most {spec.limits.text_max:,} characters."]
    if subject:
        lines.append(f"Its subject: {subject}.")
    if form is not None:
        lines.append(f"Form: {form.name}: {' → '.join(form.beats)}.")
    if angle:
        lines.append(f"Come to it from here: {angle}.")
    if earlier:
        quoted = "\n".join(f'"""{text[:_EARLIER_LETTERS]}"""' for text in earlier[-_EARLIER_MOST:])
        lines.append(f"Take another idea, another build and another opening than these:\n{quoted}")
    longest = manner(platform).length[1]
    return Piece(
        number=number,
        told=" ".join(lines),
        letters=min(spec.limits.text_max, int(longest * _ROOM)),
        titled=any(option.key == "title" for option in spec.options),
    )


def forms_for(expert: Expert, seed: int) -> list[Form]:
    """The expert's forms in an order of its own for each seed."""
    forms = list(expert.forms)
    random.Random(seed).shuffle(forms)  # noqa: S311  variety, not secrecy
    return forms


def form_of(expert: Expert, seed: int, number: int) -> Form | None:
    """The form of the text of this number: each form in turn, before any comes again."""
    forms = forms_for(expert, seed)
    return forms[number % len(forms)] if forms else None


def angle_of(expert: Expert, seed: int, number: int) -> str:
    """The angle of the text of this number: a form that comes again comes with another one, until all were with all."""
    turns, place = divmod(number, len(expert.forms) or 1)
    return ANGLES[(seed + place + turns) % len(ANGLES)]
