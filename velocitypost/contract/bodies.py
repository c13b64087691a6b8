"""A file as the body of a request: read as it leaves, so that no film lies in memory."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from velocitypost.contract.errors import Unavailable
from velocitypost.contract.types import Attachment

_SLICE = 256 * 1024
_ENDS_A_NAME = re.compile(r'[\r\n"\\]')


@dataclass(frozen=True)
class Body:
    """What is sent, each time from its beginning, and the headers that say what and how much it is."""

    content: Callable[[], Iterator[bytes]]
    headers: Mapping[str, str]


def slices(file: Attachment, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The file's bytes from `start` until before `end`. Raises `Unavailable` where it ends before that."""
    assert file.open is not None  # noqa: S101  a draft that is sent has its files at hand
    left = (file.bytes if end is None else end) - start
    with file.open() as opened:
        opened.seek(start)
        while left > 0:
            piece = opened.read(min(_SLICE, left))
            if not piece:
                raise Unavailable("The file ended before its end.", code="file-cut")
            left -= len(piece)
            yield piece


def whole(file: Attachment) -> bytes:
    """For what must be written into something else, as a picture in JSON."""
    return b"".join(slices(file))


def plain(file: Attachment, start: int = 0, end: int | None = None, *, mime: str = "") -> Body:
    """The bytes alone, as the file's type or as `mime`."""
    length = (file.bytes if end is None else end) - start
    headers = {"content-type": mime or file.mime, "content-length": str(length)}
    return Body(lambda: slices(file, start, end), headers)


def form(
    fields: Mapping[str, str],
    file: Attachment,
    start: int = 0,
    end: int | None = None,
    *,
    field: str = "file",
    name: str = "file",
    mime: str = "",
) -> Body:
    """A form whose last part is the file. https://www.rfc-editor.org/rfc/rfc7578"""
    edge = secrets.token_hex(16)
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n' for key in fields]
    file_name = _ENDS_A_NAME.sub("", name) or "file"
    parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{file_name}"\r\n')
    parts.append(f"Content-Type: {mime or file.mime}\r\n\r\n")
    head, tail = "".join(parts).encode(), f"\r\n--{edge}--\r\n".encode()

    def content() -> Iterator[bytes]:
        yield head
        yield from slices(file, start, end)
        yield tail

    length = len(head) + (file.bytes if end is None else end) - start + len(tail)
    return Body(content, {"content-type": f"multipart/form-data; boundary={edge}", "content-length": str(length)})
