"""One spelling for a word or two that people type as they like: it is kept by it, and looked for by it."""

from __future__ import annotations

import unicodedata


def one_spelling(typed: str) -> str:
    """In lower case, without number signs before it, with single spaces; empty where nothing is left.

    Letters that are written in several ways are one (NFKC). What comes out stays as it is when it is given again.
    """
    # In lower case, letters join with their marks that did not in upper case.
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).lower())
    return " ".join(folded.split()).lstrip("# ")
