"""A hash chain: entries that each carry the hash of the one before, so that a changed byte shows.

It proves that what is there was not altered afterwards by someone who did not rewrite all that follows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

JSON = Any
START = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `facts` is plain JSON without secrets."""

    number: int
    at: datetime
    kind: str
    facts: Mapping[str, JSON]
    hash: str


def extended(
    trail: Sequence[Entry], kind: str, facts: Mapping[str, JSON], *, at: datetime, start: str = START
) -> tuple[Entry, ...]:
    """The trail with one more entry. `start` is what the first entry hangs on, such as another trail's last hash."""
    previous = trail[-1].hash if trail else start
    number = len(trail) + 1
    return (*trail, Entry(number, at, kind, dict(facts), _hash(previous, number, at, kind, facts)))


def fault(trail: Sequence[Entry], *, start: str = START) -> str | None:
    """Where the chain is broken, in words; None where it holds."""
    previous = start
    for place, entry in enumerate(trail, start=1):
        if entry.number != place:
            return f"entry {place} is missing or out of order"
        if entry.hash != _hash(previous, entry.number, entry.at, entry.kind, entry.facts):
            return f"entry {place} ({entry.kind}) or the one before it was changed"
        previous = entry.hash
    return None


def digest(value: JSON) -> str:
    """A fingerprint of plain JSON."""
    return hashlib.sha256(_canonical(value)).hexdigest()


def _hash(previous: str, number: int, at: datetime, kind: str, facts: Mapping[str, JSON]) -> str:
    return digest([previous, number, at.isoformat(timespec="milliseconds"), kind, dict(facts)])


def _canonical(value: JSON) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()
