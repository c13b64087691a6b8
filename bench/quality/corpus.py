"""The planted falsehoods: documents with claims that do and do not rest on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

PLACE = Path(__file__).with_name("corpus")
Half = Literal["tuning", "held_out"]


@dataclass(frozen=True)
class Passage:
    """A passage of a document."""

    id: str
    text: str


@dataclass(frozen=True)
class Claim:
    """A sentence about a document. `verdict` is "true", "false" or "opinion"; `kind` how it was made."""

    verdict: str
    kind: str
    text: str


@dataclass
class Document:
    """A document with its claims."""

    title: str
    language: str = "en"
    passages: list[Passage] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def documents(half: Half) -> list[Document]:
    """The documents of one half, in order."""
    lines = (PLACE / f"{half}.txt").read_text(encoding="utf-8").splitlines()
    return list(_read(line for line in lines if not line.startswith("#")))


def _read(lines: Iterator[str]) -> Iterator[Document]:
    document: Document | None = None
    for line in lines:
        if not line.strip():
            continue
        key, _, text = line.partition(" | ")
        if key == "title":
            if document is not None:
                yield document
            document = Document(text)
        elif document is None:
            raise ValueError(f"A document begins with its title, not with {line!r}.")
        elif key == "language":
            document.language = text
        elif key.startswith("p") and key[1:].isdigit():
            document.passages.append(Passage(key, text))
        else:
            verdict, _, kind = key.partition(" ")
            document.claims.append(Claim(verdict, kind or verdict, text))
    if document is not None:
        yield document
