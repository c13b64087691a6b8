"""Server-sent events as a stream of chat completions sends them.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LONGEST = 1024 * 1024


class NoEvents(Exception):
    """What came is no stream of events."""


def data_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of each event, as soon as it is complete. Raises `NoEvents`."""
    lines: list[str] = []
    for line in _lines(chunks):
        if line.startswith("data:"):
            lines.append(line.removeprefix("data:").removeprefix(" "))
        elif not line and lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        rest += chunk
        *whole, rest = rest.replace(b"\r\n", b"\n").split(b"\n")
        yield from map(_text, whole)
        if len(rest) > _LONGEST:
            raise NoEvents("a line without an end")
    if rest:
        yield _text(rest)


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise NoEvents("bytes that are no text") from None
