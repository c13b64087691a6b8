"""What this room needs of a document: pieces of text that can be named. Whoever reads documents brings them."""

from __future__ import annotations

from typing import Protocol


class Passage(Protocol):
    """A piece of a document. `id` is the document's own name for it; `text` is as it stands there."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


def headings_of(passage: Passage) -> tuple[str, ...]:
    """The headings above a passage, the outermost first; empty where whoever read the document did not tell."""
    return tuple(getattr(getattr(passage, "place", None), "headings", ()))


def kind_of(passage: Passage) -> str:
    """What a passage is, such as "heading" or "table"; "paragraph" where nobody told."""
    return str(getattr(passage, "kind", "paragraph"))
