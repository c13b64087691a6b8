"""Reading a JSON object while it is still coming: each member that is complete, and the text that grows.

A model answers `{"post_1": {"text": "…", …}, "post_2": {…}}`. Whoever shows drafts as they come cannot wait for the
last brace, as JSON libraries do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

JSON = Any
_LONGEST = 400_000
_PLAIN = re.compile(r'[^"\\]*')
# What of a string's inside can be decoded before its end is there: no half of an escape, no half of a pair of them.
_DECODABLE = re.compile(
    r"""(?: [^\\]++
        | \\[^u]
        | \\u[dD][89abAB][0-9a-fA-F]{2} (?: \\u[dD][c-fC-F][0-9a-fA-F]{2} | (?=[^\\]) | (?=\\[^u]) )
        | \\u(?![dD][89abAB])[0-9a-fA-F]{4}
        )*""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Member:
    """A member of the outer object, complete: `value` is an object."""

    name: str
    value: dict[str, JSON]


@dataclass(frozen=True)
class Growth:
    """More of the text in the member `name`."""

    name: str
    text: str


class Members:
    """Feed it what comes. What is no JSON gives nothing: the whole is judged by whoever has the whole."""

    def __init__(self, *, growing: str = "text") -> None:
        self._growing = growing
        self._text = ""
        self._at = 0
        self._depth = 0
        self._in_string = False
        self._string_from = self._member_from = 0
        self._name = self._key = ""
        self._after_colon = False
        self._grown_from: int | None = None

    def feed(self, piece: str) -> Iterator[Member | Growth]:
        """What `piece` completes, in order."""
        self._text += piece
        if len(self._text) > _LONGEST:
            return
        while self._at < len(self._text):
            if self._in_string:
                if (grown := self._inside()) is not None:
                    yield grown
            elif (member := self._outside(self._text[self._at])) is not None:
                yield member
        if self._grown_from is not None and (grown := self._growth(len(self._text))):
            yield grown

    def _inside(self) -> Growth | None:
        """On to the string's end, or to where there is no more of it yet."""
        if (plain := _PLAIN.match(self._text, self._at)) is not None:
            self._at = plain.end()
        if self._text.startswith("\\", self._at):
            self._at += 2
            return None
        if self._at >= len(self._text):
            return None
        self._in_string = False
        end, self._at = self._at, self._at + 1
        if self._grown_from is not None:
            grown, self._grown_from = self._growth(end), None
            return grown
        if not self._after_colon:
            self._name_read(_decoded(self._text[self._string_from : end]))
        return None

    def _name_read(self, name: str) -> None:
        if self._depth == 1:
            self._name = name
        elif self._depth == 2:
            self._key = name

    def _outside(self, char: str) -> Member | None:
        at, self._at = self._at, self._at + 1
        if char == '"' and self._depth:
            self._in_string, self._string_from = True, at + 1
            if self._depth == 2 and self._after_colon and self._key == self._growing:
                self._grown_from = at + 1
        elif char == ":":
            self._after_colon = True
        elif char == ",":
            self._after_colon = self._depth > 2 and self._after_colon
        elif char in "{[" and (self._depth or char == "{"):
            self._depth += 1
            self._after_colon = False
            if self._depth == 2:
                self._member_from, self._key = at, ""
        elif char in "}]" and self._depth:
            self._depth -= 1
            self._after_colon = False
            if self._depth == 1:
                return self._member(at + 1)
        return None

    def _member(self, end: int) -> Member | None:
        try:
            value = json.loads(self._text[self._member_from : end], strict=False)
        except (ValueError, RecursionError):
            return None
        return Member(self._name, value) if isinstance(value, dict) else None

    def _growth(self, end: int) -> Growth | None:
        """What of the growing text can be read up to `end`, and was not handed on before."""
        if self._grown_from is None or (sure := _DECODABLE.match(self._text, self._grown_from, end)) is None:
            return None
        text, self._grown_from = _decoded(sure.group()), sure.end()
        return Growth(self._name, text) if text else None


def nested(text: str, names: Collection[str]) -> Iterator[Member]:
    """Members of these names that lie one level deeper than they should, such as in `{"posts": {…}}`."""
    start, end = text.find("{"), text.rfind("}")
    try:
        outer = json.loads(text[start : end + 1], strict=False)
    except (ValueError, RecursionError):
        return
    for inner in outer.values() if isinstance(outer, dict) else ():
        if isinstance(inner, dict):
            found = ((name, value) for name, value in inner.items() if name in names and isinstance(value, dict))
            yield from (Member(name, value) for name, value in found)


def _decoded(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except (ValueError, RecursionError):
        return ""
