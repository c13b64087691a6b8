"""Server-sent events as a stream of chat completions sends them.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LONGEST = 1024 * 1024
_ENDS = re.compile(rb"\r\n|\n|\r")
_MARK = b"\xef\xbb\xbf"


class NoEvents(Exception):
    """What came is no stream of events."""


def data_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of each event, as soon as it is complete. Raises `NoEvents`."""
    lines: list[str] = []
    for number, line in enumerate(_lines(chunks)):
        name, _, value = _text(line.removeprefix(_MARK) if number == 0 else line).partition(":")
        if name == "data":
            lines.append(value.removeprefix(" "))
        elif not line and lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A line may end with either sign or with both, and the two may come apart."""
    begun: list[bytes] = []
    length, returned = 0, False
    for whole_chunk in chunks:
        chunk = whole_chunk.removeprefix(b"\n") if returned else whole_chunk
        returned = whole_chunk.endswith(b"\r") or (returned and not whole_chunk)
        first, *others = _ENDS.split(chunk)
        begun.append(first)
        length += len(first)
        if others:
            yield b"".join(begun)
            yield from others[:-1]
            begun, length = [others[-1]], len(others[-1])
        if length > _LONGEST:
            raise NoEvents("a line without an end")
    if length:
        yield b"".join(begun)


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise NoEvents("bytes that are no text") from None
