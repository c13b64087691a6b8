"""What this room needs of a document: pieces of text that can be named. Whoever reads documents brings them."""

from __future__ import annotations

from typing import Protocol


class Passage(Protocol):
    """A piece of a document. `id` is the document's own name for it; `text` is as it stands there."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...
