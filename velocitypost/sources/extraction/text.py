"""What a reader of one kind of file hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from velocitypost.sources.passage import Found


@dataclass(frozen=True)
class Text:
    """The passages in reading order. `title` is what the file says of itself, often nothing."""

    passages: Sequence[Found]
    title: str = ""
    pages: int = 0
    notices: tuple[str, ...] = ()
