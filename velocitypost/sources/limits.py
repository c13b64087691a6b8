"""How large, how long and how much: every limit of documents. Imports nothing: the reading process uses it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["pdf", "docx", "pptx", "text", "jpeg", "png"]

MEGABYTE = 1024**2
BYTES_MAX: Mapping[Kind, int] = {
    "pdf": 10 * MEGABYTE,
    "docx": 5 * MEGABYTE,
    "pptx": 20 * MEGABYTE,
    "text": 2 * MEGABYTE,
    "jpeg": 5 * MEGABYTE,
    "png": 5 * MEGABYTE,
}

PAGES_MAX = 1_000
SLIDES_MAX = 1_000
TEXT_MAX = 2_000_000
PASSAGES_MAX = 20_000
PASSAGE_LENGTH_MAX = 1_500
TABLE_ROWS_MAX = 60
TABLE_LENGTH_MAX = 10_000

# Pages without text are read from their picture: slowly, so not any number of them.
RECOGNISED_PAGES_MAX = 40
RECOGNISING_SECONDS_MAX = 300
RECOGNISING_WAIT_MAX = 600

UNPACKED_BYTES_MAX = 200 * MEGABYTE
UNPACKED_PART_BYTES_MAX = 60 * MEGABYTE
UNPACKED_PARTS_MAX = 6_000
PIXELS_MAX = 50_000_000
PICTURE_SIDE = 1_600


@dataclass(frozen=True)
class Limits:
    """What a process may take. `silence_seconds` is how long it may go on without a word."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    silence_seconds: float
    written_bytes: int
    niceness: int = 0


READING = Limits(
    memory_bytes=1536 * MEGABYTE,
    cpu_seconds=480,
    wall_seconds=900,
    silence_seconds=120,
    written_bytes=64 * MEGABYTE,
    niceness=10,
)
DRAWING = Limits(
    memory_bytes=768 * MEGABYTE,
    cpu_seconds=15,
    wall_seconds=30,
    silence_seconds=30,
    written_bytes=16 * MEGABYTE,
)
