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
_HALF_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?$")
_HALF_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}(?:\\(?:u[0-9a-fA-F]{0,3})?)?$")


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
        self._in_string = self._escaped = False
        self._string_from = self._member_from = 0
        self._name = self._key = ""
        self._after_colon = False
        self._grown_from: int | None = None
        self._shown = ""

    def feed(self, piece: str) -> Iterator[Member | Growth]:
        """What `piece` completes, in order."""
        self._text += piece
        if len(self._text) > _LONGEST:
            return
        while self._at < len(self._text):
            char = self._text[self._at]
            if self._in_string:
                yield from self._inside(char)
            else:
                yield from self._outside(char)
            self._at += 1
        yield from self._growth(self._text[self._grown_from :] if self._grown_from is not None else "")

    def _inside(self, char: str) -> Iterator[Growth]:
        if self._escaped:
            self._escaped = False
        elif char == "\\":
            self._escaped = True
        elif char == '"':
            self._in_string = False
            if self._grown_from is not None:
                yield from self._growth(self._text[self._grown_from : self._at])
                self._grown_from, self._shown = None, ""
            elif not self._after_colon:
                self._name_read(_decoded(self._text[self._string_from : self._at]))

    def _name_read(self, name: str) -> None:
        if self._depth == 1:
            self._name = name
        elif self._depth == 2:
            self._key = name

    def _outside(self, char: str) -> Iterator[Member]:
        if char == '"' and self._depth:
            self._in_string, self._string_from = True, self._at + 1
            if self._depth == 2 and self._after_colon and self._key == self._growing:
                self._grown_from, self._shown = self._at + 1, ""
        elif char == ":":
            self._after_colon = True
        elif char == ",":
            self._after_colon = self._depth > 2 and self._after_colon
        elif char in "{[" and (self._depth or char == "{"):
            self._depth += 1
            self._after_colon = False
            if self._depth == 2:
                self._member_from, self._key = self._at, ""
        elif char in "}]" and self._depth:
            self._depth -= 1
            self._after_colon = False
            if self._depth == 1 and (member := self._member()):
                yield member

    def _member(self) -> Member | None:
        try:
            value = json.loads(self._text[self._member_from : self._at + 1], strict=False)
        except ValueError:
            return None
        return Member(self._name, value) if isinstance(value, dict) else None

    def _growth(self, raw: str) -> Iterator[Growth]:
        """`raw` is the string so far, without an end that may be half of an escape."""
        whole = _HALF_PAIR.sub("", _HALF_ESCAPE.sub("", raw) if not raw.endswith("\\\\") else raw)
        text = _decoded(whole)
        if text != self._shown and text.startswith(self._shown):
            grown, self._shown = text[len(self._shown) :], text
            yield Growth(self._name, grown)


def nested(text: str, names: Collection[str]) -> Iterator[Member]:
    """Members of these names that lie one level deeper than they should, such as in `{"posts": {…}}`."""
    start, end = text.find("{"), text.rfind("}")
    try:
        outer = json.loads(text[start : end + 1], strict=False)
    except ValueError:
        return
    for inner in outer.values() if isinstance(outer, dict) else ():
        if isinstance(inner, dict):
            found = ((name, value) for name, value in inner.items() if name in names and isinstance(value, dict))
            yield from (Member(name, value) for name, value in found)


def _decoded(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return ""
