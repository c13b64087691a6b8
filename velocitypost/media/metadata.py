"""Takes out of a picture what tells more than the picture: place, device, author, hidden thumbnails, appended files.

The pixels are not touched: parts of the file are left out, the rest is copied bit by bit. Colour profiles stay.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator

_JPEG_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# https://www.w3.org/TR/png-3/#11Chunks: what the picture is made of, its colours, and its animation
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)
# https://developers.google.com/speed/webp/docs/riff_container
_WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])
_WEBP_EXIF_AND_XMP_FLAGS = 0x08 | 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class Damaged(Exception):
    """The file is not built as its format demands, or it ends too early."""


def without_metadata(data: bytes, mime: str) -> bytes:
    """The same picture without its metadata and without anything after its end. Raises `Damaged`."""
    try:
        return _STRIPPERS[mime](data)
    except (IndexError, struct.error) as error:
        raise Damaged("the file ends too early") from error


def _jpeg(data: bytes) -> bytes:
    kept, place = [data[:2]], 2
    while True:
        if data[place] != 0xFF:
            raise Damaged("no marker where one must be")
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        end = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if end > len(data):
            raise Damaged("a segment is cut off")
        if _jpeg_segment_stays(marker, data[place + 4 : end]):
            kept.append(data[place:end])
        if marker == 0xDA:  # the picture itself follows, up to the next marker
            following = _JPEG_NEXT_MARKER.search(data, end)
            if following is None:
                raise Damaged("the picture has no end")
            kept.append(data[end : following.start()])
            end = following.start()
        place = end


def _jpeg_segment_stays(marker: int, content: bytes) -> bool:
    if marker == 0xE0:
        return content.startswith(b"JFIF\0")
    if marker == 0xE2:
        return content.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return content.startswith(b"Adobe")
    return not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def _png(data: bytes) -> bytes:
    if not data.startswith(_PNG_SIGNATURE):
        raise Damaged("no PNG signature")
    kept, place = [_PNG_SIGNATURE], len(_PNG_SIGNATURE)
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise Damaged("a chunk is cut off")
        if name in _PNG_KEPT:
            kept.append(data[place:end])
        if name == b"IEND":
            return b"".join(kept)
        place = end


def _webp(data: bytes) -> bytes:
    magic, size, form = struct.unpack_from("<4sI4s", data)
    if magic != b"RIFF" or form != b"WEBP" or size + 8 > len(data):
        raise Damaged("no whole WebP file")
    kept = []
    for name, content in _riff_chunks(data[12 : size + 8]):
        if name == b"VP8X":
            content = bytes([content[0] & ~_WEBP_EXIF_AND_XMP_FLAGS]) + content[1:]
        if name in _WEBP_KEPT:
            kept.append(struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) % 2))
    body = b"".join(kept)
    return struct.pack("<4sI4s", b"RIFF", len(body) + 4, b"WEBP") + body


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place < len(data):
        name, length = struct.unpack_from("<4sI", data, place)
        if place + 8 + length > len(data):
            raise Damaged("a chunk is cut off")
        yield name, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _gif(data: bytes) -> bytes:
    place = 13 + _gif_colours(data[10])
    kept = [data[:place]]
    while data[place] != 0x3B:
        start, introducer = place, data[place]
        if introducer == 0x2C:
            place = _gif_blocks_end(data, place + 11 + _gif_colours(data[place + 9]))
            stays = True
        elif introducer == 0x21:
            label = data[place + 1]
            stays = label == 0xF9 or (label == 0xFF and data[place + 3 : place + 14] in _GIF_LOOPS)
            place = _gif_blocks_end(data, place + 2)
        else:
            raise Damaged("an unknown block")
        if stays:
            kept.append(data[start:place])
    return b"".join([*kept, b"\x3b"])


def _gif_colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(data: bytes, place: int) -> int:
    while length := data[place]:
        place += length + 1
    return place + 1


_STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}
