"""One log for all parts: each line under the name of the part that wrote it, in that part's colour."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TextIO

_COLOURS = (36, 33, 32, 35, 34, 96, 93, 92)
_OURS = 1  # bold
_NAME_WIDTH = 9
_LONGEST_LINE = 64 * 1024


class Console:
    """Writes to one stream, in colour where a person reads it (and `NO_COLOR` is not set)."""

    def __init__(self, stream: TextIO, *, colour: bool | None = None) -> None:
        self._stream = stream
        self._colour = stream.isatty() and "NO_COLOR" not in os.environ if colour is None else colour
        self._colours: dict[str, int] = {}
        self._closed = False
        self.on_closed: Callable[[], None] = lambda: None
        """Called once when whoever read the output has gone (`velocitypost up | head`)."""

    def say(self, text: str) -> None:
        """Something the supervisor itself has to tell."""
        for line in text.splitlines():
            self._write(self._paint("up".ljust(_NAME_WIDTH) + "│", _OURS) + f" {line}\n")

    def show(self, text: str) -> None:
        """A block of its own, without names before its lines."""
        self._write(text + "\n")

    def lines_of(self, part: str) -> Lines:
        """Where the output of `part` goes."""
        colour = self._colours.setdefault(part, _COLOURS[len(self._colours) % len(_COLOURS)])
        return Lines(self, self._paint(part.ljust(_NAME_WIDTH) + "│", colour))

    def _paint(self, text: str, code: int) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text

    def write_line(self, name: str, line: str) -> None:
        """A line under a name painted before."""
        self._write(f"{name} {line}\n")

    def _write(self, text: str) -> None:
        if self._closed:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            self._closed = True
            self.on_closed()


class Lines:
    """Takes the bytes of one part as they come and writes whole lines."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name = console, name
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Bytes as they came; a line that is not yet whole waits for the rest of it."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._console.write_line(self._name, line.decode(errors="replace").rstrip("\r"))

    def end(self) -> None:
        """The part has gone: writes what it left without a line's end."""
        if self._rest:
            self.feed(b"\n")
