"""The beginning of a text, for lists in which the whole of it has no room."""

from __future__ import annotations


def beginning(text: str, most: int) -> str:
    """The text, or as many of its words as `most` characters hold, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[:most]
    words = cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut[:-1]
    return f"{words.rstrip(' .,;:–—-')}…"
