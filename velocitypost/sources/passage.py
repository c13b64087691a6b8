"""A piece of a document with its place. Imports nothing of the product: the reading process uses it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PassageKind = Literal["heading", "paragraph", "list", "table", "code", "note", "margin"]


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in fractions of its width and height from its upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Place:
    """Where a passage stands.

    `page` and `slide` count from 1 and are None where the document has none; a picture is one page. `headings` are
    those above it, the outermost first. `paragraph` counts from 1 on the page or slide, or through the whole document
    where it has neither.
    """

    page: int | None = None
    slide: int | None = None
    headings: tuple[str, ...] = ()
    paragraph: int = 1

    @property
    def in_words(self) -> str:
        """Such as: page 3, “Results”, paragraph 2."""
        parts = []
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.slide is not None:
            parts.append(f"slide {self.slide}")
        if self.headings:
            parts.append(f"“{self.headings[-1]}”")
        return ", ".join([*parts, f"paragraph {self.paragraph}"])


@dataclass(frozen=True)
class Found:
    """A passage as it was found, in reading order.

    `kind` is `note` for a speaker's or a foot note and `margin` for what repeats at the edge of pages. A `table` has
    its cells in `rows`, and in `text` one line for each row. `boxes` are empty where there are no pages. `weight` says
    how central it is to the document, from 0 to 1. `certainty` is None where the text was in the file, and
    from 0 to 1 where it was recognised from a picture.
    """

    place: Place
    kind: PassageKind
    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    boxes: tuple[Box, ...] = ()
    weight: float = 0.0
    certainty: float | None = None


@dataclass(frozen=True)
class Passage(Found):
    """A passage of a source. `number` counts from 0 in reading order."""

    id: str = ""
    number: int = 0


@dataclass(frozen=True)
class Extracted:
    """What a document holds, and what can be said about it.

    `language` is an ISO 639 code, empty where none was recognised. `summary` are sentences of the document, word for
    word. `notices` say what was left out. `pages` counts pages, slides or pictures, 0 where there are none.
    """

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    key_topics: tuple[str, ...]
    document_type: str
    summary: str
    pages: int
    notices: tuple[str, ...]
    passages: tuple[Found, ...]
