"""Looking into uploaded bytes: are they what they say they are, and within X's bounds?

https://docs.x.com/x-api/media/quickstart/best-practices
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

MOST_PIXELS = 100_000_000
GIF_FRAMES, GIF_PIXELS, GIF_SIZE = 350, 300_000_000, (1280, 1080)
VIDEO_SECONDS = (0.5, 140.0)
VIDEO_SIDES = (32, 1280)


class Unreadable(Exception):
    """Not a picture or video that X can process."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in the file. `form` is JPEG, PNG, WEBP, GIF or MP4."""

    form: str
    width: int
    height: int
    duration_ms: int | None = None


def look(path: Path, kind: str) -> Seen:
    """Raises Unreadable, with the reason."""
    return _video(path) if kind == "video" else _picture(path, kind)


def _picture(path: Path, kind: str) -> Seen:
    from PIL import Image  # here, because most runs never see a picture and it is 10 MB of memory

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=("JPEG", "PNG", "WEBP", "GIF")) as image:
                width, height = image.size
                frames = int(getattr(image, "n_frames", 1))
                if width * height > MOST_PIXELS:
                    raise Unreadable("too many pixels")
                if kind == "gif" and (image.format != "GIF" or not _gif_fits(width, height, frames)):
                    raise Unreadable("not an animated GIF within 1280x1080 and 350 frames")
                image.load()
                return Seen(str(image.format), width, height)
        except Unreadable:
            raise
        except Exception as reason:
            # Pillow raises whatever its decoders raise; for X they all mean that it cannot be decoded.
            raise Unreadable("cannot be decoded") from reason


def _gif_fits(width: int, height: int, frames: int) -> bool:
    within = width <= GIF_SIZE[0] and height <= GIF_SIZE[1]
    return within and frames <= GIF_FRAMES and width * height * frames <= GIF_PIXELS


def _video(path: Path) -> Seen:
    duration: float | None = None
    size: tuple[int, int] = (0, 0)
    with path.open("rb") as file:
        boxes = _boxes(file, 0, path.stat().st_size)
        first = next(boxes, None)
        if first is None or first[0] != b"ftyp":
            raise Unreadable("not an MP4")
        for name, start, end in boxes:
            if name == b"moov":
                duration, size = _movie(file, start, end)
    if duration is None or not size[0]:
        raise Unreadable("has no video track")
    if not VIDEO_SECONDS[0] <= duration <= VIDEO_SECONDS[1]:
        raise Unreadable(f"lasts {duration:.1f} s; 0.5 to 140 s are allowed")
    if min(size) < VIDEO_SIDES[0] or max(size) > VIDEO_SIDES[1] or not 1 / 3 <= size[0] / size[1] <= 3:
        raise Unreadable("must be 32x32 to 1280x1024, 1:3 to 3:1")
    return Seen("MP4", *size, int(duration * 1000))


def _boxes(file: BufferedReader, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an ISO base media file between two offsets: name, first and last byte of the content."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        length, name, inside = int.from_bytes(head[:4]), head[4:8], start + 8
        if length == 1:
            length, inside = int.from_bytes(head[8:16]), start + 16
        if length == 0:
            length = end - start
        if length < inside - start or start + length > end:
            raise Unreadable("is cut off or damaged")
        yield name, inside, start + length
        start += length


def _movie(file: BufferedReader, start: int, end: int) -> tuple[float | None, tuple[int, int]]:
    duration: float | None = None
    size = (0, 0)
    for name, inside, stop in _boxes(file, start, end):
        if name == b"mvhd":
            duration = _duration(_read(file, inside, stop))
        elif name == b"trak":
            for track_box, track_start, track_end in _boxes(file, inside, stop):
                if track_box == b"tkhd":
                    size = max(size, _track_size(_read(file, track_start, track_end)))
    return duration, size


def _read(file: BufferedReader, start: int, end: int) -> bytes:
    file.seek(start)
    data = file.read(min(end - start, 256))
    if len(data) < 32:
        raise Unreadable("is damaged")
    return data


def _duration(mvhd: bytes) -> float:
    long = mvhd[0] == 1
    scale = int.from_bytes(mvhd[20:24] if long else mvhd[12:16])
    length = int.from_bytes(mvhd[24:32] if long else mvhd[16:20])
    if not scale:
        raise Unreadable("is damaged")
    return length / scale


def _track_size(tkhd: bytes) -> tuple[int, int]:
    # Width and height are the last two fields, each 16.16 fixed point.
    return int.from_bytes(tkhd[-8:-4]) >> 16, int.from_bytes(tkhd[-4:]) >> 16
