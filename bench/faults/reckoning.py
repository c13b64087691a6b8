"""Ours against the platform's own count: what was lost, what was doubled, and where our account of it is not true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STOPPED = frozenset({"failed", "unconfirmed", "cancelled"})


@dataclass(frozen=True)
class Part:
    """One publication as our API tells of it. Texts are unique within a reckoning."""

    text: str
    state: str
    hold: str | None = None
    live_id: str | None = None
    previous: str | None = None
    """The text of the part before it in its thread."""


@dataclass(frozen=True)
class Told:
    """What the platform was told to do. `refuses`: for good. `hides`: leaves accepted posts out of its listings."""

    refuses: bool = False
    hides: bool = False


@dataclass(frozen=True)
class Count:
    """How a batch ended. `held` are parts that rightly wait behind one that stopped. `wrongs` are in words."""

    posts: int = 0
    published: int = 0
    refused: int = 0
    held: int = 0
    unconfirmed_expected: int = 0
    unconfirmed_unexpected: int = 0
    lost: int = 0
    doubled: int = 0
    wrongs: tuple[str, ...] = ()

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def clean(self) -> bool:
        """Nothing lost, nothing doubled, nothing said that is not so."""
        return not self.wrongs


def settled(parts: Sequence[Part]) -> bool:
    """Whether nothing here moves any more by itself."""
    by_text = {part.text: part for part in parts}
    return all(part.state == "published" or part.state in STOPPED or _rests(part, by_text) for part in parts)


def reckon(parts: Sequence[Part], live: Sequence[Mapping[str, Any]], told: Told) -> Count:
    """Compares our parts with all that the platform accepted (`live`: id, text, reply_to; hidden ones too)."""
    by_text = {part.text: part for part in parts}
    accepted: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for post in live:
        accepted[post["text"]].append(post)
    count = Count(wrongs=tuple(f"nobody wrote {text!r}" for text in accepted if text not in by_text))
    for part in parts:
        count += _one(part, accepted, by_text, told)
    return count


def _one(
    part: Part, accepted: Mapping[str, Sequence[Mapping[str, Any]]], by_text: Mapping[str, Part], told: Told
) -> Count:
    there = accepted.get(part.text, ())
    if len(there) > 1:
        return Count(posts=1, doubled=1, wrongs=(f"{part.text!r} is there {len(there)} times",))
    if part.state == "published":
        return _published(part, there, accepted)
    if part.state == "unconfirmed":
        if told.hides and there:
            return Count(posts=1, unconfirmed_expected=1)
        words = "though nothing was hidden" if there else "and the platform does not have it"
        return Count(posts=1, unconfirmed_unexpected=1, wrongs=(f"{part.text!r} is unconfirmed, {words}",))
    if there:
        return Count(posts=1, wrongs=(f"{part.text!r} is live, and we say that it is {part.state}",))
    if part.state == "failed" and told.refuses:
        return Count(posts=1, refused=1)
    if _rests(part, by_text):
        return Count(posts=1, held=1)
    return Count(posts=1, lost=1, wrongs=(f"{part.text!r} is lost: {part.state}, hold {part.hold}",))


def _published(
    part: Part, there: Sequence[Mapping[str, Any]], accepted: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Count:
    if not there:
        return Count(posts=1, lost=1, wrongs=(f"{part.text!r} is lost: we say that it is published",))
    wrongs = []
    if there[0]["id"] != part.live_id:
        wrongs.append(f"{part.text!r} is {there[0]['id']}, and we say {part.live_id}")
    previous = accepted.get(part.previous, ()) if part.previous else ()
    if there[0]["reply_to"] != (previous[0]["id"] if previous else None):
        wrongs.append(f"{part.text!r} is under {there[0]['reply_to']}, not under {part.previous!r}")
    return Count(posts=1, published=1, wrongs=tuple(wrongs))


def _rests(part: Part, by_text: Mapping[str, Part]) -> bool:
    """Whether it waits behind a part that stopped, or behind one that waits so."""
    before = by_text.get(part.previous) if part.previous else None
    if before is None or part.state != "scheduled" or part.hold not in ("waiting_for_previous", "previous_failed"):
        return False
    return before.state in STOPPED or _rests(before, by_text)
