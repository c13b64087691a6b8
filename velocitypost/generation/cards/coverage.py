"""Which characters a font file holds, read from its `cmap` table.

https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

_UNICODE = {(3, 10): 2, (0, 6): 2, (0, 4): 2, (3, 1): 1, (0, 3): 1}


@lru_cache(maxsize=32)
def covered(path: Path) -> frozenset[int]:
    """The code points of a TrueType or OpenType font. Raises `ValueError` where the file has no Unicode table."""
    data = path.read_bytes()
    table = _table(data, b"cmap")
    count = struct.unpack_from(">H", table, 2)[0]
    best, offset = 0, 0
    for number in range(count):
        platform, encoding, at = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if (rank := _UNICODE.get((platform, encoding), 0)) > best:
            best, offset = rank, at
    kind = struct.unpack_from(">H", table, offset)[0] if best else None
    if kind == 12:
        return frozenset(_groups(table, offset))
    if kind == 4:
        return frozenset(_segments(table, offset))
    raise ValueError(f"{path.name} has no Unicode table that is known here")


def _table(data: bytes, name: bytes) -> bytes:
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == name:
            return data[offset : offset + length]
    raise ValueError(f"no table {name!r}")


def _groups(table: bytes, offset: int) -> list[int]:
    found: list[int] = []
    for number in range(struct.unpack_from(">I", table, offset + 12)[0]):
        first, last, _ = struct.unpack_from(">III", table, offset + 16 + 12 * number)
        found.extend(range(first, last + 1))
    return found


def _segments(table: bytes, offset: int) -> list[int]:
    double = struct.unpack_from(">H", table, offset + 6)[0]
    ends, starts = offset + 14, offset + 16 + double
    deltas, ranges = starts + double, starts + 2 * double
    found = []
    for at in range(0, double, 2):
        first, last = (struct.unpack_from(">H", table, place + at)[0] for place in (starts, ends))
        delta, skip = (struct.unpack_from(">H", table, place + at)[0] for place in (deltas, ranges))
        for code in range(first, min(last, 0xFFFE) + 1):
            if skip:
                glyph = struct.unpack_from(">H", table, ranges + at + skip + 2 * (code - first))[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                found.append(code)
    return found
