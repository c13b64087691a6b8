"""Identifiers: a word that says what the row is, and a ULID, so that ids sort by the time they were made."""

from __future__ import annotations

import re
import secrets

from ulid import ULID

_SHAPE = re.compile(r"^[a-z]+_[0-9a-hjkmnp-tv-z]{26}$")


def new_id(kind: str) -> str:
    """A new identifier such as `post_01kb2m6p3v…`: sortable by creation, safe in a URL."""
    return f"{kind}_{str(ULID()).lower()}"


def is_id(text: str, kind: str) -> bool:
    """Whether `text` has the shape of an identifier of this kind."""
    return text.startswith(f"{kind}_") and _SHAPE.match(text) is not None


def new_secret(bytes_of_entropy: int = 32) -> str:
    """An unguessable text, safe in a URL."""
    return secrets.token_urlsafe(bytes_of_entropy)
