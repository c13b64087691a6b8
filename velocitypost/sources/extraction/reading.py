"""From a file to everything that is told about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from velocitypost.sources.extraction import nature
from velocitypost.sources.extraction.language import direction, language
from velocitypost.sources.extraction.summary import summary, weights
from velocitypost.sources.extraction.text import Text
from velocitypost.sources.extraction.topics import importance, key_topics
from velocitypost.sources.limits import PASSAGES_MAX, Kind
from velocitypost.sources.passage import Extracted, Found

Progress = Callable[[int, int], None]
_TITLE_MAX = 200
# What programs write where nobody has given a title.
_NO_TITLE = re.compile(
    r"^(?:\(?anonymous\)?|untitled.*|unnamed|no title|document\d*|presentation\d*|powerpoint.presentation|"
    r"microsoft (?:word|powerpoint).*|.*\.(?:docx?|pptx?|pdf|tex|indd|qxd|html?))$",
    re.IGNORECASE,
)


def read(kind: Kind, path: Path, name: str, progress: Progress) -> Extracted:
    """Raises `Unreadable`. `progress` is told how many pages of how many were read."""
    text = _text(kind, path, name, progress)
    passages = list(text.passages)[:PASSAGES_MAX]
    spoken = language(passages)
    telling = importance(passages, spoken)
    weighed = weights(passages, telling)
    return Extracted(
        title=_title(text, passages, name),
        language=spoken,
        direction=direction(passages),
        key_topics=key_topics(passages, spoken),
        document_type=nature.document_type(kind, passages),
        summary=summary(passages, telling),
        pages=text.pages,
        notices=text.notices,
        passages=tuple(replace(p, weight=weight) for p, weight in zip(passages, weighed, strict=True)),
    )


def _text(kind: Kind, path: Path, name: str, progress: Progress) -> Text:
    if kind == "pdf":
        from velocitypost.sources.extraction.paged import read_pdf

        return read_pdf(path, progress)
    if kind in ("jpeg", "png"):
        from velocitypost.sources.extraction.paged import read_picture

        return read_picture(path, progress)
    if kind == "docx":
        from velocitypost.sources.extraction.word import read_word

        return read_word(path, progress)
    if kind == "pptx":
        from velocitypost.sources.extraction.slides import read_slides

        return read_slides(path, progress)
    from velocitypost.sources.extraction.plain import read_plain

    return read_plain(path, name, progress)


def _title(text: Text, passages: list[Found], name: str) -> str:
    """As the file says, else its first heading, else its name."""
    if text.title and not _NO_TITLE.match(text.title):
        return text.title[:_TITLE_MAX]
    heading = next((p.text for p in passages if p.kind == "heading"), "")
    return (heading or name.rpartition(".")[0] or name)[:_TITLE_MAX]
